import Basics

/// How long a container that keeps exiting waits before its next start: 10 s, doubling to 5 min, forgotten once it has run for
/// 10 min (Pod lifecycle, "container restart policy").
struct CrashBackOff: Sendable, Equatable {
  static let initial = Duration.seconds(10)
  static let maximum = Duration.seconds(300)

  private struct Entry: Sendable, Equatable {
    var delay: Duration
    var lastStart: Timestamp
  }
  private var entries: [String: Entry] = [:]

  /// The wait that is still in force after an exit at `exit`: how long it is in all, and when it ends. nil: start now.
  func wait(_ key: String, after exit: Timestamp, now: Timestamp) -> (delay: Duration, until: Timestamp)? {
    guard let entry = entries[key], !Self.isForgotten(entry, exit) else { return nil }
    let end = exit + entry.delay
    return now < end ? (entry.delay, end) : nil
  }

  /// Counts a restart after an exit at `exit`.
  mutating func recordRestart(_ key: String, after exit: Timestamp, now: Timestamp) {
    if let entry = entries[key], !Self.isForgotten(entry, exit) {
      entries[key] = Entry(delay: min(entry.delay * 2, Self.maximum), lastStart: now)
    } else {
      entries[key] = Entry(delay: Self.initial, lastStart: now)
    }
  }

  private static func isForgotten(_ entry: Entry, _ exit: Timestamp) -> Bool { exit - entry.lastStart > maximum * 2 }
}

extension Duration {
  /// The way Go prints it, in whole seconds: `10s`, `1m20s`, `5m0s`.
  var goText: String {
    let total = components.seconds
    let (hours, minutes, seconds) = (total / 3_600, total / 60 % 60, total % 60)
    if hours > 0 { return "\(hours)h\(minutes)m\(seconds)s" }
    return minutes > 0 ? "\(minutes)m\(seconds)s" : "\(seconds)s"
  }

  /// The way Go prints a measured time, to the microsecond at most: `1.25s`, `340ms`.
  var goMeasured: String {
    let nanos = nanoseconds
    if nanos < 1_000_000 { return "\(nanos / 1_000)µs" }
    if nanos < 1_000_000_000 { return "\(nanos / 1_000_000)ms" }
    let milliseconds = nanos / 1_000_000
    if milliseconds >= 60_000 { return goText }
    var fraction = String(milliseconds % 1_000)
    fraction = String(repeating: "0", count: 3 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(milliseconds / 1_000)\(fraction.isEmpty ? "" : "." + fraction)s"
  }
}
