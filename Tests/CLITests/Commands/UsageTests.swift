import ArgumentParser
import CLI
import Testing

@Suite struct UsageTests {
  @Test("unknown commands and options are usage errors with exit code 1")
  func errors() async throws {
    let harness = CommandHarness(CannedCluster())
    let command = await harness.run("frobnicate")
    #expect(command.exitCode == 1)
    #expect(command.errors == "error: unknown command \"frobnicate\" for \"kctl\"\nRun 'kctl --help' for usage.\n")
    let option = await harness.run("rollout", "status", "--nope")
    #expect(option.exitCode == 1)
    #expect(option.errors.hasPrefix("error: Unknown option '--nope'"))
    #expect(option.errors.hasSuffix("See 'kctl rollout status --help' for usage.\n"))
    #expect(await harness.run("apply", "-k", "x").errors.contains("kustomizations (-k) are not supported"))
  }

  @Test("help goes to standard output", arguments: CommandLineInterface.commands.map { $0._commandName })
  func help(command: String) async throws {
    let run = await CommandHarness(CannedCluster()).run(command, "--help")
    #expect(run.exitCode == 0)
    #expect(run.errors == "")
    #expect(run.output.contains("USAGE: kctl \(command)"))
  }

  @Test("completion scripts are printed for three shells")
  func completion() async throws {
    let harness = CommandHarness(CannedCluster())
    for shell in ["bash", "zsh", "fish"] {
      let run = await harness.run("completion", shell)
      #expect(run.exitCode == 0)
      #expect(run.output.contains("rollout"))
    }
    #expect(await harness.run("completion", "csh").errors.contains("unsupported shell type \"csh\""))
  }
}
