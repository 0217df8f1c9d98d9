import APIMachinery
import AccessControl
import Basics
import Store
import Synchronization

/// API Priority and Fairness: how many requests are worked on at once, and whose are next (kubernetes.io, "API Priority and Fairness").
final class FlowController: Sendable {
  private enum Outcome: Sendable { case go, timeout, cancelled }
  private typealias Waiter = CheckedContinuation<Outcome, Never>

  private struct State {
    var flow: FlowState
    var waiters: [UInt64: Waiter] = [:]
    var cancelled: Set<UInt64> = []
    var granted: Set<UInt64> = []
    var next: UInt64 = 0
    var waits = FlowWaits()
  }


  /// A quarter of the time that a request has.
  private static let waitMax = Duration.seconds(15)
  private static let levels = GroupResource(group: "flowcontrol.apiserver.k8s.io", resource: "prioritylevelconfigurations")
  private static let schemas = GroupResource(group: "flowcontrol.apiserver.k8s.io", resource: "flowschemas")

  private let store: any ObjectStore
  private let clock: any WallClock
  private let state: Mutex<State>
  private let isStale: StaleMark
  private let observations: [any Sendable]

  init(store: any ObjectStore, clock: any WallClock, seats: Int) {
    (self.store, self.clock) = (store, clock)
    state = Mutex(State(flow: FlowState(seats: max(1, seats))))
    let mark = StaleMark()
    isStale = mark
    observations = [Self.levels, Self.schemas].map { store.observe($0) { mark.set() } }
  }

  /// Waits for the request's turn. Throws 429 when too many wait already, or when it waited too long. The ticket is to be given back.
  /// `width`: the seats that the request would take if there were no limit to them.
  func admit(_ attributes: AuthorizationAttributes, width: Int = 1) async throws(FlowRefusal) -> FlowTicket {
    if isStale.take() { configure() }
    let now = clock.now
    let (ticket, verdict) = state.withLock { state in
      state.next += 1
      return (state.next, state.flow.arrive(state.next, attributes, width: width, now: now))
    }
    switch verdict {
    case .go(let admission): return FlowTicket(admission, controller: admission.isClassed ? self : nil)
    case .refuse(let admission): throw FlowRefusal(admission: admission)
    case .wait(let admission):
      let outcome = await wait(ticket)
      state.withLock { $0.waits.add(clock.now - now, isExecuted: outcome == .go, of: admission) }
      switch outcome {
      case .go: return FlowTicket(admission, controller: self)
      case .timeout, .cancelled: throw FlowRefusal(admission: admission)
      }
    }
  }

  /// What is known now, for `/metrics` and the debug endpoints.
  var current: (flow: FlowState, waits: FlowWaits) {
    if isStale.take() { configure() }
    return state.withLock { ($0.flow, $0.waits) }
  }

  /// Whether a request is waiting for its turn right now.
  var isAnybodyWaiting: Bool { state.withLock { !$0.waiters.isEmpty } }

  private func wait(_ ticket: UInt64) async -> Outcome {
    let timer = Task { [clock] in
      try await clock.sleep(for: Self.waitMax)
      self.give(up: ticket, .timeout)
    }
    defer { timer.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: Waiter) in
        let early: Outcome? = state.withLock { state in
          if state.cancelled.remove(ticket) != nil { return .cancelled }
          // Its turn came before it began to wait.
          if state.granted.remove(ticket) != nil { return .go }
          guard state.flow.isWaiting(ticket) else { return .timeout }
          state.waiters[ticket] = continuation
          return nil
        }
        if let early { continuation.resume(returning: early) }
      }
    } onCancel: {
      give(up: ticket, .cancelled)
    }
  }

  private func give(up ticket: UInt64, _ outcome: Outcome) {
    let waiter: Waiter? = state.withLock { state in
      guard state.flow.leave(ticket, outcome == .timeout ? .timedOut : .cancelled) else { return nil }
      guard let waiter = state.waiters.removeValue(forKey: ticket) else {
        state.cancelled.insert(ticket)
        return nil
      }
      return waiter
    }
    waiter?.resume(returning: outcome)
  }

  fileprivate func release(_ admission: FlowState.Admission) {
    resume(state.withLock { state in Self.waiters(state.flow.release(admission), &state) })
  }

  private static func waiters(_ tickets: [UInt64], _ state: inout State) -> [Waiter] {
    tickets.compactMap { ticket in
      if let waiter = state.waiters.removeValue(forKey: ticket) { return waiter }
      state.granted.insert(ticket)
      return nil
    }
  }

  private func resume(_ waiters: [Waiter]) { for waiter in waiters { waiter.resume(returning: .go) } }

  private func configure() {
    let snapshot = store.snapshot()
    let schemas = snapshot.list(Self.schemas).map { FlowSchemaMatch($0.decoded()) }
    let levels = snapshot.list(Self.levels).map { PriorityLevel($0.decoded()) }
    let (going, lost) = state.withLock { state in
      let before = state.flow.waiting
      state.flow.configure(schemas: schemas, levels: levels)
      let lost = before.subtracting(state.flow.waiting).compactMap { state.waiters.removeValue(forKey: $0) }
      return (Self.waiters(state.flow.dispatch(), &state), lost)
    }
    resume(going)
    // The level that they waited for is gone, or has room for fewer.
    for waiter in lost { waiter.resume(returning: .timeout) }
  }
}

/// A request's place among those that are worked on; given back once, at the latest when nobody holds it any more.
final class FlowTicket: Sendable {
  let admission: FlowState.Admission
  private let controller: Mutex<FlowController?>

  fileprivate init(_ admission: FlowState.Admission, controller: FlowController?) {
    self.admission = admission
    self.controller = Mutex(controller)
  }

  func release() {
    let held = controller.withLock { controller in
      defer { controller = nil }
      return controller
    }
    held?.release(admission)
  }

  deinit { release() }
}

struct FlowRefusal: Error, Hashable, Sendable {
  var admission: FlowState.Admission
}

/// Set by whoever changes something, taken by whoever reads it next.
private final class StaleMark: Sendable {
  private let isSet = Atomic<Bool>(true)
  func set() { isSet.store(true, ordering: .releasing) }
  func take() -> Bool { isSet.load(ordering: .acquiring) && isSet.exchange(false, ordering: .acquiringAndReleasing) }
}
