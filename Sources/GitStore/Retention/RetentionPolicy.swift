import Basics

/// How much of the history of `live` is kept: for so long (`7d`), so many commits (`100000`), in a repository of that size (`2GiB`), or
/// several of these with commas between them, each of which then holds. What is older becomes one snapshot.
public struct RetentionPolicy: Hashable, Sendable, CustomStringConvertible {
  public var age: Duration?
  public var commits: Int?
  public var bytes: Int64?
  public let description: String

  /// What there is to be kept or squashed.
  struct Facts: Hashable {
    /// How many commits `live` has along its first parents.
    var commits: Int
    /// How many of them, the oldest ones, had made way for another by the time that `age` reaches back to, and the one that stood then.
    var expired = 0
    var bytes: Int64 = 0
    /// False while the disk still holds what was squashed before: its size then says nothing of what is kept.
    var isPruned = true
  }

  /// A squashed history begins with this many commits at most: the snapshot, and one that takes in the commit of `main` that it holds.
  static let rootCommits = 2
  /// What is kept has to be written anew. So that this costs each commit but a few times, history is let grow by this share beyond what is
  /// to be kept.
  static let slackDivisor = 4

  public init(_ text: String) throws(RetentionError) {
    description = text
    for part in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      if let count = Int(part), count > 0, commits == nil {
        commits = count
      } else if let seconds = Self.seconds(part), age == nil {
        age = .seconds(seconds)
      } else if let size = Self.size(part), bytes == nil {
        bytes = size
      } else {
        throw .unreadable(text)
      }
    }
  }

  /// How many of the oldest commits become the snapshot; none where that would save nothing. On request it is exactly what the policy says;
  /// by itself the store waits until it is worth the work.
  func squashable(_ facts: Facts, onRequest: Bool) -> Int {
    var count = age == nil ? 0 : facts.expired
    if let commits { count = max(count, facts.commits - max(0, commits - Self.rootCommits)) }
    if let bytes, facts.isPruned, facts.bytes > bytes {
      // Below the limit by as much as makes it last for a while.
      let kept = Double(facts.commits) * Double(bytes) / Double(facts.bytes) * 0.75
      count = max(count, facts.commits - Int(kept))
    }
    count = min(count, facts.commits)
    guard count > Self.rootCommits, onRequest || count >= (facts.commits - count) / Self.slackDivisor else { return 0 }
    return count
  }

  // MARK: - reading

  private static let durations: [String: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800, "y": 31_536_000]
  private static let sizes: [String: Int64] = [
    "K": 1_000, "M": 1_000_000, "G": 1_000_000_000, "T": 1_000_000_000_000, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000,
    "TB": 1_000_000_000_000, "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30,
    "TiB": 1 << 40,
  ]
  private static let secondsMax: Int64 = 100 * 31_536_000

  /// `7d`, `1d12h`.
  private static func seconds(_ text: String) -> Int64? {
    var rest = text[...]
    var total: Int64 = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { !$0.isNumber }
      rest = rest.dropFirst(unit.count)
      guard let number = Int64(digits), let scale = durations[String(unit)], number <= secondsMax / scale else { return nil }
      total += number * scale
    }
    return (1...secondsMax).contains(total) ? total : nil
  }

  private static func size(_ text: String) -> Int64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), number > 0, let scale = sizes[String(text.dropFirst(digits.count))], number <= .max / scale else { return nil }
    return number * scale
  }
}

/// Why history can't be squashed.
public enum RetentionError: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable(String)
  /// The store is being closed.
  case interrupted
  case nothingThere

  public var description: String {
    switch self {
    case .unreadable(let text):
      "\"\(text)\" doesn't say how much history to keep: it is how long (7d, 12h), how many commits (100000), how large the repository may be (2GiB), or several with commas"
    case .interrupted: "the store is being closed: nothing was squashed, the history is as it was"
    case .nothingThere: "live has no commits yet: there is nothing to squash"
    }
  }
}
