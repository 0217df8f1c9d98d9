import Basics
import Testing

@Suite struct RandomSourceTests {
  @Test func `a seed gives the same numbers each time`() {
    let (a, b, c) = (SeededRandom(seed: 9), SeededRandom(seed: 9), SeededRandom(seed: 10))
    let first = (0..<50).map { _ in a.next() }
    #expect(first == (0..<50).map { _ in b.next() })
    #expect(first != (0..<50).map { _ in c.next() })
  }

  @Test func `numbers stay below their bound and reach all of it`() {
    let random = SeededRandom(seed: 2)
    var seen: Set<Int> = []
    for _ in 0..<1_000 { seen.insert(random.below(7)) }
    #expect(seen == Set(0..<7))
  }

  @Test func `name suffixes spell nothing; UUIDs are version 4`() {
    for random: any RandomSource in [SeededRandom(seed: 3), SystemRandom()] {
      let suffix = random.nameSuffix()
      #expect(suffix.count == 5 && suffix.allSatisfy { "bcdfghjklmnpqrstvwxz2456789".contains($0) })
      let uuid = Array(random.uuid())
      #expect(uuid.count == 36 && uuid[14] == "4" && "89ab".contains(uuid[19]))
      #expect([8, 13, 18, 23].allSatisfy { uuid[$0] == "-" })
    }
  }
}
