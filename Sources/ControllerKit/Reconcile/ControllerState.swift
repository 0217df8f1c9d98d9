import APIMachinery
import Basics

/// A controller's work as a value: its queue, the keys that wait for the caches to show their own writes, and each key's last failure.
///
/// `ControllerRunner` drives it with tasks, the simulator with a loop.
public struct ControllerState: Sendable {
  private struct Hold { var barrier: WriteBarrier; var deadline: Timestamp }

  public private(set) var queue: WorkQueue<ObjectKey>
  private var barriers: [ObjectKey: Hold] = [:]
  private var held: Set<ObjectKey> = []
  private var lastFailures: [ObjectKey: PlanFailure] = [:]
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

  /// The next key that may be decided on, with its last failure.
  public mutating func take(
    now: Timestamp, caches: [GroupVersionResource: ObjectCache]
  ) -> (key: ObjectKey, lastFailure: PlanFailure?)? {
    while let key = queue.take(now: now) {
      if let hold = barriers[key], now < hold.deadline, !hold.barrier.isPassed(by: caches) {
        held.insert(key)
        queue.done(key)
        queue.add(key, at: hold.deadline)
        continue
      }
      barriers[key] = nil
      held.remove(key)
      return (key, lastFailures[key])
    }
    return nil
  }

  /// The caches moved: keys whose writes are visible now come back.
  public mutating func cachesAdvanced(_ caches: [GroupVersionResource: ObjectCache]) {
    for key in held.sorted() where barriers[key]?.barrier.isPassed(by: caches) ?? true {
      held.remove(key)
      queue.add(key)
    }
  }

  public var isHoldingKeys: Bool { !held.isEmpty }

  /// The key's plan was carried out, as far as it went.
  public mutating func finished(_ key: ObjectKey, _ outcome: PlanRunner.Outcome, requeueAfter: Duration?, now: Timestamp) {
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
