import Simulator
import Testing

@Suite struct SimulationTests {
  @Test("a cluster comes to rest where its objects say, whatever was lost on the way", arguments: 1...14)
  func comesToRest(seed: Int) async throws {
    let report = try await Simulation.run(Simulation.Options(seed: UInt64(seed)))
    #expect(report.violations == [])
  }

  @Test("also when nodes die and come back", arguments: 101...108)
  func survivesNodeLoss(seed: Int) async throws {
    var options = Simulation.Options(seed: UInt64(seed))
    options.losesNodes = true
    let report = try await Simulation.run(options)
    #expect(report.violations == [])
  }

  @Test("rollouts one after the other never leave fewer pods ready than they may", arguments: 201...208)
  func keepsAvailable(seed: Int) async throws {
    var options = Simulation.Options(seed: UInt64(seed))
    options.onlyRollsOut = true
    let report = try await Simulation.run(options)
    #expect(report.violations == [])
  }

  @Test("the same seed gives the same run, down to the last byte stored; another gives another")
  func replays() async throws {
    var options = Simulation.Options(seed: 7)
    options.losesNodes = true
    let first = try await Simulation.run(options)
    let second = try await Simulation.run(options)
    #expect(first == second)
    options.seed = 8
    let other = try await Simulation.run(options)
    #expect(other.fingerprint != first.fingerprint)
  }
}
