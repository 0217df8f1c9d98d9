import Basics
import RuntimeInterface

/// What the runtime knows, changed under its lock only.
struct RuntimeState {
  var sandboxes: [String: SandboxRecord] = [:]
  var containers: [String: ContainerRecord] = [:]
  var addresses: AddressAllocator
  /// Told when a container has exited.
  var exitWaiters: [String: [UInt64: CheckedContinuation<Void, Never>]] = [:]
  var listeners: [UInt64: AsyncStream<RuntimeEvent>.Continuation] = [:]
  var leftovers = Leftovers()
  private var counter: UInt64 = 0

  init(addresses: AddressAllocator) { self.addresses = addresses }

  mutating func nextNumber() -> UInt64 {
    counter += 1
    return counter
  }

  func containers(in sandbox: String) -> [ContainerRecord] {
    containers.values.filter { $0.sandboxID == sandbox }.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
  }

  func container(_ id: String) throws(RuntimeError) -> ContainerRecord {
    guard let container = containers[id] else { throw RuntimeError(.notFound, "container \"\(id)\" not found") }
    return container
  }

  /// Whether another sandbox than this one uses its cgroup (another attempt of the same pod).
  func sharesCgroup(_ record: SandboxRecord) -> Bool {
    sandboxes.values.contains { $0.id != record.id && $0.cgroupParent == record.cgroupParent }
  }
}
