import APIMachinery
import Basics
import Client
import ControllerKit
import Testing

@Suite struct InformerStateTests {
  private let random = SeededRandom(seed: 1)
  private let start = Timestamp(secondsSinceEpoch: 1000)

  private func event(_ version: Int) -> Value { ["metadata": ["name": "a", "resourceVersion": .string(String(version))]] }

  private func watching(from version: String = "5") -> InformerState {
    var state = InformerState()
    state.listed(resourceVersion: version)
    state.watchStarted(now: start)
    return state
  }

  @Test("it lists, then watches from the list's resourceVersion")
  func listsThenWatches() {
    var state = InformerState()
    #expect(state.order == .list)
    state.listed(resourceVersion: "5")
    #expect(state.order == .watch(resourceVersion: "5"))
  }

  @Test("a watch that ends is resumed from the last resourceVersion seen, a bookmark's too")
  func resumes() {
    var state = watching()
    state.received(.modified(event(7)))
    #expect(state.watchEnded(now: start + .seconds(60), random: random) == .watch(resourceVersion: "7"))
    state.received(.bookmark(event(9)))
    #expect(state.watchEnded(now: start + .seconds(61), random: random) == .watch(resourceVersion: "9"))
  }

  @Test("a resourceVersion that is too old leads to a new list at once, and again only after a wait")
  func relistsAfterGone() {
    var state = watching()
    #expect(state.failed(StatusError.expired("too old"), now: start, random: random) == .list)
    guard case .wait(_, .list) = state.failed(StatusError.expired("too old"), now: start, random: random) else {
      Issue.record("a second 410 must wait")
      return
    }
  }

  @Test("failures wait longer each time, 60 s at most with jitter; an event ends the series")
  func backsOff() {
    var state = watching()
    var waits: [Duration] = []
    for _ in 0..<12 {
      guard case .wait(let until, .watch) = state.failed(StatusError.internalError("x"), now: start, random: random) else {
        Issue.record("a failure must wait and then watch")
        return
      }
      waits.append(until - start)
    }
    #expect(waits[0] >= .milliseconds(800) && waits[0] <= .milliseconds(1600))
    #expect(waits.allSatisfy { $0 <= .seconds(60) })
    #expect(waits[11] >= .seconds(30))
    state.received(.added(event(8)))
    #expect(state.consecutiveFailures == 0)
  }

  @Test("a watch that ends at once without an event counts as a failure")
  func doesNotSpin() {
    var state = watching()
    guard case .wait = state.watchEnded(now: start + .milliseconds(10), random: random) else {
      Issue.record("an empty watch must not be repeated at once")
      return
    }
  }
}
