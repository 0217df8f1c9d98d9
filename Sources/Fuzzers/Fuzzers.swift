import ArgumentParser
import Basics

#if canImport(Glibc)
  import Glibc
#endif

/// Feeds the readers of outside input with what nobody would send. `make fuzz` runs all of it with sanitizers on.
///
/// An input that crashes the process is in `--scratch` afterwards; put it into the corpus (Tests/Corpus/TARGET) with the fix: the
/// corpus is also read by FuzzerTests, so that what was found once stays found.
@main
struct Fuzzers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Fuzzers", abstract: "Fuzzes the readers of outside input.",
    discussion: "Targets: \(FuzzTargets.all.map(\.name).joined(separator: ", "))")

  @Argument(help: "The targets; all of them when none is named.")
  var targets: [String] = []

  @Option(help: "Seconds for each target.")
  var seconds = 20

  @Option(help: "The first seed; the same seed and number of rounds make the same inputs.")
  var seed: UInt64 = 1

  @Option(help: "Rounds for each target instead of seconds.")
  var rounds: Int?

  @Option(help: "The corpus: a folder for each target.")
  var corpus = "Tests/Corpus"

  @Option(help: "Where the input at hand is kept, for after a crash.")
  var scratch = "/tmp/kctl-fuzz-input"

  func validate() throws {
    for name in targets where FuzzTargets.named(name) == nil { throw ValidationError("there is no target \"\(name)\"") }
  }

  func run() async throws {
    let chosen = targets.isEmpty ? FuzzTargets.all : targets.compactMap(FuzzTargets.named)
    let recorder = try InputRecorder(path: scratch)
    var failed = 0
    for target in chosen {
      let session = FuzzSession(target: target, corpus: try Corpus.read(corpus + "/" + target.name), seed: seed, recorder: recorder)
      let outcome = await session.run(rounds: rounds, until: SystemClock().now + .seconds(seconds))
      print("\(target.name): \(outcome.rounds) inputs, \(outcome.accepted) accepted\(outcome.finding.map { "; FAILED: \($0)" } ?? "")")
      if outcome.finding != nil { failed += 1 }
    }
    print("\(chosen.count - failed) passed, \(failed) failed")
    if failed > 0 { throw ExitCode(1) }
  }
}
