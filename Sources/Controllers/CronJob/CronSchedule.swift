import Basics

/// A cron expression as the CronJob API takes it: five fields (minute, hour, day of month, month, day of week) with lists, ranges,
/// steps and names; or `@hourly`, `@daily`, `@midnight`, `@weekly`, `@monthly`, `@yearly`, `@annually`; or `@every` and a duration.
struct CronSchedule: Hashable, Sendable {
  enum Form: Hashable, Sendable {
    case fields(Fields)
    case every(Duration)
  }
  struct Fields: Hashable, Sendable {
    var minutes, hours, days, months, weekdays: Set<Int>
    /// A field of `*` leaves the choice to the other one; otherwise either day will do.
    var anyDay, anyWeekday: Bool
  }
  struct ParseError: Error, Hashable { var message: String }

  let form: Form

  private static let descriptors = [
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0", "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
  ]
  private static let monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

  init(_ text: String) throws(ParseError) {
    if text.isEmpty { throw ParseError(message: "empty spec string") }
    if text.hasPrefix("@every ") {
      guard let duration = Self.duration(text.dropFirst(7)) else {
        throw ParseError(message: "failed to parse duration \(text): time: invalid duration")
      }
      // Whole seconds, one at least.
      form = .every(.seconds(max(duration.components.seconds, 1)))
      return
    }
    guard let expression = text.hasPrefix("@") ? Self.descriptors[text] : text else {
      throw ParseError(message: "unrecognized descriptor: \(text)")
    }
    let parts = expression.split { $0 == " " || $0 == "\t" }
    guard parts.count == 5 else { throw ParseError(message: "expected exactly 5 fields, found \(parts.count): [\(parts.joined(separator: " "))]") }
    let minutes = try Self.field(parts[0], 0...59).values
    let hours = try Self.field(parts[1], 0...23).values
    let days = try Self.field(parts[2], 1...31)
    let months = try Self.field(parts[3], 1...12, names: Self.monthNames, first: 1).values
    let weekdays = try Self.field(parts[4], 0...6, names: Self.dayNames)
    form = .fields(Fields(
      minutes: minutes, hours: hours, days: days.values, months: months, weekdays: weekdays.values, anyDay: days.isAny,
      anyWeekday: weekdays.isAny))
  }

  private static func field(
    _ text: Substring, _ bounds: ClosedRange<Int>, names: [String] = [], first: Int = 0
  ) throws(ParseError) -> (values: Set<Int>, isAny: Bool) {
    var values: Set<Int> = []
    var isAny = false
    for part in text.split(separator: ",", omittingEmptySubsequences: true) {
      let (range, step, star) = try range(part, bounds, names, first)
      isAny = isAny || star
      values.formUnion(stride(from: range.lowerBound, through: range.upperBound, by: step))
    }
    return (values, isAny)
  }

  /// `*`, `3`, `3-7`, any of them with `/step`; a single number with a step goes up to the end.
  private static func range(
    _ text: Substring, _ bounds: ClosedRange<Int>, _ names: [String], _ first: Int
  ) throws(ParseError) -> (ClosedRange<Int>, step: Int, isStar: Bool) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count <= 2 else { throw ParseError(message: "too many slashes: \(text)") }
    var step = 1
    if halves.count == 2 {
      step = try number(halves[1], [], 0)
      if step == 0 { throw ParseError(message: "step of range should be a positive number: \(text)") }
    }
    if halves[0] == "*" || halves[0] == "?" { return (bounds, step, step == 1) }
    let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2 else { throw ParseError(message: "too many hyphens: \(text)") }
    let low = try number(ends[0], names, first)
    var high = ends.count == 2 ? try number(ends[1], names, first) : low
    if ends.count == 1, halves.count == 2 { high = bounds.upperBound }
    if low < bounds.lowerBound { throw ParseError(message: "beginning of range (\(low)) below minimum (\(bounds.lowerBound)): \(text)") }
    if high > bounds.upperBound { throw ParseError(message: "end of range (\(high)) above maximum (\(bounds.upperBound)): \(text)") }
    if low > high { throw ParseError(message: "beginning of range (\(low)) beyond end of range (\(high)): \(text)") }
    return (low...high, step, false)
  }

  private static func number(_ text: Substring, _ names: [String], _ first: Int) throws(ParseError) -> Int {
    if let position = names.firstIndex(of: text.lowercased()) { return position + first }
    guard !text.isEmpty, text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(text) else {
      throw ParseError(message: "failed to parse int from \(text): invalid syntax")
    }
    return number
  }

  /// A sequence of numbers with units, such as `1h30m`.
  private static func duration(_ text: Substring) -> Duration? {
    var rest = text
    var total = Duration.zero
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      let unit = rest.dropFirst(digits.count).prefix { $0.isLetter }
      let scales = ["h": 3600.0, "m": 60, "s": 1, "ms": 0.001, "us": 0.000_001, "µs": 0.000_001, "ns": 0.000_000_001]
      guard let number = Double(digits), let scale = scales[String(unit)], number * scale < 1e9 else { return nil }
      total += .seconds(number * scale)
      rest = rest.dropFirst(digits.count + unit.count)
    }
    return total
  }
}
