import Simulator
import Testing
@Suite struct ZSweep {
  @Test(arguments: 1000...1160) func sweep(seed: Int) async throws {
    var options = Simulation.Options(seed: UInt64(seed))
    options.losesNodes = seed % 3 == 0
    options.onlyRollsOut = seed % 5 == 0
    options.steps = 3000
    options.faultsPerThousand = seed % 2 == 0 ? 30 : 100
    let r = try await Simulation.run(options)
    #expect(r.violations == [])
  }
}
