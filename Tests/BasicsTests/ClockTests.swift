import Basics
import Testing

@Suite struct ClockTests {
  @Test func `sleepers wake when the clock passes their deadline, earliest first`() async throws {
    let clock = ManualClock()
    let start = clock.now
    async let late: Void = clock.sleep(until: start + .seconds(20))
    async let early: Void = clock.sleep(until: start + .seconds(10))
    clock.advance(by: .seconds(10))
    try await early
    clock.advance(by: .seconds(10))
    try await late
    #expect(clock.now - start == .seconds(20))
  }

  @Test func `a deadline in the past doesn't wait, a cancelled sleep throws`() async throws {
    let clock = ManualClock()
    try await clock.sleep(until: clock.now)
    let sleeper = Task { try await clock.sleep(for: .seconds(1_000)) }
    sleeper.cancel()
    await #expect(throws: CancellationError.self) { try await sleeper.value }
  }

  @Test func `the host's clock goes on`() {
    let clock = SystemClock()
    let first = clock.now
    #expect(clock.now >= first)
    #expect(first > Timestamp(secondsSinceEpoch: 1_600_000_000))
  }
}
