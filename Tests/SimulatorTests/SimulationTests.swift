import Glibc
import Simulator
import Testing

/// Few seeds, so that they run with every build. `KCTL_SIMULATION_SEEDS=500` runs that many more, longer and rougher.
@Suite struct SimulationTests {
  private func run(_ options: Simulation.Options, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let report = try await Simulation.run(options)
    #expect(report.violations == [], "the last steps were:\n\(report.tail.joined(separator: "\n"))", sourceLocation: sourceLocation)
  }

  @Test("a cluster comes to rest where its objects say, whatever was lost on the way", arguments: 1...3)
  func comesToRest(seed: UInt64) async throws {
    try await run(Simulation.Options(seed: seed, steps: 500))
  }

  @Test("also when nodes die and come back", arguments: 101...102)
  func survivesNodeLoss(seed: UInt64) async throws {
    var options = Simulation.Options(seed: seed, steps: 500)
    options.losesNodes = true
    try await run(options)
  }

  @Test("rollouts one after the other never leave fewer pods ready than they may", arguments: 201...202)
  func keepsAvailable(seed: UInt64) async throws {
    var options = Simulation.Options(seed: seed, steps: 500)
    options.onlyRollsOut = true
    try await run(options)
  }

  @Test("the same seed gives the same run, step by step and down to the last byte stored; another gives another")
  func replays() async throws {
    var options = Simulation.Options(seed: 7, steps: 300)
    options.losesNodes = true
    let first = try await Simulation.run(options)
    let second = try await Simulation.run(options)
    #expect(first == second)
    options.seed = 8
    let other = try await Simulation.run(options)
    #expect(other.fingerprint != first.fingerprint)
    #expect(other.traceHash != first.traceHash)
  }

  @Test("a run that doesn't come to rest ends all the same, and tells its seed and its last steps")
  func isBounded() async throws {
    var options = Simulation.Options(seed: 9, steps: 100)
    options.actionLimit = 150
    let failure = await #expect(throws: SimulationFailure.self) { try await Simulation.run(options) }
    #expect(failure?.seed == 9)
    #expect(failure?.tail.isEmpty == false)
    #expect(failure?.description.contains("no rest after 150 actions") == true)
  }

  @Test(
    "many seeds, on demand", .enabled(if: Self.seedCount > 0, "set KCTL_SIMULATION_SEEDS to a number of seeds"),
    arguments: 0..<max(Self.seedCount, 1))
  func manySeeds(number: Int) async throws {
    var options = Simulation.Options(seed: Self.firstSeed + UInt64(number), steps: 2000)
    // A node that dies takes ready pods with it: no bound of a rollout holds then.
    options.onlyRollsOut = number % 5 == 1
    options.losesNodes = number % 3 == 0 && !options.onlyRollsOut
    options.faultsPerThousand = number % 2 == 0 ? 30 : 100
    try await run(options)
  }

  private static let seedCount = number(of: "KCTL_SIMULATION_SEEDS") ?? 0
  /// `KCTL_SIMULATION_FIRST` chooses others.
  private static let firstSeed = UInt64(number(of: "KCTL_SIMULATION_FIRST") ?? 1000)

  private static func number(of variable: String) -> Int? { getenv(variable).flatMap { Int(String(cString: $0)) } }
}
