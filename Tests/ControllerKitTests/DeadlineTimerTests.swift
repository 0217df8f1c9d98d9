import Basics
import ControllerKit
import Synchronization
import Testing

/// Counts who sleeps; nobody ever wakes but by cancellation.
private final class CountingClock: WallClock {
  private let state = Mutex((sleeping: 0, begun: 0))
  let now = Timestamp(secondsSinceEpoch: 1000)
  var begun: Int { state.withLock { $0.begun } }
  var sleeping: Int { state.withLock { $0.sleeping } }

  func sleep(until deadline: Timestamp) async throws {
    state.withLock { ($0.sleeping, $0.begun) = ($0.sleeping + 1, $0.begun + 1) }
    let (forever, _) = AsyncStream.makeStream(of: Void.self)
    for await _ in forever {}
    state.withLock { $0.sleeping -= 1 }
    throw CancellationError()
  }
}

@Suite struct DeadlineTimerTests {
  @Test("whatever it is set to, one task sleeps", .timeLimit(.minutes(1)))
  func oneSleeper() async {
    let clock = CountingClock()
    var timer = DeadlineTimer()
    for round in 1...20 {
      timer.set(to: clock.now + .seconds(1_000_000), clock: clock) {}
      timer.set(to: clock.now + .seconds(Int64(round)), clock: clock) {}
      timer.set(to: clock.now + .seconds(Int64(round)), clock: clock) {}
    }
    while clock.begun < 40 || clock.sleeping > 1 { await Task.yield() }
    #expect(clock.sleeping == 1 && clock.begun == 40)
    timer.stop()
    while clock.sleeping > 0 { await Task.yield() }
  }

  @Test("it fires at its time, and not at one that it was set to before", .timeLimit(.minutes(1)))
  func fires() async {
    let clock = ManualClock()
    var timer = DeadlineTimer()
    let (fired, continuation) = AsyncStream.makeStream(of: Int.self)
    timer.set(to: clock.now + .seconds(10), clock: clock) { continuation.yield(10) }
    timer.set(to: clock.now + .seconds(5), clock: clock) { continuation.yield(5) }
    clock.advance(by: .seconds(60))
    for await seconds in fired {
      #expect(seconds == 5)
      break
    }
    timer.stop()
  }
}
