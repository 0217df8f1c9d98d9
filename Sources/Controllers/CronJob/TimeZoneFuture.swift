/// The rule that a zone's clocks follow from now on, as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct TimeZoneFuture: Sendable {
  private struct Change: Sendable { var month, week, weekday, second: Int }
  private let standard: Int
  private let summer: (offset: Int, start: Change, end: Change)?

  /// nil when the text isn't such a rule. Rules by the day of the year aren't read; no zone in use has one.
  init?(_ text: String) {
    var rest = Substring(text)
    guard Self.name(&rest), let west = Self.time(&rest) else { return nil }
    standard = -west
    if rest.isEmpty {
      summer = nil
      return
    }
    guard Self.name(&rest) else { return nil }
    var offset = standard + 3600
    if rest.first != "," {
      guard let west = Self.time(&rest) else { return nil }
      offset = -west
    }
    guard let start = Self.change(&rest), let end = Self.change(&rest), rest.isEmpty else { return nil }
    summer = (offset, start, end)
  }

  func offset(at seconds: Int64) -> Int {
    guard let summer else { return standard }
    let year = CivilTime(seconds: seconds, offset: standard).year
    let start = Self.moment(of: summer.start, in: year) - Int64(standard)
    let end = Self.moment(of: summer.end, in: year) - Int64(summer.offset)
    let isSummer = start < end ? (start..<end).contains(seconds) : !(end..<start).contains(seconds)
    return isSummer ? summer.offset : standard
  }

  /// In seconds of the local clock; week 5 is the last one.
  private static func moment(of change: Change, in year: Int) -> Int64 {
    let first = days(year, change.month, 1)
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let length = lengths[change.month - 1] + (change.month == 2 && isLeap ? 1 : 0)
    let weekday = Int((first % 7 + 11) % 7)
    var day = (change.weekday - weekday + 7) % 7 + (change.week - 1) * 7
    while day >= length { day -= 7 }
    return (first + Int64(day)) * 86_400 + Int64(change.second)
  }

  /// Days since 1970-01-01.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let y = Int64(month <= 2 ? year - 1 : year)
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  // MARK: reading

  private static func name(_ rest: inout Substring) -> Bool {
    if rest.first == "<" {
      guard let end = rest.firstIndex(of: ">") else { return false }
      rest = rest[rest.index(after: end)...]
      return true
    }
    let letters = rest.prefix { $0.isLetter }
    rest = rest.dropFirst(letters.count)
    return letters.count >= 3
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  private static func time(_ rest: inout Substring) -> Int? {
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = rest.dropFirst() }
    let text = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ":") }
    rest = rest.dropFirst(text.count)
    let parts = text.split(separator: ":").compactMap { Int($0) }
    guard let hours = parts.first, parts.count <= 3, hours <= 168 else { return nil }
    let seconds = hours * 3600 + (parts.count > 1 ? parts[1] * 60 : 0) + (parts.count > 2 ? parts[2] : 0)
    return isNegative ? -seconds : seconds
  }

  /// `,Mm.w.d[/time]`, at two o'clock when it doesn't say.
  private static func change(_ rest: inout Substring) -> Change? {
    guard rest.hasPrefix(",M") else { return nil }
    rest = rest.dropFirst(2)
    let text = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    rest = rest.dropFirst(text.count)
    let parts = text.split(separator: ".").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[0]), (1...5).contains(parts[1]), (0...6).contains(parts[2]) else { return nil }
    var second = 2 * 3600
    if rest.first == "/" {
      rest = rest.dropFirst()
      guard let time = time(&rest) else { return nil }
      second = time
    }
    return Change(month: parts[0], week: parts[1], weekday: parts[2], second: second)
  }
}
