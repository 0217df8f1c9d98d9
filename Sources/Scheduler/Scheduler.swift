import APIMachinery
import Basics
import Client
import ControllerKit
import Synchronization

/// Finds nodes for pods: runs a `SchedulerCore` on informers, one cycle after the other, and binds in the background.
///
/// Works until its task is cancelled; idle, it waits for signals and nothing else.
public final class Scheduler: Sendable {
  private let informers: SharedInformers
  private let events: EventRecorder
  private let pods: Informer
  private let nodes: Informer
  private let namespaces: Informer
  private let budgets: Informer
  private let state: Mutex<State>
  private let wake = Mutex<AsyncStream<Void>.Continuation?>(nil)
  /// Binding requests under way at most.
  private static let bindingLimit = 16

  private struct State {
    var core: SchedulerCore
    var bindings = 0
    var timer = DeadlineTimer()
  }

  /// Registers its watches with `informers`; those must be run by the caller, like `events`.
  public init(
    informers: SharedInformers, events: EventRecorder, profile: SchedulerProfile = .standard,
    timing: SchedulingQueue.Timing = SchedulingQueue.Timing()
  ) {
    (self.informers, self.events) = (informers, events)
    state = Mutex(State(core: SchedulerCore(profile: profile, timing: timing, random: informers.random)))
    pods = informers.informer(WellKnown.pods)
    nodes = informers.informer(WellKnown.nodes)
    namespaces = informers.informer(WellKnown.namespaces)
    budgets = informers.informer(WellKnown.podDisruptionBudgets)
    budgets.subscribe { [weak self] deltas in self?.observe(deltas) { core, delta, _ in core.budget(changed: delta) } }
    namespaces.subscribe { [weak self] deltas in
      self?.observe(deltas) { core, delta, now in core.namespace(changed: delta, now: now) }
    }
    nodes.subscribe { [weak self] deltas in self?.observe(deltas) { core, delta, now in core.node(changed: delta, now: now) } }
    pods.subscribe { [weak self] deltas in self?.observe(deltas) { core, delta, now in core.pod(changed: delta, now: now) } }
  }

  public func run() async {
    await pods.waitUntilSynced()
    await nodes.waitUntilSynced()
    await namespaces.waitUntilSynced()
    await budgets.waitUntilSynced()
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    wake.withLock { $0 = continuation }
    continuation.yield()
    await withDiscardingTaskGroup { group in
      for await _ in signals {
        while let decision = decide() { group.addTask { await self.carryOut(decision) } }
        setTimer()
      }
    }
    wake.withLock { $0 = nil }
    state.withLock { state in
      state.bindings = 0
      state.timer.stop()
    }
  }

  private func observe(_ deltas: [ObjectDelta], _ apply: (inout SchedulerCore, ObjectDelta, Timestamp) -> Void) {
    if deltas.isEmpty { return }
    let now = informers.clock.now
    let hasWork = state.withLock { state in
      for delta in deltas { apply(&state.core, delta, now) }
      return state.core.queue.activeCount > 0 || state.core.queue.nextDeadline != nil
    }
    if hasWork { wake.withLock { $0 }?.yield() }
  }

  private func decide() -> SchedulerCore.Decision? {
    state.withLock { state in
      guard state.bindings < Self.bindingLimit, let decision = state.core.next(now: informers.clock.now) else { return nil }
      state.bindings += 1
      return decision
    }
  }

  private func carryOut(_ decision: SchedulerCore.Decision) async {
    let runner = PlanRunner(client: informers.client, fieldManager: SchedulerCore.component) { self.events.record($0) }
    let outcome = try? await runner.run(decision.plan)
    state.withLock { state in
      state.bindings -= 1
      guard decision.node != nil else { return }
      if let outcome, outcome.error == nil { state.core.bound(decision) }
      else { state.core.bindingFailed(decision, now: informers.clock.now) }
    }
    wake.withLock { $0 }?.yield()
  }

  private func setTimer() {
    state.withLock { state in
      state.timer.set(to: state.core.queue.nextDeadline, clock: informers.clock) { [weak self] in self?.wake.withLock { $0 }?.yield() }
    }
  }
}
