import Basics
import ControllerKit

/// The pods without a node, as a value with three places: *active* (to be scheduled now), *backoff* (failed lately), and
/// *unschedulable* (no node would do; waits for an event that helps, five minutes at most).
public struct SchedulingQueue: Sendable {
  public struct Timing: Sendable {
    public var backoff: Backoff
    /// How long a pod may stay unschedulable without a new try.
    public var maximumWait: Duration
    public init(backoff: Backoff = Backoff(initial: .seconds(1), maximum: .seconds(10)), maximumWait: Duration = .seconds(300)) {
      (self.backoff, self.maximumWait) = (backoff, maximumWait)
    }
  }

  private let timing: Timing
  private let interests: [String: Set<ClusterEvent>]
  private var pods: [String: QueuedPod] = [:]
  /// Entries whose pod has left the active place since are skipped when they come up.
  private var active: Heap<QueuedPod>
  private var backoff = DelayQueue<String>()
  private var unschedulable = DelayQueue<String>()
  private var unschedulableIDs: Set<String> = []
  public private(set) var activeCount = 0
  private var places: [String: Place] = [:]
  private var sequence: UInt64 = 0

  private enum Place { case active, backoff, unschedulable, inFlight }

  public init(profile: SchedulerProfile, timing: Timing = Timing()) {
    let sort = profile.queueSort
    self.timing = timing
    active = Heap { sort.precedes($0, $1) }
    interests = Dictionary(profile.refusers.map { ($0.name, $0.events) }, uniquingKeysWith: { first, _ in first })
  }

  public var count: Int { pods.count }
  /// When a waiting pod falls due.
  public var nextDeadline: Timestamp? {
    [backoff.nextDeadline, unschedulable.nextDeadline].compactMap { $0 }.min()
  }

  /// A pod that is new, or has changed in a way that may help it.
  public mutating func add(_ pod: PodInfo, now: Timestamp) {
    guard var known = pods[pod.uid] else {
      sequence += 1
      pods[pod.uid] = QueuedPod(pod: pod, queued: now, sequence: sequence, attempts: 0, refusedBy: [], backoffUntil: now)
      activate(pod.uid)
      return
    }
    known.pod = pod
    pods[pod.uid] = known
    if places[pod.uid] == .unschedulable { comeBack(pod.uid, now: now) }
  }

  /// Takes in a newer state that changes nothing about where the pod could go.
  public mutating func refresh(_ pod: PodInfo) {
    if pods[pod.uid] != nil { pods[pod.uid]?.pod = pod }
  }

  public func pod(_ uid: String) -> PodInfo? { pods[uid]?.pod }

  /// The pod is gone or has a node.
  public mutating func remove(_ uid: String) {
    guard pods.removeValue(forKey: uid) != nil else { return }
    switch places.removeValue(forKey: uid) {
    case .active: activeCount -= 1
    case .backoff: backoff.remove(uid)
    case .unschedulable:
      unschedulable.remove(uid)
      unschedulableIDs.remove(uid)
    case .inFlight, nil: break
    }
  }

  /// The next pod to schedule. It stays in flight until `remove`, `failed` or `refused`.
  public mutating func take(now: Timestamp) -> PodInfo? {
    while let uid = backoff.takeDue(now: now) { activate(uid) }
    while let uid = unschedulable.takeDue(now: now) { comeBack(uid, now: now) }
    while let entry = active.popFirst() {
      let uid = entry.pod.uid
      guard places[uid] == .active, let waiting = pods[uid], waiting.sequence == entry.sequence else { continue }
      activeCount -= 1
      places[uid] = .inFlight
      return waiting.pod
    }
    return nil
  }

  /// No node would do.
  public mutating func refused(_ uid: String, by plugins: Set<String>, now: Timestamp) {
    guard fail(uid, now: now) else { return }
    pods[uid]?.refusedBy = plugins
    places[uid] = .unschedulable
    unschedulableIDs.insert(uid)
    unschedulable.add(uid, at: now + timing.maximumWait)
  }

  /// Something went wrong that has nothing to do with the nodes.
  public mutating func failed(_ uid: String, now: Timestamp) {
    guard fail(uid, now: now) else { return }
    comeBack(uid, now: now)
  }

  /// Something happened: pods that it may help are tried again.
  public mutating func moved(by event: ClusterEvent, now: Timestamp) {
    for uid in unschedulableIDs.sorted() {
      guard let waiting = pods[uid] else { continue }
      let helps = waiting.refusedBy.isEmpty || waiting.refusedBy.contains { interests[$0]?.contains(event) ?? true }
      if helps { comeBack(uid, now: now) }
    }
  }

  private mutating func fail(_ uid: String, now: Timestamp) -> Bool {
    guard var known = pods[uid] else { return false }
    known.attempts += 1
    known.backoffUntil = now + timing.backoff.delay(afterFailures: known.attempts)
    pods[uid] = known
    return true
  }

  private mutating func comeBack(_ uid: String, now: Timestamp) {
    unschedulable.remove(uid)
    unschedulableIDs.remove(uid)
    guard let until = pods[uid]?.backoffUntil, until > now else { activate(uid); return }
    places[uid] = .backoff
    backoff.add(uid, at: until)
  }

  private mutating func activate(_ uid: String) {
    guard let pod = pods[uid], places[uid] != .active else { return }
    places[uid] = .active
    activeCount += 1
    active.insert(pod)
  }
}
