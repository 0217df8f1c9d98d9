import Basics
import Testing

@testable import Fuzzers

/// A few rounds of each fuzzer with every build, and all that was ever found.
@Suite struct FuzzersTests {
  private static let corpus = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/Corpus/"

  @Test(arguments: FuzzTargets.all.map(\.name))
  func `nothing is found in the corpus and a few hundred mutations of it`(name: String) async throws {
    let target = try #require(FuzzTargets.named(name))
    let session = FuzzSession(target: target, corpus: try Corpus.read(Self.corpus + name), seed: 7)
    let outcome = await session.run(rounds: 300, until: Timestamp(secondsSinceEpoch: 0))
    #expect(outcome.finding == nil)
    #expect(outcome.rounds >= 300)
    // The seeds themselves are right, so something was accepted: the target reads what it is meant to.
    #expect(outcome.accepted > 0)
  }

  @Test(arguments: FuzzTargets.all.map(\.name)) func `each target has a corpus`(name: String) throws {
    #expect(try !Corpus.read(Self.corpus + name).isEmpty)
  }

  @Test func `the same seed makes the same inputs`() {
    func inputs(_ seed: UInt64) -> [[UInt8]] {
      var mutator = Mutator(random: SeededRandom(seed: seed), dictionary: [[1]])
      return (0..<50).map { _ in mutator.next(from: [[1, 2, 3], [4]]) }
    }
    #expect(inputs(1) == inputs(1))
    #expect(inputs(1) != inputs(2))
  }

  @Test func `a broken promise is found`() async {
    struct Picky: FuzzTarget {
      let name = "picky"
      let seeds: [[UInt8]] = [[1]]
      let dictionary: [String] = []
      func run(_ input: [UInt8]) async throws(Finding) -> Bool {
        if input.contains(2) { throw Finding("two") }
        return true
      }
    }
    let outcome = await FuzzSession(target: Picky(), corpus: [], seed: 1).run(rounds: 100_000, until: Timestamp(secondsSinceEpoch: 0))
    #expect(outcome.finding?.description == "two")
  }
}
