import Basics

/// A date and a time of day as a clock on the wall shows them, with its distance from UTC.
struct CivilTime: Hashable {
  var year: Int
  var month: Int
  var day: Int
  /// 0: Sunday.
  var weekday: Int
  var secondOfDay: Int
  /// Seconds east of UTC.
  var offset: Int

  var hour: Int { secondOfDay / 3600 }
  var minute: Int { secondOfDay / 60 % 60 }

  /// `seconds` since 1970 in UTC, on a clock that is `offset` seconds ahead.
  init(seconds: Int64, offset: Int) {
    let local = seconds + Int64(offset)
    let second = local % 86_400 < 0 ? local % 86_400 + 86_400 : local % 86_400
    let days = (local - second) / 86_400
    self.init(days: days)
    secondOfDay = Int(second)
    self.offset = offset
  }

  /// The first second of a day, counted from 1970-01-01. Years begin in March here, so that the leap day ends one
  /// (H. Hinnant, date algorithms).
  private init(days: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let position = (5 * dayOfYear + 2) / 153
    month = Int(position < 10 ? position + 3 : position - 9)
    day = Int(dayOfYear - (153 * position + 2) / 5 + 1)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    weekday = Int((days % 7 + 11) % 7)
    (secondOfDay, offset) = (0, 0)
  }

  /// `2006-01-02T15:04:05Z`, or with the distance from UTC.
  var rfc3339: String {
    "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))T\(time)" + (offset == 0 ? "Z" : zone(separator: ":"))
  }

  /// `Mon, 02 Jan 2006 15:04:05 -0700`.
  var rfc1123: String {
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(days[weekday]), \(Self.padded(day)) \(months[month - 1]) \(year) \(time) \(zone(separator: ""))"
  }

  private var time: String { "\(Self.padded(hour)):\(Self.padded(minute)):\(Self.padded(secondOfDay % 60))" }

  private func zone(separator: String) -> String {
    (offset < 0 ? "-" : "+") + Self.padded(abs(offset) / 3600) + separator + Self.padded(abs(offset) / 60 % 60)
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(width - text.count, 0)) + text
  }
}
