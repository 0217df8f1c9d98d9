import APIMachinery
import Client

/// An API as it was at a revision: reads are answered from then, everything else is refused.
///
/// It needs nothing of the server but lists with `resourceVersionMatch=Exact`, so it works with any Kubernetes API server for as long as
/// that remembers the revision; kctl's does for good.
struct PastExchange: HTTPExchange {
  let server: any HTTPExchange
  let revision: UInt64

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == "GET" || request.method == "HEAD" else {
      return Self.refusal(StatusError(405, .methodNotAllowed, "this is revision \(revision) of the past: it can be read, not changed"))
    }
    guard let place = PastPath(request.path) else { return try await server.send(request) }
    if let subresource = place.subresource {
      return Self.refusal(StatusError(409, .conflict, "\(subresource) is not kept in history: what it shows is of now"))
    }
    if request.query.split(separator: "&").contains(where: { $0 == "watch=true" || $0 == "watch=1" }) { return Self.silence() }
    var asked = request
    // What the client says of versions is about a present that it isn't shown.
    let kept = request.query.split(separator: "&").filter { !$0.hasPrefix("resourceVersion=") && !$0.hasPrefix("resourceVersionMatch=") }
    asked.query = kept.joined(separator: "&")
    if !kept.contains(where: { $0.hasPrefix("continue=") }) {
      asked.query += (asked.query.isEmpty ? "" : "&") + "resourceVersion=\(revision)&resourceVersionMatch=Exact"
    }
    guard let name = place.name else { return try await server.send(asked) }
    asked.path = place.collection
    asked.query += "&fieldSelector=" + QueryString.encode("metadata.name=\(name)")
    let response = try await server.send(asked)
    guard response.status == 200 else { return response }
    let list = try JSON.decode(try await response.bytes())
    if list.kind == "Table" {
      guard list["rows"]?.array?.isEmpty ?? true else { return Self.json(list, response) }
      return Self.json(StatusError.notFound(place.resource, name).value, response, status: 404)
    }
    guard let object = list["items"]?.array?.first else {
      return Self.json(StatusError.notFound(place.resource, name).value, response, status: 404)
    }
    return Self.json(Self.typed(object, list), response)
  }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    throw CommandFailure("nothing runs in the past")
  }

  private static func refusal(_ error: StatusError) -> HTTPResponse {
    HTTPResponse(error.code, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(error.value)))
  }

  /// The past doesn't change: a watch of it stays open and tells nothing.
  private static func silence() -> HTTPResponse {
    let stream = AsyncThrowingStream<[UInt8], any Error>(bufferingPolicy: .bufferingOldest(1)) { _ in }
    return HTTPResponse(200, headers: ["Content-Type": "application/json"], body: .stream(stream))
  }

  private static func json(_ value: Value, _ response: HTTPResponse, status: Int = 200) -> HTTPResponse {
    var answer = HTTPResponse(status, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(value)))
    for warning in response.headers.all("Warning") { answer.headers.add("Warning", warning) }
    return answer
  }

  /// The items of a list don't say their kind; an object by itself does.
  private static func typed(_ object: Value, _ list: Value) -> Value {
    guard object.kind.isEmpty, list.kind.hasSuffix("List") else { return object }
    var fields: Object = ["apiVersion": .string(list.apiVersion), "kind": .string(String(list.kind.dropLast("List".count)))]
    for field in object.object ?? [:] { fields[field.key] = field.value }
    return .object(fields)
  }
}

/// The collection or the object that a path of the API names.
struct PastPath: Hashable {
  /// The path of the collection.
  var collection: String
  var resource: GroupResource
  /// Percent-decoded; nil for the whole collection.
  var name: String?
  var subresource: String?

  /// Nil for paths that name neither: discovery, versions, documents.
  init?(_ path: String) {
    let parts = path.split(separator: "/").map(String.init)
    let group: String
    let head: Int
    switch parts.first {
    case "api" where parts.count > 2: (group, head) = ("", 2)
    case "apis" where parts.count > 3 && parts[1] != "kctl.dev": (group, head) = (parts[1], 3)
    default: return nil
    }
    var rest = parts[head...]
    var collection = parts[..<head]
    if rest.first == "namespaces", rest.count > 2 {
      collection += rest.prefix(2)
      rest = rest.dropFirst(2)
    }
    guard let plural = rest.popFirst() else { return nil }
    resource = GroupResource(group: group, resource: plural)
    self.collection = "/" + (collection + [plural]).joined(separator: "/")
    name = rest.popFirst().map { PercentEncoding.decode($0) ?? $0 }
    subresource = rest.isEmpty ? nil : rest.joined(separator: "/")
  }
}
