import APIMachinery
import Basics
import Client
import ControllerKit
import Testing

@Suite struct ControllerStateTests {
  private let now = Timestamp(secondsSinceEpoch: 1000)
  private let key = ObjectKey(WellKnown.replicaSets.groupResource, namespace: "ns", name: "a")
  private let cache = ObjectCache(WellKnown.pods)
  private var caches: [GroupVersionResource: ObjectCache] { [WellKnown.pods: cache] }

  private func bookmark(_ version: Int) -> WatchEvent { .bookmark(["metadata": ["resourceVersion": .string(String(version))]]) }

  private func wrote(_ version: Int) -> PlanRunner.Outcome {
    var outcome = PlanRunner.Outcome()
    outcome.barrier.wrote(WellKnown.pods, ["metadata": ["resourceVersion": .string(String(version))]])
    return outcome
  }

  @Test("a key isn't decided on again before the cache shows what it wrote")
  func readsItsWrites() {
    var state = ControllerState()
    state.add([key])
    #expect(state.take(now: now, caches: caches)?.key == key)
    state.finished(key, wrote(7), requeueAfter: nil, now: now)
    state.add([key])
    #expect(state.take(now: now, caches: caches) == nil)
    cache.apply(bookmark(6))
    state.cachesAdvanced(caches)
    #expect(state.take(now: now, caches: caches) == nil)
    cache.apply(bookmark(7))
    state.cachesAdvanced(caches)
    #expect(state.take(now: now, caches: caches)?.key == key)
  }

  @Test("a write that the caches never show holds a key for the time-out and no longer")
  func barrierTimesOut() {
    var state = ControllerState(barrierTimeout: .seconds(10))
    state.add([key])
    _ = state.take(now: now, caches: caches)
    state.finished(key, wrote(7), requeueAfter: nil, now: now)
    state.add([key])
    #expect(state.take(now: now, caches: caches) == nil)
    #expect(state.nextDeadline == now + .seconds(10))
    #expect(state.take(now: now + .seconds(10), caches: caches)?.key == key)
  }

  @Test("a delete that was answered by a Status is seen by the object's absence")
  func deleteBarrier() {
    cache.apply(.added(["metadata": ["name": "p", "namespace": "ns", "uid": "u", "resourceVersion": "3"]]))
    var barrier = WriteBarrier()
    barrier.deleted(WellKnown.pods, namespace: "ns", name: "p", uid: "u", ["kind": "Status", "status": "Success"])
    #expect(!barrier.isPassed(by: caches))
    cache.apply(.deleted(["metadata": ["name": "p", "namespace": "ns", "uid": "u", "resourceVersion": "4"]]))
    #expect(barrier.isPassed(by: caches))
  }

  @Test("a failure is told to the next attempt, which waits; success forgets it")
  func remembersError() {
    var state = ControllerState()
    state.add([key])
    _ = state.take(now: now, caches: caches)
    var failure = PlanRunner.Outcome()
    failure.failure = PlanFailure(.internalError("boom"))
    state.finished(key, failure, requeueAfter: nil, now: now)
    #expect(state.take(now: now, caches: caches) == nil)
    let retry = state.take(now: now + .milliseconds(5), caches: caches)
    #expect(retry?.lastFailure?.error.message == "Internal error occurred: boom")
    state.finished(key, PlanRunner.Outcome(), requeueAfter: .seconds(3), now: now)
    let later = state.take(now: now + .seconds(3), caches: caches)
    #expect(later != nil && later?.lastFailure == nil)
  }

  @Test("what a key waits for is told to its next look, until a plan says nothing of it")
  func remembersWaiting() {
    var state = ControllerState()
    state.add([key])
    #expect(state.take(now: now, caches: caches)?.waitingSince == nil)
    state.finished(key, PlanRunner.Outcome(), requeueAfter: .seconds(5), waitingSince: now, now: now)
    #expect(state.take(now: now + .seconds(5), caches: caches)?.waitingSince == now)
    state.finished(key, PlanRunner.Outcome(), requeueAfter: .seconds(5), now: now + .seconds(5))
    #expect(state.take(now: now + .seconds(10), caches: caches)?.waitingSince == nil)
  }

  @Test("barriers of keys that never come back don't pile up")
  func dropsPassedBarriers() {
    var state = ControllerState()
    cache.apply(bookmark(10_000))
    for number in 1...1000 {
      let gone = ObjectKey(WellKnown.pods.groupResource, namespace: "ns", name: "p\(number)")
      state.add([gone])
      _ = state.take(now: now, caches: caches)
      state.finished(gone, wrote(number), requeueAfter: nil, now: now)
    }
    #expect(state.barrierCount < 100)
  }
}
