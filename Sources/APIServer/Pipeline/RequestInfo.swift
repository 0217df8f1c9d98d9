import APIMachinery
import Client

/// What a URL and a method ask for (kubernetes.io, "API Concepts": resource URIs).
///
/// `/api/v1/namespaces/NS/pods/NAME/log`, `/apis/apps/v1/deployments`, `/healthz`.
struct RequestInfo: Sendable, Hashable {
  /// False for discovery, health and everything else that isn't about a resource.
  var isResourceRequest = false
  /// get, list, watch, create, update, patch, delete, deletecollection; the method in lower case for other paths.
  var verb: String
  /// Without a trailing slash, never empty.
  var path: String
  var group = ""
  var version = ""
  var namespace = ""
  var resource = ""
  var subresource = ""
  var name = ""
  /// What follows the subresource: the path that a proxy would forward.
  var rest: [String] = []

  static let segmentsMax = 64
  static let namespaceSubresources: Set<String> = ["status", "finalize"]

  init(method: String, path: String, query: QueryParameters) throws(StatusError) {
    let segments = try Self.segments(path)
    self.path = "/" + segments.joined(separator: "/")
    verb = method.lowercased()
    guard var remaining = Self.resourceSegments(segments, group: &group, version: &version) else { return }
    isResourceRequest = true
    verb = Self.verb(of: method)
    if remaining.first == "watch", remaining.count > 1 {
      // The deprecated form of a watch, which old clients still use: /api/v1/watch/pods.
      remaining.removeFirst()
      verb = "watch"
    }
    readResource(remaining)
    refineVerb(query)
    // What is behind a proxy reads its own part of the path itself.
    let own = subresource == "proxy" ? [namespace, resource, name] : [group, version, namespace, resource, name, subresource] + rest
    if let bad = own.first(where: { $0 == "." || $0 == ".." || $0.utf8.contains(0) }) {
      throw .badRequest("the path has a part that is no name: \"\(bad.prefix(64))\"")
    }
  }

  private static func segments(_ path: String) throws(StatusError) -> [String] {
    guard path.utf8.count <= 16 << 10 else { throw StatusError(414, .badRequest, "the URL is longer than 16 KiB") }
    var segments: [String] = []
    // By bytes: a slash with a combining mark behind it is one to whoever reads the path after us.
    for part in path.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init) {
      guard let segment = PercentEncoding.decode(part) else { throw .badRequest("invalid URL escape in \"\(part.prefix(64))\"") }
      // An escaped slash is a slash to whoever reads the path after us, so that it is one here too.
      if segment.utf8.contains(UInt8(ascii: "/")) {
        segments += segment.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
      } else {
        segments.append(segment)
      }
    }
    guard segments.count <= segmentsMax else { throw .badRequest("the path has more than \(segmentsMax) parts") }
    return segments
  }

  private static func resourceSegments(_ segments: [String], group: inout String, version: inout String) -> [String]? {
    switch segments.first {
    case "api" where segments.count >= 3:
      version = segments[1]
      return Array(segments[2...])
    case "apis" where segments.count >= 4:
      (group, version) = (segments[1], segments[2])
      return Array(segments[3...])
    default: return nil
    }
  }

  private static func verb(of method: String) -> String {
    switch method {
    case "GET", "HEAD": "get"
    case "POST": "create"
    case "PUT": "update"
    case "PATCH": "patch"
    case "DELETE": "delete"
    default: method.lowercased()
    }
  }

  /// A namespace is itself a resource, and the place of others: `namespaces/NS`, `namespaces/NS/pods`.
  private mutating func readResource(_ parts: [String]) {
    var parts = parts[...]
    if parts.first == "namespaces", parts.count > 1 {
      let isOwnSubresource = parts.count == 3 && Self.namespaceSubresources.contains(parts[2])
      namespace = parts[1]
      if parts.count > 2, !isOwnSubresource { parts = parts.dropFirst(2) }
    }
    resource = parts.popFirst() ?? ""
    name = parts.popFirst() ?? ""
    subresource = parts.popFirst() ?? ""
    rest = Array(parts)
  }

  private mutating func refineVerb(_ query: QueryParameters) {
    if name.isEmpty, verb == "get" { verb = "list" }
    if name.isEmpty, verb == "delete" { verb = "deletecollection" }
    guard verb == "list" || verb == "watch" || verb == "deletecollection" else { return }
    if query.bool("watch") == true, verb == "list" { verb = "watch" }
    // A list of one name is authorized as that name.
    if name.isEmpty, let selector = query["fieldSelector"], selector.hasPrefix("metadata.name="), !selector.contains(",") {
      let value = selector.dropFirst("metadata.name=".count)
      if !value.hasPrefix("="), !value.isEmpty { selectedName = String(value) }
    }
  }

  /// The one name that a list's or watch's field selector lets through; empty for others.
  var selectedName = ""
}
