import ArgumentParser
import Basics
import CLI
import GitObjects
import GitOps

/// kctl verify: whether the cluster's history is what its signers made.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks the signatures of the whole history, and names the first commit that fails.",
    discussion: """
      Works on any repository or clone, with or without a daemon. Exits with 0 when everything is right, 1 when a commit isn't, 2 when that \
      can't be found out. Who may sign is in the repository's list (kctl signers); for a clone, name a list of your own with --allowed-signers.
      """)

  @Option(name: [.customShort("C"), .long], help: ArgumentHelp("The repository.", valueName: "dir"), completion: .directory)
  var repository: String?

  @Option(help: ArgumentHelp("The list of who may sign, in ssh-keygen's format.", valueName: "file"), completion: .file())
  var allowedSigners: String?

  @Flag(help: "Everything on main must be signed, whatever the repository's own policy is.")
  var requireSigned = false

  func run() async throws {
    let environment = CommandEnvironment.current
    let report: ChainVerification.Report
    do {
      let found = try RepositoryChoice.open(repository, environment.variables)
      let signers = try allowedSigners.map { try AllowedSigners(TextFile.read($0)) } ?? SignersFile.read(found)
      var policy = try MainPolicy(of: found)
      if requireSigned { policy.requiresSignatures = true }
      report = try await onOwnThread { [policy] in try ChainVerification(found, policy: policy, signers: signers).run() }
    } catch {
      try await environment.standardError(Array("error: \(error)\n".utf8))
      throw ExitCode(2)
    }
    var text = ""
    for branch in report.branches {
      text += "\(branch.name): \(branch.commits) commits, \(branch.signed) signed, up to \(branch.tip.prefix(12))\n"
      guard let squash = branch.squash else { continue }
      text += "\(branch.name) begins with a snapshot at revision \(squash.revision): \(squash.count) commits up to \(squash.commit.prefix(12)) were squashed at \(squash.time)\n"
    }
    try await environment.standardOutput(Array(text.utf8))
    guard let failure = report.failure else { return }
    try await environment.standardError(
      Array("error: \(failure.branch): commit \(failure.commit) (\(failure.subject)): \(failure.reason)\n".utf8))
    throw ExitCode(1)
  }
}
