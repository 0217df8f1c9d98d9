import Basics

extension CronSchedule {
  /// What is wrong with a schedule, in the words of the parser that Kubernetes uses.
  public struct ParseError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
  }

  private struct Range {
    let low: Int64
    let high: Int64
    var names: [String] = []
    /// What the first name stands for.
    var firstName: Int64 = 0
  }
  private static let minute = Range(low: 0, high: 59)
  private static let hour = Range(low: 0, high: 23)
  private static let dayOfMonth = Range(low: 1, high: 31)
  private static let month = Range(
    low: 1, high: 12, names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], firstName: 1)
  private static let dayOfWeek = Range(low: 0, high: 6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
  private static let descriptors = [
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0", "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
  ]

  /// Reads five fields, or a word such as `@daily` or `@every 1h30m`, after an optional `TZ=zone` or `CRON_TZ=zone`.
  public init(_ text: String) throws(ParseError) {
    guard !text.isEmpty else { throw ParseError(description: "empty spec string") }
    var rest = text[...]
    var zone: String?
    if text.hasPrefix("TZ=") || text.hasPrefix("CRON_TZ=") {
      let start = text.firstIndex(of: "=").map { text.index(after: $0) } ?? text.endIndex
      let end = text.firstIndex(of: " ") ?? text.endIndex
      zone = String(text[start..<max(start, end)])
      rest = text[max(start, end)...].drop { $0 == " " }
      if TimeZoneDatabase.host.zone(zone ?? "") == nil {
        throw ParseError(description: "provided bad location \(zone ?? ""): unknown time zone \(zone ?? "")")
      }
    }
    timeZoneName = zone
    form = rest.hasPrefix("@") ? try Self.descriptor(String(rest)) : .fields(try Self.fields(String(rest)))
  }

  private static func descriptor(_ text: String) throws(ParseError) -> Form {
    if let fields = descriptors[text] { return .fields(try Self.fields(fields)) }
    guard text.hasPrefix("@every ") else { throw ParseError(description: "unrecognized descriptor: \(text)") }
    guard let seconds = GoDuration.seconds(String(text.dropFirst(7))) else {
      throw ParseError(description: "failed to parse duration \(text): time: invalid duration \"\(text.dropFirst(7))\"")
    }
    return .every(seconds: max(1, Int64(seconds)))
  }

  private static func fields(_ text: String) throws(ParseError) -> Fields {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 5 else {
      throw ParseError(description: "expected exactly 5 fields, found \(words.count): [\(words.joined(separator: " "))]")
    }
    let (minutes, _) = try set(words[0], minute)
    let (hours, _) = try set(words[1], hour)
    let (days, isAnyDay) = try set(words[2], dayOfMonth)
    let (months, _) = try set(words[3], month)
    let (weekdays, isAnyWeekday) = try set(words[4], dayOfWeek)
    return Fields(
      minute: minutes, hour: hours, dayOfMonth: days, month: months, dayOfWeek: weekdays, isAnyDayOfMonth: isAnyDay,
      isAnyDayOfWeek: isAnyWeekday)
  }

  private static func set(_ text: String, _ range: Range) throws(ParseError) -> (bits: UInt64, isAny: Bool) {
    var bits: UInt64 = 0
    var isAny = false
    for part in text.split(separator: ",") {
      let (more, isStar) = try span(String(part), range)
      bits |= more
      isAny = isAny || isStar
    }
    return (bits, isAny)
  }

  /// `*`, `n`, `n-m`, each with an optional `/step`; `n/step` goes on to the end.
  private static func span(_ text: String, _ range: Range) throws(ParseError) -> (bits: UInt64, isStar: Bool) {
    let sides = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let ends = sides[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    var (low, high) = (range.low, range.high)
    var isStar = ends[0] == "*" || ends[0] == "?"
    if !isStar {
      guard ends.count <= 2 else { throw ParseError(description: "too many hyphens: \(text)") }
      low = try number(ends[0], range)
      high = ends.count == 2 ? try number(ends[1], range) : low
    }
    guard sides.count <= 2 else { throw ParseError(description: "too many slashes: \(text)") }
    var step: Int64 = 1
    if sides.count == 2 {
      step = try integer(sides[1])
      if ends.count == 1 { high = range.high }
      if step > 1 { isStar = false }
    }
    if low < range.low { throw ParseError(description: "beginning of range (\(low)) below minimum (\(range.low)): \(text)") }
    if high > range.high { throw ParseError(description: "end of range (\(high)) above maximum (\(range.high)): \(text)") }
    if low > high { throw ParseError(description: "beginning of range (\(low)) beyond end of range (\(high)): \(text)") }
    if step == 0 { throw ParseError(description: "step of range should be a positive number: \(text)") }
    var bits: UInt64 = 0
    for number in low...high where (number - low) % step == 0 { bits |= 1 << UInt64(number) }
    return (bits, isStar)
  }

  private static func number(_ text: String, _ range: Range) throws(ParseError) -> Int64 {
    if let position = range.names.firstIndex(of: text.lowercased()) { return Int64(position) + range.firstName }
    return try integer(text)
  }

  private static func integer(_ text: String) throws(ParseError) -> Int64 {
    guard let number = Int64(text) else {
      let problem = !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) } ? "value out of range" : "invalid syntax"
      throw ParseError(description: "failed to parse int from \(text): strconv.Atoi: parsing \"\(text)\": \(problem)")
    }
    if number < 0 { throw ParseError(description: "negative number (\(number)) not allowed: \(text)") }
    return number
  }
}

/// Durations as Go's `time.ParseDuration` reads them: `1h30m`, `1.5s`, `-10ms`.
public enum GoDuration {
  private static let units: [(String, Double)] = [
    ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("μs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
  ]

  /// nil when the text isn't a duration, or longer than 292 years.
  public static func seconds(_ text: String) -> Double? {
    var rest = text[...]
    var sign = 1.0
    if rest.hasPrefix("-") { sign = -1 }
    if rest.hasPrefix("-") || rest.hasPrefix("+") { rest = rest.dropFirst() }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      rest = rest[digits.endIndex...]
      let unit = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
      rest = rest[unit.endIndex...]
      let plain = digits.hasPrefix(".") ? "0" + digits : String(digits)
      guard digits != ".", let number = Double(plain.hasSuffix(".") ? String(plain.dropLast()) : plain),
        let scale = units.first(where: { $0.0 == unit })?.1
      else { return nil }
      total += number * scale
    }
    return total <= 9_223_372_036 ? sign * total : nil
  }
}
