import APIMachinery

/// The name part of a proxy's URL: `web`, `web:http`, `https:web:8443`, `https:web:` (kubernetes.io, "Access Services Running on
/// Clusters").
struct ProxyName: Hashable {
  var isSecure = false
  var name: String
  /// A number or a port's name; empty for the default.
  var port = ""

  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1: name = parts[0]
    case 2: (name, port) = (parts[0], parts[1])
    case 3 where ["", "http", "https"].contains(parts[0]): (isSecure, name, port) = (parts[0] == "https", parts[1], parts[2])
    default: return nil
    }
    if name.isEmpty { return nil }
  }
}
