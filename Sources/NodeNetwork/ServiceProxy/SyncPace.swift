import Basics
import ControllerKit

/// When the rules may be loaded next: once an interval in the long run, with one more at once, since a new Service and its endpoints come
/// one right after the other. After a failure, later each time.
struct SyncPace: Hashable, Sendable {
  let interval: Duration
  let backoff: Backoff
  /// Up to when what was done is paid for: one interval a time.
  private var paidUntil = Timestamp(secondsSinceEpoch: 0)
  private(set) var failures = 0

  init(interval: Duration, backoff: Backoff = Backoff(initial: .seconds(1), maximum: .seconds(60))) {
    (self.interval, self.backoff) = (interval, backoff)
  }

  /// When to begin with a change that came at `now`.
  func start(ofChangeAt now: Timestamp) -> Timestamp { max(now, paidUntil - interval) }

  /// Work began; nothing is owed for a clock that was put back.
  mutating func began(at now: Timestamp) {
    if paidUntil - now > interval + interval { paidUntil = now }
    paidUntil = max(paidUntil, now) + interval
  }

  /// nil when all is well; else when to try again, whether something changes or not.
  mutating func ended(isDone: Bool, at now: Timestamp) -> Timestamp? {
    if isDone {
      failures = 0
      return nil
    }
    failures += 1
    return now + backoff.delay(afterFailures: failures)
  }
}
