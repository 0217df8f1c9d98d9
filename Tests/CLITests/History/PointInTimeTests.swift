import Basics
import Testing

@testable import CLI

@Suite struct PointInTimeTests {
  private static let now = Timestamp(secondsSinceEpoch: 1_767_225_600)  // 2026-01-01T00:00:00Z

  private func point(_ text: String) throws -> PointInTime { try PointInTime(text, now: Self.now) }

  @Test("points are read in all the forms that the help names", arguments: [
    ("4711", .revision(4711)), ("now", .newest), (" newest ", .newest), ("main~3", .commit("main~3")), ("1402372a", .commit("1402372a")),
    ("999999", .revision(999_999)), ("1402372", .revisionOrCommit(1_402_372, "1402372")), ("revision 1402372", .revision(1_402_372)),
    ("origin/main", .commit("origin/main")), ("yesterday", .time(now - .seconds(86_400))), ("2 hours ago", .time(now - .seconds(7_200))),
    ("an hour ago", .time(now - .seconds(3_600))), ("90m", .time(now - .seconds(5_400))), ("1h30m ago", .time(now - .seconds(5_400))),
    ("1 hour and 5 minutes ago", .time(now - .seconds(3_900))), ("3 Weeks Ago", .time(now - .seconds(1_814_400))),
    ("2025-12-31", .time(now - .seconds(86_400))), ("2025-12-31 14:05", .time(now - .seconds(35_700))),
    ("2025-12-31T14:05:30", .time(now - .seconds(35_670))), ("2025-12-31T14:05:30+02:00", .time(now - .seconds(42_870))),
    ("23:59", .time(now - .seconds(60))), ("2025-12-31 23:00:00 -01:00", .time(now)),
  ] as [(String, PointInTime)])
  func forms(text: String, expected: PointInTime) throws { #expect(try point(text) == expected) }

  @Test("what could mean two things, lies ahead or means nothing is refused, and told what to write", arguments: [
    ("01/02/2026", "YYYY-MM-DD"), ("2026-02-30", "no day"), ("2027-01-01", "future"), ("2 fortnights ago", "2 hours ago"), ("", "missing"),
    ("two hours", "no point in time"), ("a..b", "no point in time"), ("99999999999999999999", "too large"), ("$(reboot)", "no point in time"),
    ("-2h", "no point in time"), ("hours ago", "2 hours ago"), ("9223372036854775807 years ago", "longer ago"),
  ] as [(String, String)])
  func refusals(text: String, hint: String) throws {
    let error = #expect(throws: CommandFailure.self) { try point(text) }
    #expect(error?.description.contains(hint) == true, "\(error?.description ?? "")")
  }

  @Test("an abbreviated commit is read back as a commit", arguments: [
    ("140237c0aa", "140237c"), ("1402372123", "1402372123"), ("14023721a3", "14023721a"), ("140237d1a0", "140237d1"), ("12d34d5d6a", "12d34d5"),
  ])
  func abbreviations(id: String, short: String) throws {
    #expect(PointInTime.abbreviated(commit: id) == short)
    if short != id { #expect(try point(short) == .commit(short)) }
  }

  @Test("every time that can be written is read back as itself, with a zone and without", arguments: [1, 2, 3] as [UInt64])
  func times(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    for _ in 0..<500 {
      let time = Timestamp(secondsSinceEpoch: Int64(random.below(1_767_225_600)))
      #expect(try point(time.rfc3339) == .time(time))
      #expect(try point(String(time.rfc3339.dropLast())) == .time(time))
      #expect(try point(time.rfc3339.replacing("T", with: " ").replacing("Z", with: "")) == .time(time))
    }
  }

  @Test("amounts of all units add up", arguments: [4, 5, 6] as [UInt64])
  func amounts(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    let units: [(String, Int64)] = [("s", 1), ("seconds", 1), ("m", 60), ("min", 60), ("minutes", 60), ("h", 3_600), ("hour", 3_600), ("days", 86_400), ("w", 604_800)]
    for _ in 0..<300 {
      var total: Int64 = 0
      var text = ""
      for _ in 0...random.below(3) {
        let (unit, seconds) = units[random.below(units.count)]
        let count = random.below(200)
        total += Int64(count) * seconds
        text += "\(text.isEmpty ? "" : " ")\(count)\(unit.count > 1 ? " " : "")\(unit)"
      }
      #expect(try point(text + " ago") == .time(Self.now - .seconds(total)), "\(text)")
    }
  }

  @Test("no text makes the reader fail otherwise than by saying so", arguments: [7, 8] as [UInt64])
  func anything(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    let alphabet = Array("0123456789 -:TZ+./~^@{}agohmsdwy\u{0}é")
    for _ in 0..<2_000 {
      let text = String((0..<random.below(24)).map { _ in alphabet[random.below(alphabet.count)] })
      do {
        if case .time(let time) = try point(text) { #expect(time <= Self.now) }
      } catch { #expect(error is CommandFailure) }
    }
  }

  @Test("ranges have two sides; one that is left out is now")
  func ranges() throws {
    #expect(try PointRange("3..9", now: Self.now) == PointRange("3..9 ", now: Self.now))
    #expect(try PointRange("yesterday..", now: Self.now).to == .newest)
    #expect(try PointRange("..main", now: Self.now).from == .newest)
    #expect(throws: CommandFailure.self) { try PointRange("..", now: Self.now) }
    #expect(throws: CommandFailure.self) { try PointRange("a...b", now: Self.now) }
    #expect(!PointRange.isRange("../web.yaml"))
  }
}
