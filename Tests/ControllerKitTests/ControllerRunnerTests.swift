import APIMachinery
import Basics
import Client
import ControllerKit
import Testing

/// Serves one pod, and fails to list Secrets.
private struct HalfServer: APIClient {
  func list(_ resource: ResourcePath, options: ListOptions) async throws -> ObjectList {
    if resource.resource == WellKnown.secrets { throw StatusError.internalError("conversion webhook failed") }
    return ObjectList(items: [["metadata": ["name": "p", "namespace": "ns", "uid": "u", "resourceVersion": "1"]]], resourceVersion: "1")
  }
  func watch(_ resource: ResourcePath, options: ListOptions) async throws -> AsyncThrowingStream<WatchEvent, any Error> {
    AsyncThrowingStream { _ in }
  }
  private func refuse() throws -> Value { throw StatusError.internalError("not served") }
  func get(_ resource: ResourcePath, name: String, options: GetOptions) async throws -> Value { try refuse() }
  func create(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value { try refuse() }
  func update(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value { try refuse() }
  func patch(_ resource: ResourcePath, name: String, _ patch: Patch, options: WriteOptions) async throws -> Value { try refuse() }
  func delete(_ resource: ResourcePath, name: String, options: DeleteOptions) async throws -> Value { try refuse() }
  func deleteCollection(_ resource: ResourcePath, options: DeleteOptions, selecting: ListOptions) async throws { _ = try refuse() }
}

private struct Onlooker: Reconciler {
  let name = "onlooker"
  let syncTimeout: Duration? = .seconds(30)
  let saw: @Sendable (_ knowsSecrets: Bool) -> Void
  var watches: [Watch] { [.object(WellKnown.pods), .lookUp(WellKnown.secrets)] }
  func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    saw(world.hasSynced(WellKnown.secrets))
    return .done
  }
}

@Suite struct ControllerRunnerTests {
  @Test("one that bounds the wait begins without what can't be listed", .timeLimit(.minutes(1)))
  func beginsWithout() async {
    let clock = ManualClock()
    let informers = SharedInformers(client: HalfServer(), clock: clock, random: SeededRandom(seed: 1))
    let (seen, continuation) = AsyncStream.makeStream(of: Bool.self)
    let onlooker = Onlooker { continuation.yield($0) }
    let runner = ControllerRunner(
      onlooker, informers: informers, events: EventRecorder(client: HalfServer()))
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await informers.run() }
      group.addTask { await runner.run() }
      group.addTask {
        while !Task.isCancelled {
          clock.advance(by: .seconds(1))
          await Task.yield()
        }
      }
      for await knowsSecrets in seen {
        #expect(!knowsSecrets)
        break
      }
      group.cancelAll()
    }
  }
}
