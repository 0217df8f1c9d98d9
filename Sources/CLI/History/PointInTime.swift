import Basics

/// A point of the past as people name it: a revision, a time, how long ago, or a commit.
///
/// Times are in UTC unless they say otherwise. What could mean two things is refused, with what to write instead.
enum PointInTime: Hashable, Sendable {
  case newest
  case revision(UInt64)
  /// Digits enough to be the beginning of a commit's id too: whoever knows the commits tells which.
  case revisionOrCommit(UInt64, String)
  case time(Timestamp)
  /// What git understands: a branch, a tag, a (shortened) id, `main~3`.
  case commit(String)

  static let forms =
    "a revision (4711, or 'revision 4711'), a time (2026-01-31, '2026-01-31 14:05', 2026-01-31T14:05:00Z, 14:05, yesterday), how long ago ('2 hours ago', 90m) "
    + "or a commit (140237c, main~3)"

  /// `now` is what "ago" counts from. Times after it are refused.
  init(_ text: String, now: Timestamp) throws(CommandFailure) {
    let text = text.trimmed
    let words = text.lowercased().split(separator: " ").map(String.init)
    guard let first = words.first else { throw CommandFailure("a point in time is missing: it is \(Self.forms)") }
    if words.count == 1, ["now", "newest", "latest"].contains(first) { self = .newest; return }
    if words.count == 1, first.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      guard let revision = UInt64(first) else { throw CommandFailure("\"\(text)\" is too large for a revision") }
      self = first.utf8.count < Self.commitDigitsMin ? .revision(revision) : .revisionOrCommit(revision, first)
      return
    }
    if words.count == 2, first == "revision", let revision = UInt64(words[1]) { self = .revision(revision); return }
    if let past = try Self.ago(words, now) { self = .time(past); return }
    if let time = try Self.calendar(text, now) {
      guard time <= now else { throw CommandFailure("\(time.rfc3339) is in the future") }
      self = .time(time)
      return
    }
    guard Self.isRevisionExpression(text) else { throw CommandFailure("\"\(text)\" is no point in time: it is \(Self.forms)") }
    self = .commit(text)
  }

  /// What git abbreviates ids to, and `kctl log` too.
  private static let commitDigitsMin = 7

  /// A commit's id, shortened as far as it can still be taken for nothing else.
  static func abbreviated(commit id: String) -> String {
    for length in stride(from: commitDigitsMin, to: id.utf8.count, by: 1) {
      let start = String(id.prefix(length))
      if case .commit? = try? PointInTime(start, now: Timestamp(secondsSinceEpoch: 0)) { return start }
    }
    return id
  }

  // MARK: - how long ago

  private static let units: [String: Int64] = [
    "s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3_600, "hr": 3_600, "hour": 3_600, "d": 86_400, "day": 86_400,
    "w": 604_800, "week": 604_800, "month": 2_592_000, "y": 31_536_000, "year": 31_536_000,
  ]

  private static func ago(_ words: [String], _ now: Timestamp) throws(CommandFailure) -> Timestamp? {
    if words == ["yesterday"] { return now - .seconds(86_400) }
    var words = words
    let isSaid = words.last == "ago"
    if isSaid { words.removeLast() }
    guard let seconds = seconds(words) else {
      if isSaid { throw CommandFailure("\"\(words.joined(separator: " ")) ago\" is no point in time: say '2 hours ago', '90m ago' or '3 days ago'") }
      return nil
    }
    let (nanoseconds, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflows else { throw CommandFailure("that is longer ago than any history reaches") }
    return now - .nanoseconds(nanoseconds)
  }

  /// `2 hours`, `1h30m`, `an hour and 5 minutes`; nil for anything else.
  private static func seconds(_ words: [String]) -> Int64? {
    var total: Int64 = 0
    var count: Int64?
    var isEmpty = true
    for word in words.flatMap(parts) where word != "and" {
      if count == nil, let number = word == "a" || word == "an" ? 1 : Int64(word), number >= 0 {
        count = number
        continue
      }
      let singular = word.count > 1 && word.hasSuffix("s") ? String(word.dropLast()) : word
      guard let number = count, let unit = units[word] ?? units[singular] else { return nil }
      let (product, overflows) = number.multipliedReportingOverflow(by: unit)
      let (sum, overflowsToo) = total.addingReportingOverflow(product)
      total = overflows || overflowsToo ? .max : sum
      (count, isEmpty) = (nil, false)
    }
    return isEmpty || count != nil ? nil : total
  }

  /// Digits and letters apart: `1h30m` is four parts.
  private static func parts(_ word: String) -> [String] {
    var parts: [String] = []
    for character in word {
      if let last = parts.last?.last, last.isNumber == character.isNumber { parts[parts.count - 1].append(character) } else { parts.append(String(character)) }
    }
    return parts
  }

  // MARK: - times

  private static func calendar(_ text: String, _ now: Timestamp) throws(CommandFailure) -> Timestamp? {
    if let time = Timestamp(rfc3339: text) { return time }
    if text.contains("/"), text.split(separator: "/").count == 3, text.prefix(1).first?.isNumber == true {
      throw CommandFailure("\"\(text)\" could be two days: write it as YYYY-MM-DD")
    }
    let parts = text.split { $0 == " " || $0 == "T" || $0 == "t" }.map(String.init)
    guard let first = parts.first else { return nil }
    if parts.count == 1, let clock = clock(first) {
      let today = "\(now.rfc3339.prefix(10))T\(clock)Z"
      guard let time = Timestamp(rfc3339: today) else { return nil }
      return time <= now ? time : time - .seconds(86_400)
    }
    let date = Array(first.utf8)
    guard date.count == 10, date[4] == 0x2d, date[7] == 0x2d, first.filter(\.isNumber).count == 8 else { return nil }
    // Later than what a timestamp can tell, and in the future for long.
    if let year = Int(first.prefix(4)), year > 2_200 { throw CommandFailure("\(first) is in the future") }
    guard Self.isDay(first) else { throw CommandFailure("there is no day \(first)") }
    guard parts.count > 1 else { return Timestamp(rfc3339: first + "T00:00:00Z") }
    let rest = parts.dropFirst().joined(separator: "")
    let zone = rest.firstIndex { $0 == "Z" || $0 == "z" || $0 == "+" || $0 == "-" }
    guard let clock = clock(String(rest[..<(zone ?? rest.endIndex)])) else { return nil }
    return Timestamp(rfc3339: first + "T" + clock + (zone.map { String(rest[$0...]) } ?? "Z"))
  }

  /// The calendar turns impossible days into others; they are mistakes.
  private static func isDay(_ text: String) -> Bool {
    Timestamp(rfc3339: text + "T00:00:00Z").map { $0.rfc3339.hasPrefix(text) } ?? false
  }

  /// `14:05` or `14:05:30` with the seconds put in.
  private static func clock(_ text: String) -> String? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    return parts.joined(separator: ":") + (parts.count == 2 ? ":00" : "")
  }

  private static func isRevisionExpression(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first != "-", !text.contains("..") else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "._/-~^@{}:".unicodeScalars.contains(scalar))
    }
  }
}

/// Two points of the past: `4711..4720`, `'2 hours ago..'`, `main~3..main`. A side that is left out is now.
struct PointRange: Hashable, Sendable {
  var from: PointInTime
  var to: PointInTime

  /// Whether the text is a range, and no name of something else.
  static func isRange(_ text: String) -> Bool { text.contains("..") && !text.hasPrefix("./") && !text.hasPrefix("../") }

  init(_ text: String, now: Timestamp) throws(CommandFailure) {
    let parts = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[1].hasPrefix("."), !(parts[0].isEmpty && parts[1].isEmpty) else {
      throw CommandFailure("\"\(text)\" is no range: write two points with two dots between them, such as 4711..4720 or '2 hours ago..now'")
    }
    from = parts[0].isEmpty ? .newest : try PointInTime(parts[0], now: now)
    to = parts[1].isEmpty ? .newest : try PointInTime(parts[1], now: now)
  }
}
