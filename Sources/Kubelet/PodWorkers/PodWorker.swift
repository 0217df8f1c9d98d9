import APIMachinery
import Basics
import Client
import Logging
import RuntimeInterface
import Synchronization

/// Brings one pod from its start to its end: one loop that looks, decides (PodLifecycle) and acts, woken by whatever changed.
actor PodWorker {
  enum Stage: Sendable, Equatable {
    case syncing
    /// Everything is being stopped.
    case terminating
    /// Nothing runs any more, and the API knows.
    case terminated
    /// Nothing is left of the pod on the node.
    case finished
  }

  /// What comes from outside while the loop is busy.
  private struct Inbox {
    var pod: Pod
    var isGone = false
    var current: Task<Void, Never>?
    var interrupts = false
    /// Why the node ends the pod.
    var eviction: PodStatusInputs.Verdict?
  }

  let context: NodeContext
  let uid: String
  let startTime: Timestamp
  let probes: ContainerProbes
  private nonisolated let inbox: Mutex<Inbox>
  private nonisolated let stageView: Mutex<Stage>
  nonisolated let pulses = Pulses()
  private var timer: Task<Void, Never>?

  var stage: Stage { didSet { let stage = stage; stageView.withLock { $0 = stage } } }
  var verdict: PodStatusInputs.Verdict?
  var waiting: [String: PodStatusInputs.Waiting] = [:]
  var terminationMessages: [String: String] = [:]
  var backOff = CrashBackOff()
  var volumeState = VolumeState()
  var tokens: [TokenRequest: CachedToken] = [:]
  /// When the loop has to look again even if nothing happens.
  var wakeAt: Timestamp?
  var retries = RetryBackOff()
  var hasAdopted = false
  var resize = PodResize() { didSet { isDeferredView.store(resize.isDeferred, ordering: .relaxed) } }
  private nonisolated let isDeferredView = Atomic(false)

  init(_ pod: Pod, _ context: NodeContext, verdict: PodStatusInputs.Verdict? = nil, isGone: Bool = false) {
    self.context = context
    uid = pod.uid
    startTime = pod.status["startTime"]?.timestamp ?? context.clock.now
    inbox = Mutex(Inbox(pod: pod, isGone: isGone))
    // What the API knows to have ended is not looked at again; only its remains are kept until it is deleted.
    let stage: Stage = pod.isTerminal ? .terminated : verdict != nil || isGone ? .terminating : .syncing
    self.stage = stage
    self.verdict = verdict
    stageView = Mutex(stage)
    probes = ContainerProbes(
      prober: context.prober, clock: context.clock, events: context.events, counts: context.probeCounts
    ) { [pulses] in pulses.fire() }
  }

  nonisolated var pod: Pod { inbox.withLock { $0.pod } }
  nonisolated var isGone: Bool { inbox.withLock { $0.isGone } }
  /// True while its resize waits until other pods have gone.
  nonisolated var isDeferred: Bool { usesResources && isDeferredView.load(ordering: .relaxed) }
  /// True until nothing of the pod runs.
  nonisolated var usesResources: Bool { stageView.withLock { $0 == .syncing || $0 == .terminating } }
  nonisolated func wake() { pulses.fire() }

  /// The pod as the API has it now; an older version than the known one is disregarded.
  nonisolated func update(_ pod: Pod) {
    let (isNews, task) = inbox.withLock { inbox -> (Bool, Task<Void, Never>?) in
      guard pod.object.version > inbox.pod.object.version else { return (false, nil) }
      let before = inbox.pod
      inbox.pod = pod
      let isDeletion = pod.object.isBeingDeleted && !before.object.isBeingDeleted
      let isHastened = pod.object.isBeingDeleted
        && (pod.deletionGracePeriodSeconds ?? .max) < (before.deletionGracePeriodSeconds ?? .max)
      guard isDeletion || isHastened else { return (true, nil) }
      inbox.interrupts = true
      return (true, inbox.current)
    }
    task?.cancel()
    if isNews { wake() }
  }

  nonisolated var isEvicted: Bool { inbox.withLock { $0.eviction != nil } }

  /// Ends the pod for the node's sake, at once.
  nonisolated func evict(_ verdict: PodStatusInputs.Verdict) {
    let task = inbox.withLock { inbox in
      guard inbox.eviction == nil else { return nil as Task<Void, Never>? }
      inbox.eviction = verdict
      inbox.interrupts = true
      return inbox.current
    }
    task?.cancel()
    wake()
  }

  /// The pod is no longer in the API.
  nonisolated func remove() {
    let task = inbox.withLock { inbox in
      inbox.isGone = true
      inbox.interrupts = true
      return inbox.current
    }
    task?.cancel()
    wake()
  }

  /// Returns when the pod is finished, or on cancellation: then what runs is left running.
  func run() async {
    wake()
    for await _ in pulses.stream {
      if Task.isCancelled { break }
      await step()
      if stage == .finished { break }
    }
    timer?.cancel()
    probes.stop()
    if stage == .finished { context.probeCounts.forget(uid: uid) }
  }

  /// One turn, in a task of its own, so that news that matter can interrupt it.
  private func step() async {
    timer?.cancel()
    wakeAt = nil
    inbox.withLock { $0.interrupts = false }
    let turn = Task { await self.turn() }
    let isInterrupted = inbox.withLock { inbox in
      inbox.current = turn
      return inbox.interrupts
    }
    if isInterrupted { turn.cancel() }
    await withTaskCancellationHandler { await turn.value } onCancel: { turn.cancel() }
    let wasInterrupted = inbox.withLock { inbox in
      inbox.current = nil
      return inbox.interrupts
    }
    if Task.isCancelled { return }
    if wasInterrupted { wake() }
    armTimer()
  }

  private func turn() async {
    if stage == .syncing, let eviction = inbox.withLock({ $0.eviction }) {
      verdict = eviction
      stage = .terminating
    }
    switch stage {
    case .syncing: await sync()
    case .terminating: await terminate()
    case .terminated: await cleanUp()
    case .finished: break
    }
  }

  private func armTimer() {
    guard let wakeAt, stage != .finished else { return }
    let clock = context.clock
    timer = Task { [weak self] in
      do { try await clock.sleep(until: wakeAt) } catch { return }
      self?.wake()
    }
  }

  func wake(at time: Timestamp) { wakeAt = wakeAt.map { min($0, time) } ?? time }

  /// Goes on to the next stage without waiting for anything else to happen.
  func enter(_ next: Stage) {
    stage = next
    wake()
  }
}

/// How long a step of the pod that failed isn't tried again: 0.5 s, doubling to 30 s.
struct RetryBackOff: Sendable, Equatable {
  private(set) var failures = 0
  mutating func next() -> Duration {
    failures += 1
    return .milliseconds(min(500 << min(failures - 1, 6), 30_000))
  }
  mutating func reset() { failures = 0 }
}
