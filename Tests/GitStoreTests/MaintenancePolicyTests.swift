import Testing

@testable import GitStore

@Suite struct MaintenancePolicyTests {
  private func next(_ packs: Int, lastRun: Double = 0, since: Double = .infinity, idle: Double = 0) -> MaintenancePolicy.Step {
    MaintenancePolicy.next(packs: packs, lastRun: lastRun, sinceLastRun: since, sinceLastWrite: idle)
  }

  @Test("few packs are left alone, many are consolidated")
  func packCounts() {
    #expect(next(40) == .wait)
    #expect(next(41) == .consolidate)
  }

  @Test("after a run there is a rest of three times its length, unless packs are more than any reader should bear")
  func rest() {
    #expect(next(500, lastRun: 10, since: 29) == .wait)
    #expect(next(500, lastRun: 10, since: 30) == .consolidate)
    #expect(next(1_001, lastRun: 10, since: 0) == .consolidate)
  }

  @Test("a store at rest is tidied up, once there is something to tidy")
  func idle() {
    #expect(next(8, idle: 59) == .wait)
    #expect(next(8, idle: 60) == .consolidate)
    #expect(next(7, idle: 600) == .wait)
  }
}
