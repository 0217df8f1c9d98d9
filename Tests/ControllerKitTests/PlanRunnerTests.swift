import APIMachinery
import Client
import ControllerKit
import Synchronization
import Testing

/// Answers by a script and remembers what it was asked.
private final class ScriptedClient: APIClient {
  let asked = Mutex<[String]>([])
  private let failing: @Sendable (String) -> StatusError?
  init(failing: @escaping @Sendable (String) -> StatusError? = { _ in nil }) { self.failing = failing }

  private func answer(_ request: String, _ object: Value) throws -> Value {
    let number = asked.withLock { asked in
      asked.append(request)
      return asked.count
    }
    if let error = failing(request) { throw error }
    var object = object
    object[path: "metadata", "resourceVersion"] = .string(String(number))
    return object
  }

  func get(_ resource: ResourcePath, name: String, options: GetOptions) async throws -> Value {
    try answer("get \(name)", ["metadata": ["name": .string(name), "uid": "live"]])
  }
  func list(_ resource: ResourcePath, options: ListOptions) async throws -> ObjectList {
    ObjectList(items: [], resourceVersion: try answer("list", [:]).resourceVersion)
  }
  func watch(_ resource: ResourcePath, options: ListOptions) async throws -> AsyncThrowingStream<WatchEvent, any Error> {
    AsyncThrowingStream { nil }
  }
  func create(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value {
    try answer("create \(object.name)", object)
  }
  func update(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value {
    try answer("update \(object.name)", object)
  }
  func patch(_ resource: ResourcePath, name: String, _ patch: Patch, options: WriteOptions) async throws -> Value {
    try answer("patch \(name)", ["metadata": ["name": .string(name)]])
  }
  func delete(_ resource: ResourcePath, name: String, options: DeleteOptions) async throws -> Value {
    try answer("delete \(name)", ["metadata": ["name": .string(name)]])
  }
  func deleteCollection(_ resource: ResourcePath, options: DeleteOptions, selecting: ListOptions) async throws {
    _ = try answer("deletecollection", [:])
  }
}

@Suite struct PlanRunnerTests {
  private let path = ResourcePath(WellKnown.pods, namespace: "ns")

  private func create(_ name: String) -> Order {
    .create(path, ["kind": "Pod", "metadata": ["name": .string(name)]])
  }

  private func run(_ plan: Plan, _ client: ScriptedClient) async throws -> (outcome: PlanRunner.Outcome, asked: [String], events: [EventRecord]) {
    let events = EventSink()
    let outcome = try await PlanRunner(client: client, fieldManager: "test", isSequential: true) { events.add($0) }.run(plan)
    return (outcome, client.asked.withLock { $0 }, events.all)
  }

  private final class EventSink: Sendable {
    private let events = Mutex<[EventRecord]>([])
    func add(_ event: EventRecord) { events.withLock { $0.append(event) } }
    var all: [EventRecord] { events.withLock { $0 } }
  }

  @Test("a slow start stops at the first batch with a failure")
  func slowStartStops() async throws {
    let client = ScriptedClient { $0 == "create p1" ? .forbidden(WellKnown.pods.groupResource, "p1", "quota") : nil }
    let result = try await run(Plan([.slowStart((0..<20).map { create("p\($0)") })]), client)
    // Batches of 1, 2, 4, …: the second one fails, and still runs whole.
    #expect(result.asked == ["create p0", "create p1", "create p2"])
    #expect(result.outcome.error?.reason == .forbidden)
  }

  @Test("after a failure only the final steps run")
  func finallyRuns() async throws {
    let client = ScriptedClient { $0 == "create a" ? .badRequest("no") : nil }
    let plan = Plan([.one(create("a")), .one(create("b")), .finally(create("status"))])
    let result = try await run(plan, client)
    #expect(result.asked == ["create a", "create status"])
    #expect(result.outcome.error?.message == "no")
  }

  @Test("guarded steps run only if the server agrees")
  func guards() async throws {
    let wrong = Check(path, name: "owner", uid: "cached", .present)
    let right = Check(path, name: "owner", uid: "live", .present)
    let client = ScriptedClient()
    let plan = Plan([.guarded([right, wrong], [.one(create("a"))]), .guarded([right], [.one(create("b"))])])
    let result = try await run(plan, client)
    #expect(result.asked == ["get owner", "get owner", "get owner", "create b"])
    #expect(result.outcome.error == nil)
  }

  @Test("deleting what is gone is no failure; events tell of the outcome")
  func deletesIdempotently() async throws {
    let gone = StatusError.notFound(WellKnown.pods.groupResource, "a")
    let client = ScriptedClient { $0 == "delete a" ? gone : $0 == "create b" ? .badRequest("broken") : nil }
    let object: Value = ["kind": "ReplicaSet", "metadata": ["name": "rs"]]
    let failure = EventRecord(object, .warning, "FailedCreate", "Error creating: {error}", component: "t")
    let success = EventRecord(object, .normal, "SuccessfulCreate", "Created pod: {name}", component: "t")
    let plan = Plan([
      .one(.delete(path, name: "a")), .one(.create(path, ["metadata": ["name": "c"]], onSuccess: success)),
      .one(.create(path, ["metadata": ["name": "b"]], onFailure: failure)),
    ])
    let result = try await run(plan, client)
    #expect(result.events.map(\.message) == ["Created pod: c", "Error creating: broken"])
  }

  @Test("when an answer is lost, the caches must get as far as the server is before the next decision")
  func lostAnswer() async throws {
    let client = ScriptedClient { $0 == "create a" ? .internalError("lost") : nil }
    let result = try await run(Plan([.one(create("a"))]), client)
    #expect(result.asked == ["create a", "list"])
    let cache = ObjectCache(WellKnown.pods)
    #expect(!result.outcome.barrier.isPassed(by: [WellKnown.pods: cache]))
    cache.apply(.bookmark(["metadata": ["resourceVersion": "2"]]))
    #expect(result.outcome.barrier.isPassed(by: [WellKnown.pods: cache]))
  }
}
