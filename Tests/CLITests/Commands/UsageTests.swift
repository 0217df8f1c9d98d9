import ArgumentParser
import CLI
import Client
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
    #expect(option.errors.hasPrefix("error: unknown flag: --nope\n"))
    #expect(option.errors.hasSuffix("See 'kctl rollout status --help' for usage.\n"))
    #expect(await harness.run("apply", "-k", "x").errors.contains("kustomizations need the program kustomize or kubectl"))
    #expect(await harness.run("apply", "-k", "x", "-f", "y").errors.contains("only one of -f or -k can be specified"))
  }

  @Test("a server that isn't there is told as kubectl tells it", arguments: [
    ("connection refused", "The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?\n"),
    ("no route to host", "Unable to connect to the server: dial tcp 127.0.0.1:6443: connect: no route to host\n"),
  ])
  func unreachable(reason: String, text: String) async throws {
    let harness = CommandHarness(Unreachable(error: DialError(address: "127.0.0.1:6443", reason: reason)))
    for command in [["get", "pods"], ["apply", "-f", "-"], ["log"]] {
      var harness = harness
      harness.input = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
      let outcome = await harness.run(command)
      #expect(outcome.exitCode == 1 && outcome.errors.hasSuffix(text), "\(command): \(outcome)")
    }
  }

  private struct Unreachable: HTTPExchange {
    var error: DialError
    func send(_ request: HTTPRequest) async throws -> HTTPResponse { throw error }
    func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) { throw error }
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
      #expect(run.output.contains("__complete"))
    }
    #expect(await harness.run("completion", "csh").errors.contains("unsupported shell type \"csh\""))
  }
}
