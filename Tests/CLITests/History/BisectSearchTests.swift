import Basics
import Testing

@testable import CLI

@Suite struct BisectSearchTests {
  @Test("the first bad one is found in as many steps as halving takes, and among the untried where some can't be", arguments: [1, 2, 3] as [UInt64])
  func finds(seed: UInt64) {
    let random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let count = 1 + random.below(200)
      let firstBad = random.below(count)
      let skipped = Set((0..<random.below(4)).map { _ in random.below(count) }).subtracting([count - 1])
      var search = BisectSearch(count: count)
      var steps = 0
      while let next = search.next {
        steps += 1
        search.take(skipped.contains(next) ? .skip : next >= firstBad ? .bad : .good, at: next)
      }
      #expect(search.suspects.contains(firstBad))
      if skipped.isEmpty {
        #expect(search.suspects.count == 1)
        #expect((1 << max(0, steps - 2)) <= count)
      }
    }
  }
}
