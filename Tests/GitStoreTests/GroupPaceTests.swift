import Testing

@testable import GitStore

@Suite struct GroupPaceTests {
  @Test("a writer alone never waits")
  func alone() {
    var pace = GroupPace()
    #expect(pace.pause(now: 0) == 0)
    pace.wrote(1, now: 5)
    #expect(pace.pause(now: 5) == 0)
  }

  @Test("several gather for longer the more they are, a millisecond at most, counted from the last group's end")
  func several() {
    var pace = GroupPace()
    pace.wrote(4, now: 1_000)
    #expect(pace.pause(now: 1_000) == 200_000)
    #expect(pace.pause(now: 151_000) == 50_000)
    #expect(pace.pause(now: 9_000_000) == 0)
    pace.wrote(500, now: 1_000)
    #expect(pace.pause(now: 1_000) == 1_000_000)
  }

  @Test("who is alone again waits no more")
  func aloneAgain() {
    var pace = GroupPace()
    pace.wrote(64, now: 0)
    pace.wrote(1, now: 10)
    #expect(pace.pause(now: 10) == 0)
  }
}
