import Basics

extension CronSchedule {
  /// The first time after `time` that the schedule names, on clocks of that zone; nil when there is none in five years.
  ///
  /// A time of day that a change of the clocks skips is skipped that day; one that comes twice counts twice.
  func next(after time: Timestamp, in zone: TimeZoneRules) -> Timestamp? {
    switch form {
    case .every(let interval): Timestamp(secondsSinceEpoch: time.secondsSinceEpoch) + interval
    case .fields(let fields): Self.next(fields, after: time, zone)
    }
  }

  private static func next(_ fields: Fields, after time: Timestamp, _ zone: TimeZoneRules) -> Timestamp? {
    var seconds = (time.secondsSinceEpoch / 60 + 1) * 60
    let limit = seconds + 5 * 366 * 86_400
    while seconds < limit {
      let local = zone.local(seconds)
      if !fields.months.contains(local.month) || !fields.matchesDay(local) {
        seconds = startOfNextDay(seconds, local, zone)
      } else if !fields.hours.contains(local.hour) {
        seconds += Int64(3600 - local.secondOfDay % 3600)
      } else if !fields.minutes.contains(local.minute) {
        seconds += Int64(60 - local.secondOfDay % 60)
      } else {
        return Timestamp(secondsSinceEpoch: seconds)
      }
    }
    return nil
  }

  /// Days on which the clocks change have 23 or 25 hours.
  private static func startOfNextDay(_ seconds: Int64, _ local: CivilTime, _ zone: TimeZoneRules) -> Int64 {
    var next = seconds + Int64(86_400 - local.secondOfDay)
    var day = zone.local(next)
    if day.isSameDay(as: local) {
      next += Int64(86_400 - day.secondOfDay)
      day = zone.local(next)
    }
    let midnight = next - Int64(day.secondOfDay)
    return zone.local(midnight).isSameDay(as: day) ? midnight : next
  }
}

extension CronSchedule.Fields {
  func matchesDay(_ date: CivilTime) -> Bool {
    let (day, weekday) = (days.contains(date.day), weekdays.contains(date.weekday))
    return anyDay || anyWeekday ? day && weekday : day || weekday
  }
}
