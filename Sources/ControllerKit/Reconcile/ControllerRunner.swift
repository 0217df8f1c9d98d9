import APIMachinery
import Basics
import Client
import Logging
import Synchronization

/// Runs a `Reconciler`: informers to queue to rule to orders, on `parallelism` workers.
///
/// Works until its task is cancelled and can be run again. Idle, it waits for signals and nothing else.
public final class ControllerRunner: Sendable {
  public struct Options: Sendable {
    public var parallelism: Int
    public var backoff: Backoff
    public var barrierTimeout: Duration
    /// Whether failures that are retried are logged.
    public var reportsFailures: Bool
    public init(
      parallelism: Int = 5, backoff: Backoff = .workQueue, barrierTimeout: Duration = .seconds(300), reportsFailures: Bool = true
    ) {
      (self.parallelism, self.backoff, self.barrierTimeout) = (parallelism, backoff, barrierTimeout)
      self.reportsFailures = reportsFailures
    }
  }

  private let reconciler: any Reconciler
  private let informers: SharedInformers
  private let client: any APIClient
  private let events: EventRecorder
  private let logger: Logger
  private let options: Options
  private let state: Mutex<State>
  /// Wakes the loop of the run under way.
  private let wake = Mutex<AsyncStream<Void>.Continuation?>(nil)
  private let watched: [Informer]

  private struct State {
    var controller: ControllerState
    var active = 0
    var timer = DeadlineTimer()
  }

  /// Registers the reconciler's watches with `informers`; those must be run by the caller, like `events`.
  /// `client`: what it writes through, with the controller's own identity; that of the informers when none is given.
  public init(
    _ reconciler: any Reconciler, informers: SharedInformers, client: (any APIClient)? = nil, events: EventRecorder,
    options: Options = Options(), logger: Logger = Logger(label: "controller")
  ) {
    (self.reconciler, self.informers, self.events, self.options) = (reconciler, informers, events, options)
    self.client = client ?? informers.client
    var logger = logger
    logger[metadataKey: "controller"] = "\(reconciler.name)"
    self.logger = logger
    state = Mutex(State(controller: ControllerState(backoff: options.backoff, barrierTimeout: options.barrierTimeout)))
    watched = reconciler.watches.map { informers.informer($0.resource, indexes: $0.indexes, detail: $0.detail) }
    for (watch, informer) in zip(reconciler.watches, watched) {
      informer.subscribe { [weak self] deltas in self?.observe(deltas, watch) }
    }
  }

  public func run() async {
    await waitForCaches()
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    wake.withLock { $0 = continuation }
    continuation.yield()
    await withDiscardingTaskGroup { group in
      for await _ in signals {
        while let (key, world) = takeKey() {
          group.addTask { await self.work(on: key, world) }
        }
        setTimer()
      }
    }
    wake.withLock { $0 = nil }
    state.withLock { $0.timer.stop() }
  }

  /// Returns when the first lists are in, or the reconciler wants to begin without those that failed.
  private func waitForCaches() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for informer in self.watched { await informer.waitUntilSynced() } }
      if let timeout = reconciler.syncTimeout {
        let deadline = informers.clock.now + timeout
        group.addTask { try? await self.informers.clock.sleep(until: deadline) }
      }
      await group.next()
      group.cancelAll()
    }
    let missing = watched.filter { !$0.cache.hasSynced }.map { "\($0.cache.resource)" }
    if missing.isEmpty || Task.isCancelled { return }
    logger.warning("beginning without resources that can't be listed", metadata: ["resources": "\(missing.joined(separator: ", "))"])
  }

  private func signal() { wake.withLock { $0 }?.yield() }

  private func observe(_ deltas: [ObjectDelta], _ watch: Watch) {
    let world = World(caches: informers.caches, now: informers.clock.now, random: informers.random)
    let keys = deltas.flatMap { watch.keys($0, world) }
    let isNews = state.withLock { state in
      state.controller.add(keys)
      let isHolding = state.controller.isHoldingKeys
      if isHolding { state.controller.cachesAdvanced(informers.caches) }
      return isHolding || !keys.isEmpty
    }
    if isNews { signal() }
  }

  private func takeKey() -> (ObjectKey, World)? {
    let (caches, now) = (informers.caches, informers.clock.now)
    return state.withLock { state in
      guard state.active < options.parallelism, let (key, lastFailure, since) = state.controller.take(now: now, caches: caches)
      else { return nil }
      state.active += 1
      return (key, World(caches: caches, now: now, random: informers.random, lastFailure: lastFailure, waitingSince: since))
    }
  }

  private func work(on key: ObjectKey, _ world: World) async {
    let plan = reconciler.reconcile(key, world)
    let runner = PlanRunner(client: client, reader: informers.client, fieldManager: reconciler.name) { self.events.record($0) }
    do {
      let outcome = try await runner.run(plan)
      if let error = outcome.error { report(error, key) }
      state.withLock { state in
        state.controller.finished(
          key, outcome, requeueAfter: plan.requeueAfter, waitingSince: plan.waitingSince, now: informers.clock.now)
        state.active -= 1
      }
    } catch {
      state.withLock { state in
        state.controller.abandoned(key)
        state.controller.add([key])
        state.active -= 1
      }
    }
    signal()
  }

  private func report(_ error: StatusError, _ key: ObjectKey) {
    guard options.reportsFailures else { return }
    let metadata: Logger.Metadata = ["object": "\(key)", "error": "\(error.message)"]
    // Conflicts are how optimistic writes meet: the retry sees the newer object.
    if error.reason == .conflict { logger.debug("a write came too late and is retried", metadata: metadata) }
    else { logger.warning("reconciling failed and is retried", metadata: metadata) }
  }

  private func setTimer() {
    state.withLock { state in
      state.timer.set(to: state.controller.nextDeadline, clock: informers.clock) { [weak self] in self?.signal() }
    }
  }
}
