import Basics

/// The rule for the years that the tz database doesn't list: a TZ string of POSIX, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct RecurringTimeZoneRule: Sendable, Hashable {
  /// A day of each year and the second of it (local, before the change) at which the clocks change.
  struct Change: Sendable, Hashable {
    enum Day: Sendable, Hashable {
      /// From 1 to 365, without the 29th of February.
      case julian(Int64)
      /// From 0 to 365.
      case ofYear(Int64)
      /// The week from 1 to 5, where 5 is the last; the day from 0, Sunday.
      case weekday(month: Int64, week: Int64, day: Int64)
    }
    var day: Day
    var second: Int64
  }

  var standardOffset: Int64
  var daylight: (offset: Int64, start: Change, end: Change)? {
    daylightOffset.flatMap { offset in start.flatMap { start in end.map { (offset, start, $0) } } }
  }
  private var daylightOffset: Int64?
  private var start: Change?
  private var end: Change?

  func offset(at seconds: Int64) -> Int64 {
    guard let daylight else { return standardOffset }
    let local = seconds + standardOffset
    let (year, _, _) = civil(fromDays: (local - floorModulo(local, 86_400)) / 86_400)
    let starts = Self.local(daylight.start, year) - standardOffset
    let ends = Self.local(daylight.end, year) - daylight.offset
    let isDaylight = starts < ends ? seconds >= starts && seconds < ends : seconds >= starts || seconds < ends
    return isDaylight ? daylight.offset : standardOffset
  }

  private static func local(_ change: Change, _ year: Int64) -> Int64 {
    let first = daysFrom(year: year, month: 1, day: 1)
    let isLeap = daysFrom(year: year + 1, month: 1, day: 1) - first == 366
    let day: Int64
    switch change.day {
    case .julian(let number): day = first + number - 1 + (isLeap && number >= 60 ? 1 : 0)
    case .ofYear(let number): day = first + number
    case .weekday(let month, let week, let weekday):
      let start = daysFrom(year: year, month: month, day: 1)
      let next = month == 12 ? daysFrom(year: year + 1, month: 1, day: 1) : daysFrom(year: year, month: month + 1, day: 1)
      var found = start + floorModulo(weekday - floorModulo(start + 4, 7), 7) + (week - 1) * 7
      while found >= next { found -= 7 }
      day = found
    }
    return day * 86_400 + change.second
  }
}

extension RecurringTimeZoneRule {
  init?(posix text: String) {
    var scanner = POSIXScanner(bytes: Array(text.utf8))
    guard scanner.name(), let west = scanner.time() else { return nil }
    standardOffset = -west
    guard !scanner.isAtEnd else { return }
    guard scanner.name() else { return nil }
    daylightOffset = standardOffset + 3600
    if scanner.next != UInt8(ascii: ",") {
      guard let west = scanner.time() else { return nil }
      daylightOffset = -west
    }
    guard scanner.take(","), let start = scanner.change(), scanner.take(","), let end = scanner.change(), scanner.isAtEnd else {
      return nil
    }
    (self.start, self.end) = (start, end)
  }
}

private struct POSIXScanner {
  let bytes: [UInt8]
  var position = 0
  var isAtEnd: Bool { position == bytes.count }
  var next: UInt8? { isAtEnd ? nil : bytes[position] }

  mutating func take(_ character: Character) -> Bool {
    guard next == character.asciiValue else { return false }
    position += 1
    return true
  }

  mutating func name() -> Bool {
    let start = position
    if take("<") {
      while !isAtEnd, next != UInt8(ascii: ">") { position += 1 }
      return take(">")
    }
    while let byte = next, (65...90).contains(byte) || (97...122).contains(byte) { position += 1 }
    return position - start >= 3
  }

  mutating func number(_ range: ClosedRange<Int64>) -> Int64? {
    var value: Int64 = 0
    let start = position
    while let byte = next, (48...57).contains(byte), position - start < 4 {
      value = value * 10 + Int64(byte - 48)
      position += 1
    }
    return position > start && range.contains(value) ? value : nil
  }

  /// `hh[:mm[:ss]]` with an optional sign, in seconds.
  mutating func time() -> Int64? {
    let sign: Int64 = take("-") ? -1 : (take("+") ? 1 : 1)
    guard let hours = number(0...167) else { return nil }
    var seconds = hours * 3600
    for unit: Int64 in [60, 1] where take(":") {
      guard let part = number(0...59) else { return nil }
      seconds += part * unit
    }
    return sign * seconds
  }

  mutating func change() -> RecurringTimeZoneRule.Change? {
    let day: RecurringTimeZoneRule.Change.Day
    if take("M") {
      guard let month = number(1...12), take("."), let week = number(1...5), take("."), let weekday = number(0...6) else { return nil }
      day = .weekday(month: month, week: week, day: weekday)
    } else if take("J") {
      guard let number = number(1...365) else { return nil }
      day = .julian(number)
    } else {
      guard let number = number(0...365) else { return nil }
      day = .ofYear(number)
    }
    guard take("/") else { return .init(day: day, second: 7200) }
    return time().map { .init(day: day, second: $0) }
  }
}
