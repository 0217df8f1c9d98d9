import APIMachinery
import APISchemas
import Basics
import Client
import Synchronization
import Testing

/// An exchange that answers from a dictionary of objects, and remembers what it was asked. It knows nothing of the API's
/// rules: what a test needs beyond get, list and write, it answers itself through `answers`.
final class CannedCluster: HTTPExchange {
  typealias Answer = @Sendable (HTTPRequest) -> HTTPResponse

  private struct State {
    var objects: [String: Value] = [:]
    var requests: [HTTPRequest] = []
    var answers: [String: Answer] = [:]
    var revision: Int64 = 100
    var watches: [String: [Value]] = [:]
  }

  private let state = Mutex(State())
  private let socketMessages: [[UInt8]]
  let resources: [ResourceDefinition]
  let sent = SentMessages()

  /// `kctl`: whether the server takes transactions.
  init(kctl: Bool = false, socketMessages: [[UInt8]] = []) {
    self.socketMessages = socketMessages
    // The groups that the tests speak of: reading all in a debug build takes longer than the tests do.
    let groups = [
      "", "apps", "batch", "coordination.k8s.io", "discovery.k8s.io", "rbac.authorization.k8s.io", "certificates.k8s.io", "policy",
      "networking.k8s.io", "autoscaling", "scheduling.k8s.io", "storage.k8s.io",
    ]
    resources = Scheme.builtIn.resources.filter { groups.contains($0.group) }
    if kctl { answer("GET", BatchWire.path) { _ in Self.failure(StatusError(405, .methodNotAllowed, "no")) } }
  }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  /// `GET /api/v1/pods?limit=500`, without discovery.
  var lines: [String] {
    requests.filter { $0.path != "/api" && $0.path != "/apis" }.map { "\($0.method) \($0.path)\($0.query.isEmpty ? "" : "?" + $0.query)" }
  }
  func bodies(_ method: String) -> [Value] {
    requests.filter { $0.method == method }.map { (try? JSON.decode($0.body)) ?? .null }
  }

  func answer(_ method: String, _ path: String, _ answer: @escaping Answer) {
    state.withLock { $0.answers[method + " " + path] = answer }
  }

  /// Events that the next watch of this collection sends before it stays open.
  func watch(_ path: String, _ events: [Value]) { state.withLock { $0.watches[path] = events } }

  @discardableResult
  func add(_ yaml: String) throws -> Value {
    var last: Value = .null
    for document in try YAML.documents(Array(yaml.utf8)) {
      last = document.value
      let kind = try #require(last.groupVersionKind)
      let resource = try #require(resources.first { $0.gvk == kind })
      let path = ResourcePath(resource.gvr, namespace: resource.isNamespaced ? last.namespace : nil).urlPath(name: last.name)
      if last.resourceVersion.isEmpty { last[path: "metadata", "resourceVersion"] = "7" }
      if last.uid.isEmpty { last[path: "metadata", "uid"] = .string("uid-" + last.name) }
      let stored = last
      state.withLock { $0.objects[path] = stored }
    }
    return last
  }

  func remove(_ path: String) { state.withLock { $0.objects[path] = nil } }

  func object(_ path: String) -> Value? { state.withLock { $0.objects[path] } }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let answer: Answer? = state.withLock { state in
      state.requests.append(request)
      return state.answers[request.method + " " + request.path]
    }
    if let answer { return answer(request) }
    if request.path == "/api" || request.path == "/apis" { return Self.json(discovery(isCore: request.path == "/api")) }
    if request.path == "/version" { return Self.json(["gitVersion": "v1.36.0"]) }
    if request.query.contains("watch=true") { return watchResponse(request.path) }
    return state.withLock { respond(request, &$0) }
  }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    state.withLock { $0.requests.append(request) }
    return (CannedSocket(socketMessages, sent: sent), subprotocols[0])
  }

  /// The events that were set, once; after that a watch stays silent until it is cancelled.
  private func watchResponse(_ path: String) -> HTTPResponse {
    let events = state.withLock { $0.watches.removeValue(forKey: path) }
    let stream = AsyncThrowingStream<[UInt8], any Error> { continuation in
      for event in events ?? [] { continuation.yield(JSON.encode(event) + [10]) }
    }
    return HTTPResponse(200, body: .stream(stream))
  }

  static func json(_ value: Value, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(value)))
  }

  static func failure(_ error: StatusError) -> HTTPResponse { json(error.value, status: error.code) }

  private func respond(_ request: HTTPRequest, _ state: inout State) -> HTTPResponse {
    let isTable = request.headers["Accept"]?.contains("as=Table") ?? false
    switch request.method {
    case "GET":
      if let object = state.objects[request.path] { return Self.json(isTable ? table([object]) : object) }
      guard let list = list(request, state) else { return Self.failure(notFound(request.path)) }
      return Self.json(isTable ? table(list) : [
        "kind": "List", "apiVersion": "v1", "metadata": ["resourceVersion": .string(String(state.revision))], "items": .array(list),
      ])
    case "POST":
      guard var object = try? JSON.decode(request.body) else { return Self.failure(.badRequest("not JSON")) }
      let path = request.path + "/" + object.name
      if state.objects[path] != nil { return Self.failure(.alreadyExists(groupResource(request.path), object.name)) }
      stamp(&object, &state)
      if !request.query.contains("dryRun") { state.objects[path] = object }
      return Self.json(object, status: 201)
    case "PATCH": return patch(request, &state)
    case "DELETE":
      guard let object = state.objects[request.path] else { return Self.failure(notFound(request.path)) }
      if !String(decoding: request.body, as: UTF8.self).contains("dryRun") { state.objects[request.path] = nil }
      return Self.json(object)
    default: return Self.failure(StatusError(405, .methodNotAllowed, "no"))
    }
  }

  private func patch(_ request: HTTPRequest, _ state: inout State) -> HTTPResponse {
    let path = request.path.hasSuffix("/scale") ? String(request.path.dropLast("/scale".count)) : request.path
    guard let patch = try? JSON.decode(request.body) else { return Self.failure(.badRequest("not JSON")) }
    let isApply = request.headers["Content-Type"]?.contains("apply") ?? false
    guard state.objects[path] != nil || isApply else { return Self.failure(notFound(path)) }
    var object = state.objects[path] ?? .object(Object())
    let before = object
    if request.headers["Content-Type"] == "application/json-patch+json" {
      do {
        object = try JSONPatch(patch).apply(to: object)
      } catch {
        return Self.failure(error)
      }
    } else {
      object = MergePatch.apply(patch, to: object)
    }
    if object != before { stamp(&object, &state) }
    if !request.query.contains("dryRun") { state.objects[path] = object }
    return Self.json(object)
  }

  private func stamp(_ object: inout Value, _ state: inout State) {
    state.revision += 1
    object[path: "metadata", "resourceVersion"] = .string(String(state.revision))
    if object.uid.isEmpty { object[path: "metadata", "uid"] = .string("uid-" + object.name) }
  }

  /// nil when the path isn't a collection's. Selectors of labels and of names are obeyed.
  private func list(_ request: HTTPRequest, _ state: State) -> [Value]? {
    guard let resource = resources.first(where: { request.path.hasSuffix("/" + $0.plural) }) else { return nil }
    let query = request.query.split(separator: "&").map { $0.replacing("%3D", with: "=").replacing("%2C", with: ",") }
    let labels = query.first { $0.hasPrefix("labelSelector=") }?.dropFirst("labelSelector=".count).split(separator: ",") ?? []
    let name = query.first { $0.hasPrefix("fieldSelector=metadata.name=") }?.dropFirst("fieldSelector=metadata.name=".count)
    let namespace = request.path.split(separator: "/").drop { $0 != "namespaces" }.dropFirst().first.map(String.init)
    return state.objects.values.filter { object in
      guard object.groupVersionKind == resource.gvk else { return false }
      if let namespace, resource.isNamespaced, object.namespace != namespace { return false }
      if let name, object.name != name { return false }
      let own = object.labels.map { "\($0.key)=\($0.value)" }
      return labels.allSatisfy { own.contains(String($0)) }
    }.sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
  }
}
