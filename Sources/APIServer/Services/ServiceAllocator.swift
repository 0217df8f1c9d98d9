import APIMachinery
import Basics
import Store
import Synchronization

/// Gives Services their cluster IPs and node ports.
///
/// What is taken is what the Services in the store say, followed through the change log, and what units of work on their way into
/// the store hold. So there is no table of its own that could disagree with the Services.
final class ServiceAllocator: Sendable {
  static let kind = GroupVersionKind(group: "", version: "v1", kind: "Service")
  static let resource = GroupResource(group: "", resource: "services")

  struct State {
    var revision: Revision?
    var taken: [ServiceAllocation: Int] = [:]
    var held: [ServiceAllocation: Int] = [:]

    func isFree(_ allocation: ServiceAllocation) -> Bool { taken[allocation] == nil && held[allocation] == nil }
  }

  let range: IPPrefix
  let nodePorts: ClosedRange<Int>
  private let store: any ObjectStore
  private let random: any RandomSource
  private let state = Mutex(State())

  init(store: any ObjectStore, range: IPPrefix, nodePorts: ClosedRange<Int>, random: any RandomSource) {
    (self.store, self.range, self.nodePorts, self.random) = (store, range, nodePorts, random)
  }

  /// Ends the hold; what was committed is in the store by now.
  func release(_ allocations: [ServiceAllocation]) {
    guard !allocations.isEmpty else { return }
    state.withLock { state in
      for allocation in allocations {
        guard let count = state.held[allocation] else { continue }
        state.held[allocation] = count > 1 ? count - 1 : nil
      }
    }
  }

  /// Runs `body` on what is taken as of now.
  func withState<Result: Sendable>(
    _ body: (inout State) throws(StatusError) -> Result
  ) throws(StatusError) -> Result {
    try state.withLock { state throws(StatusError) in
      catchUp(&state)
      return try body(&state)
    }
  }

  private func catchUp(_ state: inout State) {
    if let revision = state.revision, let batch = try? store.changes(of: Self.resource, after: revision) {
      for change in batch.changes {
        if let previous = change.previous { Self.count(previous.decoded(), -1, &state.taken) }
        if !change.isDelete { Self.count(change.object.decoded(), 1, &state.taken) }
      }
      state.revision = batch.through
      return
    }
    let snapshot = store.snapshot()
    state.taken = [:]
    for service in snapshot.list(Self.resource) { Self.count(service.decoded(), 1, &state.taken) }
    state.revision = snapshot.revision
  }

  private static func count(_ service: Value, _ step: Int, _ taken: inout [ServiceAllocation: Int]) {
    for allocation in allocations(of: service) {
      let count = (taken[allocation] ?? 0) + step
      taken[allocation] = count > 0 ? count : nil
    }
  }

  /// What a Service has.
  static func allocations(of service: Value) -> Set<ServiceAllocation> {
    let spec = service["spec"]
    var result: Set<ServiceAllocation> = []
    let addresses = spec?["clusterIPs"]?.array?.compactMap(\.string) ?? [spec?["clusterIP"]?.string ?? ""]
    for address in addresses where !address.isEmpty && address != "None" { result.insert(.address(address)) }
    for port in spec?["ports"]?.array ?? [] {
      guard let number = port["nodePort"]?.int, number > 0 else { continue }
      result.insert(.nodePort(Int(number), transport: port["protocol"]?.string ?? "TCP"))
    }
    if let number = spec?["healthCheckNodePort"]?.int, number > 0 { result.insert(.nodePort(Int(number), transport: "TCP")) }
    return result
  }

  /// A free address, from the upper part of the range: the first addresses are left to those who choose their own
  /// (KEP-3070: `min(max(16, size / 16), 256)`).
  func freeAddress(_ state: State) -> String? {
    let size = range.count
    let reserved = min(max(16, size / 16), 256)
    let offsets = [(reserved, size - 1), (1, min(reserved, size - 1))]
    for (from, to) in offsets where from < to {
      let start = random.below(to - from)
      for step in 0..<min(to - from, 1 << 16) {
        let address = range.address.advanced(by: from + (start + step) % (to - from)).description
        if state.isFree(.address(address)) { return address }
      }
    }
    return nil
  }

  func freeNodePort(_ state: State, transport: String) -> Int? {
    let start = random.below(nodePorts.count)
    for step in 0..<nodePorts.count {
      let port = nodePorts.lowerBound + (start + step) % nodePorts.count
      if state.isFree(.nodePort(port, transport: transport)) { return port }
    }
    return nil
  }
}
