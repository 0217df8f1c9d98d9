import Basics
import Testing

@testable import CivilTime

@Suite struct CronScheduleTests {
  private func next(_ schedule: String, _ start: String, _ zone: String = "UTC", count: Int = 1) throws -> [String] {
    let rules = try #require(TimeZoneDatabase.host.zone(zone))
    let parsed = try CronSchedule(schedule)
    var time = try #require(Timestamp(rfc3339: start))
    var found: [String] = []
    for _ in 0..<count {
      guard let next = parsed.next(after: time, in: rules) else { break }
      found.append(next.rfc3339)
      time = next
    }
    return found
  }

  @Test(arguments: [
    ("*/15 * * * *", "2026-01-01T00:00:00Z", "2026-01-01T00:15:00Z"), ("0 * * * *", "2026-01-01T00:59:59Z", "2026-01-01T01:00:00Z"),
    ("30 2 * * *", "2026-01-31T02:30:00Z", "2026-02-01T02:30:00Z"), ("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"),
    ("0 0 1 jan *", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), ("0 12 * * mon-fri", "2026-01-02T12:00:00Z", "2026-01-05T12:00:00Z"),
    ("0 0 13 * 5", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"), ("@hourly", "2026-01-01T00:30:00Z", "2026-01-01T01:00:00Z"),
    ("@weekly", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z"), ("@every 90s", "2026-01-01T00:00:00Z", "2026-01-01T00:01:30Z"),
    ("5/20 * * * *", "2026-01-01T00:06:00Z", "2026-01-01T00:25:00Z"), ("1,2,59 23 31 12 ?", "2026-12-31T23:02:00Z", "2026-12-31T23:59:00Z"),
  ])
  func `the next time`(_ schedule: String, _ start: String, _ expected: String) throws {
    #expect(try next(schedule, start) == [expected])
  }

  @Test func `no such day is never`() throws { #expect(try next("0 0 30 2 *", "2026-01-01T00:00:00Z") == []) }

  @Test func `a skipped local time doesn't occur, and a repeated one occurs twice`() throws {
    // Berlin's clocks go from 02:00 to 03:00 on 2026-03-29 at 01:00 UTC, and back from 03:00 to 02:00 on 2026-10-25 at 01:00 UTC.
    #expect(
      try next("30 2 * * *", "2026-03-27T12:00:00Z", "Europe/Berlin", count: 2) == ["2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"])
    #expect(
      try next("30 2 * * *", "2026-10-24T12:00:00Z", "Europe/Berlin", count: 3)
        == ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z"])
    #expect(try next("0 0 * * *", "2026-03-28T12:00:00Z", "Europe/Berlin", count: 2) == ["2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"])
  }

  @Test(arguments: [
    ("", "empty spec string"), ("* * * *", "expected exactly 5 fields, found 4: [* * * *]"),
    ("60 * * * *", "end of range (60) above maximum (59): 60"), ("* * 0 * *", "beginning of range (0) below minimum (1): 0"),
    ("* * * * 7", "end of range (7) above maximum (6): 7"), ("5-3 * * * *", "beginning of range (5) beyond end of range (3): 5-3"),
    ("*/0 * * * *", "step of range should be a positive number: */0"), ("1-2-3 * * * *", "too many hyphens: 1-2-3"),
    ("1/2/3 * * * *", "too many slashes: 1/2/3"),
    ("x * * * *", #"failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax"#), ("@often", "unrecognized descriptor: @often"),
    ("TZ=Mars/Base * * * * *", "provided bad location Mars/Base: unknown time zone Mars/Base"),
  ])
  func `what is wrong with a schedule`(_ schedule: String, _ problem: String) {
    #expect(throws: CronSchedule.ParseError(description: problem)) { try CronSchedule(schedule) }
  }

  @Test func `every next time is later and matches`() throws {
    let random = SeededRandom(seed: 7)
    let zone = try #require(TimeZoneDatabase.host.zone("America/New_York"))
    for _ in 0..<300 {
      let schedule = try CronSchedule("\(random.next() % 60) \(random.next() % 24) * * \(random.next() % 7)")
      let start = Timestamp(secondsSinceEpoch: Int64(random.next() % 4_000_000_000))
      let found = try #require(schedule.next(after: start, in: zone))
      #expect(found > start)
      #expect((found - start) < .seconds(15 * 86_400))
      #expect(schedule.next(after: start, in: zone) == schedule.next(after: found - .seconds(1), in: zone))
    }
  }

  @Test func `any text is read or refused`() {
    let random = SeededRandom(seed: 11)
    let alphabet = Array("0123456789*/-,? @everyTZ=hms.jan")
    for _ in 0..<20_000 {
      let text = String((0..<random.next() % 24).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
      _ = try? CronSchedule(text)
      _ = GoDuration.seconds(text)
    }
  }
}
