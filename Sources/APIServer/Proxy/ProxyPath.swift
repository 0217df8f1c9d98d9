/// The two halves of a proxied request's path, as they were written: escapes and double slashes are the target's business.
struct ProxyPath: Hashable, Sendable {
  /// Up to and with `proxy`.
  var prefix: String
  /// What the target gets: empty, or from a slash on.
  var rest: String

  init(prefix: String, rest: String) { (self.prefix, self.rest) = (prefix, rest) }

  /// nil when the path is none of a proxy: `/api/v1/nodes/NAME/proxy`, `/api/v1/namespaces/NS/pods/NAME/proxy`, the same of services.
  init?(_ path: String) {
    var segments: [Substring] = []
    var position = path.startIndex
    while segments.count < 7 {
      let start = path[position...].firstIndex { $0 != "/" } ?? path.endIndex
      let end = path[start...].firstIndex(of: "/") ?? path.endIndex
      guard start < end else { return nil }
      segments.append(path[start..<end])
      position = end
      guard Self.isProxy(segments) else { continue }
      (prefix, rest) = (String(path[..<end]), String(path[end...]))
      return
    }
    return nil
  }

  private static func isProxy(_ segments: [Substring]) -> Bool {
    guard segments.count == 5 || segments.count == 7, segments[0] == "api", segments[1] == "v1", segments.last == "proxy" else { return false }
    if segments.count == 5 { return segments[2] == "nodes" }
    return segments[2] == "namespaces" && ["pods", "services"].contains(segments[4])
  }
}
