import APIMachinery
import AccessControl
import Basics
import Client
import Store
import Synchronization
import Testing

@testable import APIServer

/// A memory store that remembers what it was asked to commit.
final class RecordingStore: ObjectStore {
  let inner: MemoryStore
  /// With a history, as a store has that keeps its past on the disk.
  private let past: MemoryStore?
  private let log = Mutex<[Transaction]>([])

  init(window: HistoryWindow = HistoryWindow(), hasHistory: Bool = false) {
    inner = MemoryStore(window: window)
    past = hasHistory ? MemoryStore() : nil
  }

  var transactions: [Transaction] { log.withLock { $0 } }
  var revision: Revision { inner.revision }
  func commit(_ transaction: Transaction) async throws(StoreError) -> [StoredObject?] {
    let result = try await inner.commit(transaction)
    _ = try await past?.commit(transaction)
    log.withLock { $0.append(transaction) }
    return result
  }
  func snapshot() -> any StoreSnapshot { inner.snapshot() }
  func snapshot(at revision: Revision) async throws(StoreError) -> any StoreSnapshot { try await inner.snapshot(at: revision) }
  func changes(of resource: GroupResource, after: Revision) throws(StoreError) -> ChangeBatch { try inner.changes(of: resource, after: after) }
  func pastChanges(of resource: GroupResource, after: Revision, limit: Int) async throws(StoreError) -> ChangeBatch {
    var batch = try (past ?? inner).changes(of: resource, after: after)
    guard past != nil, batch.changes.count > limit, let last = batch.changes.prefix(limit).last else { return batch }
    batch = ChangeBatch(changes: batch.changes.prefix(limit), through: last.revision)
    return batch
  }
  func observe(_ resource: GroupResource?, _ observer: @escaping @Sendable () -> Void) -> StoreObservation { inner.observe(resource, observer) }
  /// What the store says it fails with.
  let broken = Mutex<StoreError?>(nil)
  var failure: StoreError? { broken.withLock { $0 } ?? inner.failure }
  func close() async { await inner.close() }
}

/// A server on a memory store, on a clock that stands still, with the system's namespaces.
struct ServerFixture {
  let store: RecordingStore
  let clock = ManualClock()
  let server: APIServer

  init(
    window: HistoryWindow = HistoryWindow(), hasHistory: Bool = false, configuration: Configuration = Configuration(),
    random: any RandomSource = SeededRandom(seed: 7),
    nodeConnection: @escaping @Sendable (String) -> (any NodeConnection)? = { _ in nil }
  ) async throws {
    store = RecordingStore(window: window, hasHistory: hasHistory)
    server = APIServer(
      store: store, clock: clock, random: random, configuration: configuration, nodeConnection: nodeConnection)
    try await server.bootstrap()
  }

  static let person = UserInfo(name: "alice", groups: ["system:masters", "system:authenticated"])

  struct Answer {
    var status: Int
    var headers: HTTPHeaders
    var value: Value
    var text: String
  }

  @discardableResult
  func send(
    _ method: String, _ path: String, _ query: String = "", body: Value? = nil, text: String? = nil, type: String = "application/json",
    accept: String? = nil, as user: UserInfo? = Self.person, headers extra: HTTPHeaders = HTTPHeaders()
  ) async throws -> Answer {
    let response = await server.handle(
      request(method, path, query, body: body, text: text, type: type, accept: accept, headers: extra), as: user)
    let bytes = try await response.bytes()
    return Answer(
      status: response.status, headers: response.headers, value: (try? JSON.decode(bytes)) ?? .null, text: String(decoding: bytes, as: UTF8.self))
  }

  func request(
    _ method: String, _ path: String, _ query: String = "", body: Value? = nil, text: String? = nil, type: String = "application/json",
    accept: String? = nil, headers extra: HTTPHeaders = HTTPHeaders()
  ) -> HTTPRequest {
    var headers = extra
    headers["User-Agent"] = "kubectl/v1.36.0"
    if body != nil || text != nil { headers["Content-Type"] = type }
    if let accept { headers["Accept"] = accept }
    return HTTPRequest(method, path, query: query, headers: headers, body: body.map(JSON.encode) ?? Array((text ?? "").utf8))
  }

  static let pods = "/api/v1/namespaces/default/pods"
  static let configMaps = "/api/v1/namespaces/default/configmaps"
  static let deployments = "/apis/apps/v1/namespaces/default/deployments"

  static func configMap(_ name: String, _ data: Value = ["a": "1"], labels: Value? = nil) -> Value {
    var value: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)], "data": data]
    if let labels { value[path: "metadata", "labels"] = labels }
    return value
  }

  static func pod(_ name: String, node: String? = nil) -> Value {
    var value: Value = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name)],
      "spec": ["containers": [["name": "main", "image": "busybox:1"]]],
    ]
    if let node { value[path: "spec", "nodeName"] = .string(node) }
    return value
  }

  static func deployment(_ name: String, replicas: Int64 = 1) -> Value {
    [
      "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": .string(name)],
      "spec": [
        "replicas": .int(replicas), "selector": ["matchLabels": ["app": "web"]],
        "template": ["metadata": ["labels": ["app": "web"]], "spec": ["containers": [["name": "main", "image": "busybox:1"]]]],
      ],
    ]
  }
}
