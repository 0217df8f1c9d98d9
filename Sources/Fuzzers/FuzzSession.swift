import Basics

/// One target under fire: its corpus first, as it is, then mutations of the inputs that brought something new.
public struct FuzzSession {
  public struct Outcome {
    public var rounds = 0
    public var accepted = 0
    public var finding: Finding?
  }

  let target: any FuzzTarget
  let corpus: [[UInt8]]
  let seed: UInt64
  let recorder: InputRecorder?

  public init(target: any FuzzTarget, corpus: [[UInt8]], seed: UInt64, recorder: InputRecorder? = nil) {
    (self.target, self.corpus, self.seed, self.recorder) = (target, corpus, seed, recorder)
  }

  /// Ends after `rounds`, or when the time has come, or at the first finding.
  public func run(rounds: Int?, until deadline: Timestamp, clock: any WallClock = SystemClock()) async -> Outcome {
    var outcome = Outcome()
    var mutator = Mutator(random: SeededRandom(seed: seed), dictionary: target.dictionary.map { Array($0.utf8) })
    var pool = target.seeds + corpus
    for input in pool { if await isOver(input, &outcome) { return outcome } }
    while rounds.map({ outcome.rounds < $0 }) ?? (clock.now < deadline) {
      let before = outcome.accepted
      let input = mutator.next(from: pool)
      if await isOver(input, &outcome) { return outcome }
      // What is accepted is near other things that are: it replaces an older one, so that the pool stays small.
      if outcome.accepted > before {
        if pool.count < Self.poolMax { pool.append(input) } else { pool[mutator.random.below(pool.count)] = input }
      }
    }
    return outcome
  }

  private static let poolMax = 512

  private func isOver(_ input: [UInt8], _ outcome: inout Outcome) async -> Bool {
    recorder?.record(input)
    outcome.rounds += 1
    do throws(Finding) {
      if try await target.run(input) { outcome.accepted += 1 }
      return false
    } catch {
      outcome.finding = error
      return true
    }
  }
}
