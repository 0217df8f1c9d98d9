import ArgumentParser
import CLI
import Daemon

#if canImport(Glibc)
  import Glibc
#endif

/// The root of the command line: one binary, client and daemon.
struct Kctl: AsyncParsableCommand {
  static let version = "v0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "kctl",
    abstract: "Kubernetes whose store is git.",
    discussion: """
      Find more at kctl(1). Every command works against a daemon, any Kubernetes API server, or a repository alone.

      kctl init cluster.git
      kctl -C cluster.git apply -f web.yaml
      kctl daemon --repository cluster.git
      """,
    version: version,
    subcommands: [
      DaemonCommand.self, JoinCommand.self, VerifyCommand.self, SignersCommand.self, SealCommand.self, HookCommand.self, GenerateDocs.self,
    ],
    groupedSubcommands: CommandLineInterface.groups)

  static func environment() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let assignment = entry.pointee {
      let parts = String(cString: assignment).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return variables
  }
}

/// The same command line for those who start the daemon: it lives long, and never needs what two hundred other commands need in memory.
struct KctlDaemon: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Kctl.configuration.commandName, abstract: Kctl.configuration.abstract, version: Kctl.version, subcommands: [DaemonCommand.self])
}
