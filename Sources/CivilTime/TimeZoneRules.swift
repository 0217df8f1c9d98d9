import Basics

/// When a time zone's clocks show what: its offsets from UTC over time (RFC 8536).
public struct TimeZoneRules: Sendable, Hashable {
  /// The instants (seconds since the epoch) at which a new offset holds, ascending, and the offsets in seconds.
  let transitions: [Int64]
  let offsets: [Int64]
  /// Before the first transition.
  let initialOffset: Int64
  /// After the last transition; nil where the last offset holds for good.
  let recurring: RecurringTimeZoneRule?

  public static let utc = TimeZoneRules(transitions: [], offsets: [], initialOffset: 0, recurring: nil)

  init(transitions: [Int64], offsets: [Int64], initialOffset: Int64, recurring: RecurringTimeZoneRule?) {
    (self.transitions, self.offsets) = (transitions, offsets)
    (self.initialOffset, self.recurring) = (initialOffset, recurring)
  }

  /// Seconds that the zone's clocks are ahead of UTC at an instant.
  public func secondsFromUTC(at instant: Timestamp) -> Int64 { offset(at: instant.secondsSinceEpoch) }

  func offset(at seconds: Int64) -> Int64 {
    guard let last = transitions.last else { return recurring?.offset(at: seconds) ?? initialOffset }
    if seconds >= last, let recurring { return recurring.offset(at: seconds) }
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? initialOffset : offsets[low - 1]
  }

  /// The first instant at which the zone's clocks show a local time (seconds since 1970 as the clocks count) or a later
  /// one: what a change of the clocks skips begins right after the change.
  func instant(ofLocal local: Int64) -> Int64 {
    let guess = local - offset(at: local - 86_400)
    let other = local - offset(at: local + 86_400)
    for candidate in [min(guess, other), max(guess, other)] where candidate + offset(at: candidate) == local { return candidate }
    // The clocks jump over this time: the first that they show after the jump, found by halving the day around it.
    var before = min(guess, other) - 1
    var after = max(guess, other)
    while after - before > 1 {
      let middle = (before + after) / 2
      if middle + offset(at: middle) < local { before = middle } else { after = middle }
    }
    return after
  }
}
