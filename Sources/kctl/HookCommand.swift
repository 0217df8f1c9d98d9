import ArgumentParser
import Basics
import CLI
import Client
import Daemon
import GitObjects
import GitOps
import GitStore

#if canImport(Glibc)
  import Glibc
#endif

/// kctl hook: what git runs in the cluster's repository. People don't call it.
struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook", abstract: "Checks pushes; run by git.", shouldDisplay: false, subcommands: [PreReceive.self])
}

/// Reads the pushed updates from standard input (githooks(5), pre-receive); exits 1 with the reasons on standard error to refuse.
struct PreReceive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "pre-receive", abstract: "Refuses a push that the API server would refuse.")

  func run() async throws {
    let environment = CommandEnvironment.current
    let gitDirectory = environment.variables["GIT_DIR"] ?? "."
    var updates: [PushCheck.Update] = []
    while let line = readLine() {
      if let update = PushCheck.Update(line: line) { updates.append(update) }
    }
    let connection = try await environment.connect(ConnectionOptions(repository: gitDirectory))
    let objects = try QuarantinedObjects(gitDirectory: gitDirectory, environment: environment.variables, random: SystemRandom())
    let repository = objects.repository
    let real = try Repository.open(gitDirectory)
    let check = PushCheck(
      source: repository,
      isAncestor: { ancestor, descendant in
        guard let a = CommitID(hex: ancestor), let b = CommitID(hex: descendant) else { return false }
        return try repository.isAncestor(a, of: b)
      },
      client: WireClient(connection.exchange, userAgent: "kctl-hook"), policy: try MainPolicy(of: real),
      sealingKeys: try PublishedSealingKeys.read(in: real)?.ids ?? [])
    let refusals = try await check.refusals(updates)
    guard refusals.isEmpty else {
      let text = (["kctl: the push is refused:"] + refusals.map { "  " + $0 }).joined(separator: "\n") + "\n"
      try await environment.standardError(Array(text.utf8))
      throw ExitCode(1)
    }
  }
}
