import APIMachinery
import Basics

/// A controller's work as a value: its queue, the keys that wait for the caches to show their own writes, each key's last failure, and
/// since when it has been waiting.
///
/// `ControllerRunner` drives it with tasks, the simulator with a loop.
public struct ControllerState: Sendable {
  private struct Hold { var barrier: WriteBarrier; var deadline: Timestamp }

  public private(set) var queue: WorkQueue<ObjectKey>
  private var barriers: [ObjectKey: Hold] = [:]
  private var held: Set<ObjectKey> = []
  private var lastFailures: [ObjectKey: PlanFailure] = [:]
  private var waitingSince: [ObjectKey: Timestamp] = [:]
  /// With so many barriers, those that hold nothing any more are dropped: a key whose last write ended its object never comes back.
  private var sweepCount = sweepCountMin
  private static let sweepCountMin = 64
  private let barrierTimeout: Duration
  /// Nothing but time passes a barrier that nobody could tell the revision of.
  private static let uncertainty = Duration.seconds(300)

  /// A watch that never shows a write (it is out of its selection, or was lost) holds a key for `barrierTimeout` at most.
  public init(backoff: Backoff = .workQueue, barrierTimeout: Duration = .seconds(300)) {
    queue = WorkQueue(backoff: backoff)
    self.barrierTimeout = barrierTimeout
  }

  public var nextDeadline: Timestamp? { queue.nextDeadline }

  public mutating func add(_ keys: [ObjectKey]) { for key in keys { queue.add(key) } }

  /// The next key that may be decided on, with its last failure and what its last plan had in `waitingSince`.
  public mutating func take(
    now: Timestamp, caches: [GroupVersionResource: ObjectCache]
  ) -> (key: ObjectKey, lastFailure: PlanFailure?, waitingSince: Timestamp?)? {
    if barriers.count >= sweepCount { sweep(now: now, caches) }
    while let key = queue.take(now: now) {
      if let hold = barriers[key], now < hold.deadline, !hold.barrier.isPassed(by: caches) {
        held.insert(key)
        queue.done(key)
        queue.add(key, at: hold.deadline)
        continue
      }
      barriers[key] = nil
      held.remove(key)
      return (key, lastFailures[key], waitingSince[key])
    }
    return nil
  }

  private mutating func sweep(now: Timestamp, _ caches: [GroupVersionResource: ObjectCache]) {
    barriers = barriers.filter { key, hold in held.contains(key) || (now < hold.deadline && !hold.barrier.isPassed(by: caches)) }
    // Twice what is left, so that a sweep costs each write the same however many there are.
    sweepCount = max(Self.sweepCountMin, barriers.count * 2)
  }

  /// Keys with writes that their next decision waits for, passed ones not yet dropped included.
  package var barrierCount: Int { barriers.count }

  /// The caches moved: keys whose writes are visible now come back.
  public mutating func cachesAdvanced(_ caches: [GroupVersionResource: ObjectCache]) {
    for key in held.sorted() where barriers[key]?.barrier.isPassed(by: caches) ?? true {
      held.remove(key)
      queue.add(key)
    }
  }

  public var isHoldingKeys: Bool { !held.isEmpty }

  /// The key's plan was carried out, as far as it went.
  public mutating func finished(
    _ key: ObjectKey, _ outcome: PlanRunner.Outcome, requeueAfter: Duration?, waitingSince since: Timestamp? = nil, now: Timestamp
  ) {
    waitingSince[key] = since
    if !outcome.barrier.isEmpty {
      let timeout = outcome.barrier.isUncertain ? min(Self.uncertainty, barrierTimeout) : barrierTimeout
      barriers[key] = Hold(barrier: outcome.barrier, deadline: now + timeout)
    }
    if let failure = outcome.failure, !failure.error.isNamespaceTerminating {
      lastFailures[key] = failure
      queue.addAfterFailure(key, now: now)
    } else {
      lastFailures[key] = nil
      queue.forget(key)
    }
    if let requeueAfter { queue.add(key, at: now + requeueAfter) }
    queue.done(key)
  }

  /// The key's worker was cancelled.
  public mutating func abandoned(_ key: ObjectKey) { queue.done(key) }
}
