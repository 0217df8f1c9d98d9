import Basics
import ControllerKit
import Testing

@Suite struct WorkQueueTests {
  private let start = Timestamp(secondsSinceEpoch: 1000)

  @Test("a key stands in the queue once")
  func deduplicates() {
    var queue = WorkQueue<String>()
    queue.add("a")
    queue.add("b")
    queue.add("a")
    #expect(queue.take(now: start) == "a")
    #expect(queue.take(now: start) == "b")
    #expect(queue.take(now: start) == nil)
  }

  @Test("a key added while it is worked on comes again afterwards, never at the same time")
  func comesAgain() {
    var queue = WorkQueue<String>()
    queue.add("a")
    #expect(queue.take(now: start) == "a")
    queue.add("a")
    #expect(queue.take(now: start) == nil)
    queue.done("a")
    #expect(queue.take(now: start) == "a")
    queue.done("a")
    #expect(queue.isIdle)
  }

  @Test("failures wait 5 ms, 10 ms, 20 ms and so on, 1000 s at most; forgetting starts over")
  func backsOff() {
    var queue = WorkQueue<String>()
    var waits: [Duration] = []
    for _ in 1...20 {
      queue.addAfterFailure("a", now: start)
      waits.append((queue.nextDeadline ?? start) - start)
      #expect(queue.take(now: start + .seconds(1001)) == "a")
      queue.done("a")
    }
    #expect(waits[0] == .milliseconds(5))
    #expect(waits[1] == .milliseconds(10))
    #expect(waits[10] == .milliseconds(5 << 10))
    #expect(waits[19] == .seconds(1000))
    queue.forget("a")
    queue.addAfterFailure("a", now: start)
    #expect(queue.nextDeadline == start + .milliseconds(5))
  }

  @Test("of two delays for a key the earlier counts, and it comes once")
  func keepsEarlierDelay() {
    var queue = WorkQueue<String>()
    queue.add("a", at: start + .seconds(10))
    queue.add("a", at: start + .seconds(5))
    queue.add("a", at: start + .seconds(20))
    #expect(queue.nextDeadline == start + .seconds(5))
    #expect(queue.take(now: start + .seconds(4)) == nil)
    #expect(queue.take(now: start + .seconds(5)) == "a")
    queue.done("a")
    #expect(queue.take(now: start + .seconds(30)) == nil)
    #expect(queue.nextDeadline == nil)
  }

  @Test("the delay queue gives keys in the order of their times, whatever was added, moved and removed", arguments: 1...20)
  func delayQueueAgreesWithModel(seed: Int) {
    let random = SeededRandom(seed: UInt64(seed))
    var queue = DelayQueue<Int>()
    var model: [Int: Timestamp] = [:]
    for _ in 0..<500 {
      let key = random.below(40)
      switch random.below(4) {
      case 0:
        queue.remove(key)
        model[key] = nil
      case 1:
        let now = start + .seconds(Int64(random.below(100)))
        while let due = queue.takeDue(now: now) {
          #expect(model[due] == model.values.min())
          model[due] = nil
        }
        #expect(model.values.allSatisfy { $0 > now })
      default:
        let deadline = start + .seconds(Int64(random.below(100)))
        queue.add(key, at: deadline)
        model[key] = min(model[key] ?? deadline, deadline)
      }
      #expect(queue.nextDeadline == model.values.min())
    }
  }

  @Test("a key that is moved to and fro leaves nothing behind")
  func delayQueueStaysSmall() {
    var queue = DelayQueue<String>()
    let year = start + .seconds(31_536_000)
    for minute in 0..<10_000 {
      queue.add("yearly", at: year)
      queue.add("yearly", at: start + .seconds(Int64(minute)))
      #expect(queue.takeDue(now: start + .seconds(Int64(minute))) == "yearly")
    }
    queue.add("yearly", at: year)
    #expect(queue.entryCount < 100 && queue.count == 1)
    #expect(queue.takeDue(now: year) == "yearly" && queue.takeDue(now: year) == nil)
  }
}
