import Basics
import Testing

@testable import CivilTime

@Suite struct TimeZoneTests {
  @Test(arguments: [
    ("UTC", "2026-07-01T00:00:00Z", 0), ("Europe/Berlin", "2026-01-01T00:00:00Z", 3600), ("Europe/Berlin", "2026-07-01T00:00:00Z", 7200),
    ("Europe/Berlin", "2026-03-29T00:59:59Z", 3600), ("Europe/Berlin", "2026-03-29T01:00:00Z", 7200),
    ("Europe/Berlin", "2120-07-01T00:00:00Z", 7200), ("America/New_York", "2120-12-01T00:00:00Z", -18000),
    ("Australia/Sydney", "2120-01-01T00:00:00Z", 39600), ("Asia/Kolkata", "2026-01-01T00:00:00Z", 19800), ("Etc/GMT+5", "2026-01-01T00:00:00Z", -18000),
  ])
  func `offsets`(_ name: String, _ time: String, _ offset: Int64) throws {
    let zone = try #require(TimeZoneDatabase.host.zone(name))
    #expect(zone.secondsFromUTC(at: try #require(Timestamp(rfc3339: time))) == offset)
  }

  @Test(arguments: ["", "Mars/Base", "../../../etc/passwd", "/etc/localtime", "Europe", "Europe//Berlin", "a\\b", "./UTC", "zone1970.tab"])
  func `what isn't a zone`(_ name: String) { #expect(TimeZoneDatabase.host.zone(name) == nil) }

  @Test(arguments: [
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01T00:00:00Z", 7200), ("<+0330>-3:30", "2026-07-01T00:00:00Z", 12600),
    ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -14400), ("AAA3BBB,J60,300/-1", "2024-03-01T12:00:00Z", -7200),
  ])
  func `rules for years to come`(_ text: String, _ time: String, _ offset: Int64) throws {
    let rule = try #require(RecurringTimeZoneRule(posix: text))
    #expect(rule.offset(at: try #require(Timestamp(rfc3339: time)).secondsSinceEpoch) == offset)
  }

  @Test(arguments: ["", "CE", "CET", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "<+03-3", "CET-1x"])
  func `rules that make no sense`(_ text: String) { #expect(RecurringTimeZoneRule(posix: text) == nil) }

  @Test func `a damaged file is refused or read, never a crash`() throws {
    let whole = try TextFile.readBytes("/usr/share/zoneinfo/Europe/Berlin")
    #expect(TimeZoneRules(tzif: whole) != nil)
    let random = SeededRandom(seed: 3)
    for _ in 0..<2000 {
      var bytes = Array(whole.prefix(Int(random.next() % UInt64(whole.count + 1))))
      for _ in 0..<random.next() % 4 where !bytes.isEmpty {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      if let rules = TimeZoneRules(tzif: bytes) { _ = rules.secondsFromUTC(at: Timestamp(secondsSinceEpoch: 1_800_000_000)) }
    }
  }
}
