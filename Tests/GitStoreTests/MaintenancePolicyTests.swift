import Testing

@testable import GitStore

@Suite struct MaintenancePolicyTests {
  private func next(_ packs: Int, growth: Int = 0, lastRun: Double = 0, since: Double = .infinity, idle: Double = 0) -> MaintenancePolicy.Step {
    MaintenancePolicy.next(packs: packs, growth: growth, lastRun: lastRun, sinceLastRun: since, sinceLastWrite: idle)
  }

  @Test("few packs are left alone, many are consolidated")
  func packCounts() {
    #expect(next(40) == .wait)
    #expect(next(41) == .consolidate(.leftovers))
  }

  @Test("while packs come quickly, more of them may wait")
  func busyWriters() {
    #expect(next(41, growth: 39) == .consolidate(.leftovers))
    #expect(next(300, growth: 40) == .wait)
    #expect(next(301, growth: 40) == .consolidate(.leftovers))
    #expect(next(1_001, growth: 1_001) == .consolidate(.share))
  }

  @Test("after a run there is a rest of three times its length, unless packs are more than any reader should bear")
  func rest() {
    #expect(next(500, lastRun: 10, since: 29) == .wait)
    #expect(next(500, lastRun: 10, since: 30) == .consolidate(.leftovers))
    #expect(next(1_001, lastRun: 10, since: 0) == .consolidate(.share))
  }

  @Test("a store at rest is tidied up, once there is something to tidy")
  func idle() {
    #expect(next(8, idle: 59) == .wait)
    #expect(next(8, idle: 60) == .consolidate(.leftovers))
    #expect(next(7, idle: 600) == .wait)
  }
}
