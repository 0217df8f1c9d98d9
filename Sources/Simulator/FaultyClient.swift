import APIMachinery
import Basics
import Client
import Synchronization

/// An API client on a bad day: some requests fail before they are carried out, and some answers get lost after.
struct FaultyClient: APIClient {
  let base: any APIClient
  let faults: Faults

  /// How often, in thousandths; changed in the course of a run.
  final class Faults: Sendable {
    private let random: SeededRandom
    private let rate = Atomic<Int>(0)
    init(seed: UInt64) { random = SeededRandom(seed: seed) }
    var perThousand: Int {
      get { rate.load(ordering: .relaxed) }
      set { rate.store(newValue, ordering: .relaxed) }
    }

    func strike() throws {
      if perThousand > 0, random.below(1000) < perThousand { throw StatusError(503, .serviceUnavailable, "simulated failure") }
    }
  }

  /// Fails before or after the request, or not at all.
  private func attempt<Result>(_ request: () async throws -> Result) async throws -> Result {
    try faults.strike()
    let result = try await request()
    try faults.strike()
    return result
  }

  func get(_ resource: ResourcePath, name: String, options: GetOptions) async throws -> Value {
    try await attempt { try await base.get(resource, name: name, options: options) }
  }
  func list(_ resource: ResourcePath, options: ListOptions) async throws -> ObjectList {
    try await attempt { try await base.list(resource, options: options) }
  }
  func watch(_ resource: ResourcePath, options: ListOptions) async throws -> AsyncThrowingStream<WatchEvent, any Error> {
    try await attempt { try await base.watch(resource, options: options) }
  }
  func create(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value {
    try await attempt { try await base.create(resource, object, options: options) }
  }
  func update(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value {
    try await attempt { try await base.update(resource, object, options: options) }
  }
  func patch(_ resource: ResourcePath, name: String, _ patch: Patch, options: WriteOptions) async throws -> Value {
    try await attempt { try await base.patch(resource, name: name, patch, options: options) }
  }
  func delete(_ resource: ResourcePath, name: String, options: DeleteOptions) async throws -> Value {
    try await attempt { try await base.delete(resource, name: name, options: options) }
  }
  func deleteCollection(_ resource: ResourcePath, options: DeleteOptions, selecting: ListOptions) async throws {
    try await attempt { try await base.deleteCollection(resource, options: options, selecting: selecting) }
  }
}
