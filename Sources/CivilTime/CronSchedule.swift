import Basics

/// Times in the form of cron: minute, hour, day of month, month, day of week.
///
/// Where both days are limited, either one is enough. A local time that a change of the clocks skips doesn't occur; one
/// that it repeats occurs twice.
public struct CronSchedule: Sendable, Hashable {
  /// Bit n of each: n is in the set.
  struct Fields: Sendable, Hashable {
    var minute, hour, dayOfMonth, month, dayOfWeek: UInt64
    var isAnyDayOfMonth, isAnyDayOfWeek: Bool
  }
  enum Form: Sendable, Hashable {
    case fields(Fields)
    /// `@every`: whole seconds from the time before.
    case every(seconds: Int64)
  }

  let form: Form
  /// Of a `TZ=` before the schedule; a schedule without goes by what the caller says.
  public let timeZoneName: String?

  static let yearsMax: Int64 = 5

  /// The first time after `instant`; nil when there is none within five years, as for the 30th of February.
  public func next(after instant: Timestamp, in zone: TimeZoneRules) -> Timestamp? {
    switch form {
    case .every(let seconds): Timestamp(secondsSinceEpoch: instant.secondsSinceEpoch + seconds)
    case .fields(let fields): Self.next(fields, instant.secondsSinceEpoch, zone).map { Timestamp(secondsSinceEpoch: $0) }
    }
  }

  /// Goes on by the largest step that can't miss anything: to the next month, day, hour or minute of the zone's clocks.
  private static func next(_ fields: Fields, _ start: Int64, _ zone: TimeZoneRules) -> Int64? {
    var seconds = start - floorModulo(start + zone.offset(at: start), 60) + 60
    let (firstYear, _, _) = civil(fromDays: (start - floorModulo(start, 86_400)) / 86_400)
    while true {
      let local = seconds + zone.offset(at: seconds)
      let dayCount = (local - floorModulo(local, 86_400)) / 86_400
      let (year, month, day) = civil(fromDays: dayCount)
      if year > firstYear + yearsMax { return nil }
      guard contains(fields.month, month) else {
        let next = month == 12 ? daysFrom(year: year + 1, month: 1, day: 1) : daysFrom(year: year, month: month + 1, day: 1)
        seconds = zone.instant(ofLocal: next * 86_400)
        continue
      }
      guard isDay(fields, day, floorModulo(dayCount + 4, 7)) else {
        seconds = max(zone.instant(ofLocal: (dayCount + 1) * 86_400), seconds + 60)
        continue
      }
      let secondOfDay = floorModulo(local, 86_400)
      guard contains(fields.hour, secondOfDay / 3600) else {
        seconds = seconds - floorModulo(secondOfDay, 3600) + 3600
        continue
      }
      guard contains(fields.minute, secondOfDay / 60 % 60) else {
        seconds += 60
        continue
      }
      return seconds
    }
  }

  private static func contains(_ set: UInt64, _ number: Int64) -> Bool { set & 1 << UInt64(number) != 0 }

  private static func isDay(_ fields: Fields, _ day: Int64, _ weekday: Int64) -> Bool {
    let isDay = contains(fields.dayOfMonth, day)
    let isWeekday = contains(fields.dayOfWeek, weekday)
    return fields.isAnyDayOfMonth || fields.isAnyDayOfWeek ? isDay && isWeekday : isDay || isWeekday
  }
}
