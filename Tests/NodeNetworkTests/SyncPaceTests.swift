import Basics
import Testing

@testable import NodeNetwork

@Suite struct SyncPaceTests {
  private let start = Timestamp(secondsSinceEpoch: 1_000)

  @Test func `two changes are carried out at once, and then one an interval`() {
    var pace = SyncPace(interval: .seconds(1))
    var starts: [Duration] = []
    for _ in 0..<4 {
      let next = pace.start(ofChangeAt: starts.last.map { start + $0 } ?? start)
      pace.began(at: next)
      starts.append(next - start)
    }
    #expect(starts == [.zero, .zero, .seconds(1), .seconds(2)])
    #expect(pace.start(ofChangeAt: start + .seconds(60)) == start + .seconds(60))
  }

  @Test func `failures wait longer each time, until one succeeds`() {
    var pace = SyncPace(interval: .seconds(1))
    #expect(pace.ended(isDone: false, at: start) == start + .seconds(1))
    #expect(pace.ended(isDone: false, at: start) == start + .seconds(2))
    #expect(pace.ended(isDone: true, at: start) == nil)
    #expect(pace.ended(isDone: false, at: start) == start + .seconds(1))
  }

  @Test func `a clock that is put back doesn't hold anything up`() {
    var pace = SyncPace(interval: .seconds(1))
    pace.began(at: start)
    pace.began(at: start - .seconds(500))
    #expect(pace.start(ofChangeAt: start - .seconds(500)) == start - .seconds(500))
  }
}
