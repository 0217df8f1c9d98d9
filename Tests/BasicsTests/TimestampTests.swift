import Basics
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2024-02-29T23:59:59Z", 1_709_251_199), ("2000-03-01T00:00:00Z", 951_868_800), ("1969-12-31T23:59:59Z", -1),
    ("2038-01-19T03:14:08Z", 2_147_483_648), ("1900-01-01T00:00:00Z", -2_208_988_800),
  ])
  func `known instants read and print`(text: String, seconds: Int64) {
    #expect(Timestamp(rfc3339: text) == Timestamp(secondsSinceEpoch: seconds))
    #expect(Timestamp(secondsSinceEpoch: seconds).rfc3339 == text)
  }

  @Test func `offsets, fractions and lower case are read`() {
    #expect(Timestamp(rfc3339: "2024-01-01T02:30:00+02:30") == Timestamp(rfc3339: "2024-01-01T00:00:00Z"))
    #expect(Timestamp(rfc3339: "2024-01-01t00:00:00.5z")?.rfc3339Micro == "2024-01-01T00:00:00.500000Z")
    #expect(Timestamp(rfc3339: "2024-01-01T00:00:00.123456789Z")?.rfc3339Nano == "2024-01-01T00:00:00.123456789Z")
    #expect(Timestamp(rfc3339: "2024-01-01T00:00:00.1234567891Z")?.nanosecondsSinceEpoch == Timestamp(rfc3339: "2024-01-01T00:00:00.123456789Z")?.nanosecondsSinceEpoch)
  }

  @Test(arguments: ["", "2024-01-01", "2024-01-01T00:00:00", "2024-13-01T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00Zx", "24-01-01T00:00:00Z", "2024-01-01T00:60:00Z"])
  func `anything else isn't a time`(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test func `random instants round-trip in each precision`() {
    let random = SeededRandom(seed: 1)
    for _ in 0..<5_000 {
      let nanoseconds = Int64(bitPattern: random.next()) / 2
      let time = Timestamp(nanosecondsSinceEpoch: nanoseconds)
      #expect(Timestamp(rfc3339: time.rfc3339Nano) == time)
      #expect(Timestamp(rfc3339: time.rfc3339)?.secondsSinceEpoch == time.secondsSinceEpoch)
      #expect((time + .seconds(5)) - time == .seconds(5))
    }
  }

  @Test func `times beyond the span are its ends, and nothing traps`() {
    let (end, start) = (Timestamp(nanosecondsSinceEpoch: .max), Timestamp(nanosecondsSinceEpoch: .min))
    #expect(Timestamp(secondsSinceEpoch: .max) == end && Timestamp(secondsSinceEpoch: .min) == start)
    let now = Timestamp(secondsSinceEpoch: 1_700_000_000)
    #expect(now + .seconds(Int64.max) == end && now - .seconds(Int64.min) == end)
    #expect(Timestamp(secondsSinceEpoch: -1) + .seconds(Int64.min) == start)
    #expect(now - .seconds(Int64.max) == Timestamp(nanosecondsSinceEpoch: now.nanosecondsSinceEpoch - .max))
    #expect(end - start == .nanoseconds(Int64.max) && start - end == .nanoseconds(Int64.min))
    for time in [start, end] { #expect(!time.rfc3339Nano.isEmpty && time.secondsSinceEpoch != 0) }
  }
}
