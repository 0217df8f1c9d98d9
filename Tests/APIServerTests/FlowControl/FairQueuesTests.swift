import APIMachinery
import AccessControl
import Basics
import Testing

@testable import APIServer

struct FairQueuesTests {
  @Test func `a hand is different queues, the same for the same flow`() {
    let random = SeededRandom(seed: 1)
    for _ in 0..<500 {
      let deck = 1 + random.below(130)
      let flow = FairQueues<Int>.hash("flow \(random.below(1_000_000))")
      let hand = FairQueues<Int>.hand(flow, size: 6, of: deck)
      #expect(Set(hand).count == min(6, deck))
      #expect(hand.allSatisfy { (0..<deck).contains($0) })
      #expect(hand == FairQueues<Int>.hand(flow, size: 6, of: deck))
    }
  }

  @Test func `hands of many flows cover all queues evenly`() {
    var counts = Array(repeating: 0, count: 64)
    for index in 0..<10_000 { for queue in FairQueues<Int>.hand(FairQueues<Int>.hash("user-\(index)"), size: 6, of: 64) { counts[queue] += 1 } }
    #expect(counts.allSatisfy { (700...1_200).contains($0) }, "\(counts)")
  }

  @Test func `a flow that floods doesn't hold up one that asks now and then`() {
    var queues = FairQueues<Int>(queues: 64, handSize: 6, lengthMax: 50)
    let flood = FairQueues<Int>.hash("flood")
    var accepted = 0
    for ticket in 0..<1_000 where queues.enqueue(ticket, flow: flood) { accepted += 1 }
    #expect(accepted == 300, "six queues of fifty")
    for _ in 0..<40 { _ = queues.dequeue() }
    let isAccepted = queues.enqueue(5_000, flow: FairQueues<Int>.hash("modest"))
    #expect(isAccepted)
    let served = (0..<8).compactMap { _ in queues.dequeue() }
    #expect(served.contains(5_000), "it is among the next, before hundreds that came earlier")
  }

  @Test func `all that wait are served once, in turn, unless they leave`() {
    let random = SeededRandom(seed: 9)
    var queues = FairQueues<Int>(queues: 8, handSize: 3, lengthMax: 1_000)
    var waiting: Set<Int> = []
    for ticket in 0..<2_000 {
      if queues.enqueue(ticket, flow: FairQueues<Int>.hash("\(random.below(5))")) { waiting.insert(ticket) }
      if random.below(3) == 0, let next = queues.dequeue() { #expect(waiting.remove(next) != nil) }
      if random.below(7) == 0, let some = waiting.first {
        let (first, second) = (queues.remove(some), queues.remove(some))
        #expect(first && !second)
        waiting.remove(some)
      }
      #expect(queues.count == waiting.count)
    }
    while let next = queues.dequeue() { #expect(waiting.remove(next) != nil) }
    #expect(waiting.isEmpty && queues.isEmpty)
  }

  private static func level(_ name: String, shares: Int64, lendable: Int64, borrowing: Int64? = nil) -> PriorityLevel {
    var limited: Value = ["nominalConcurrencyShares": .int(shares), "lendablePercent": .int(lendable)]
    if let borrowing { limited["borrowingLimitPercent"] = .int(borrowing) }
    return PriorityLevel(["metadata": ["name": .string(name)], "spec": ["type": "Limited", "limited": limited]])
  }

  @Test func `idle seats are lent, minimums never`() {
    var seats = SeatAllocation(seats: 100, levels: [Self.level("a", shares: 50, lendable: 40), Self.level("b", shares: 50, lendable: 0)])
    #expect(seats.limits("a") == .init(nominal: 50, minimum: 30, maximum: 100))
    var taken = 0
    while seats.take("b") { taken += 1 }
    #expect(taken == 70, "its fifty, and the twenty that a lends")
    taken = 0
    while seats.take("a") { taken += 1 }
    #expect(taken == 30)
    for _ in 0..<20 { seats.release("b") }
    while seats.take("a") { taken += 1 }
    #expect(taken == 50)
  }

  @Test func `a level may be kept from borrowing`() {
    var seats = SeatAllocation(seats: 100, levels: [Self.level("a", shares: 50, lendable: 100), Self.level("b", shares: 50, lendable: 0, borrowing: 10)])
    var taken = 0
    while seats.take("b") { taken += 1 }
    #expect(taken == 55)
  }
}
