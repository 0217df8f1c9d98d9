import Basics

/// How often an object is put back that somebody keeps changing: a value, asked before and told after each time.
///
/// Two who each want something else would otherwise write against each other for ever.
struct DriftBackoff {
  static let first: Duration = .seconds(1)
  static let longest: Duration = .seconds(300)
  /// An object that was left alone for this long is like any other again.
  static let forgotten: Duration = .seconds(600)

  private struct Entry {
    var delay: Duration
    var at: Timestamp
  }
  private var entries: [String: Entry] = [:]

  /// Whether it is time to put the object back.
  func allows(_ object: String, now: Timestamp) -> Bool {
    guard let entry = entries[object] else { return true }
    // A clock that was set back must not stop it.
    return now < entry.at || now - entry.at >= entry.delay
  }

  mutating func corrected(_ object: String, now: Timestamp) {
    entries = entries.filter { now >= $0.value.at && now - $0.value.at < Self.forgotten }
    let delay = entries[object].map { min($0.delay * 2, Self.longest) } ?? Self.first
    entries[object] = Entry(delay: delay, at: now)
  }
}
