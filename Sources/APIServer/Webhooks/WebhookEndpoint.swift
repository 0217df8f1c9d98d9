import APIMachinery
import Basics
import Client

/// Where a webhook is: the `clientConfig` of webhook configurations and of custom resource conversion.
public struct WebhookEndpoint: Hashable, Sendable {
  enum Place: Hashable, Sendable {
    case url(ServerURL, path: String, query: String)
    case service(ServiceReference, path: String)
    /// Not a place that can be called: what is wrong with it.
    case invalid(String)
  }
  let place: Place
  /// As messages name it: a URL as it was written.
  let description: String
  /// PEM; nil for the system's authorities.
  let authority: String?

  init(clientConfig: Value?) {
    authority = clientConfig?["caBundle"]?.string.flatMap { $0.isEmpty ? nil : Base64.decode($0) }.map { String(decoding: $0, as: UTF8.self) }
    if let service = clientConfig?["service"], service.object != nil {
      let reference = ServiceReference(
        namespace: service["namespace"]?.string ?? "", name: service["name"]?.string ?? "", port: Int(service["port"]?.int ?? 443))
      let path = service["path"]?.string ?? ""
      place = .service(reference, path: path.isEmpty ? "/" : path)
      description = "https://\(reference.serverName):\(reference.port)\(path.isEmpty ? "/" : path)"
    } else {
      description = clientConfig?["url"]?.string ?? ""
      place = Self.place(url: description)
    }
  }

  private static func place(url: String) -> Place {
    guard let scheme = url.firstRange(of: "://") else { return .invalid("\"\(url)\" is not a URL") }
    let rest = url[scheme.upperBound...]
    let path = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    guard let server = ServerURL(String(url[..<path])), server.isSecure else { return .invalid("\"\(url)\" is not an https URL") }
    let parts = rest[path...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return .url(server, path: parts.first.flatMap { $0.isEmpty ? nil : $0 } ?? "/", query: parts.count > 1 ? parts[1] : "")
  }
}
