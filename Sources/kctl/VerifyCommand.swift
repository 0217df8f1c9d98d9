import ArgumentParser
import CLI

/// kctl verify: whether the cluster's history is what its signers made.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks the whole history, and names the first commit that fails.",
    discussion: """
      Works on any repository or clone, with or without a daemon. Exits with 0 when everything is right, 1 when a commit isn't, 2 when that \
      can't be found out. Who may sign is in the repository's list (kctl signers); for a clone, name a list of your own with --allowed-signers.

      kctl verify --repository cluster.git
      kctl verify -C clone --allowed-signers signers.txt
      """)

  @Option(name: [.customShort("C"), .long], help: ArgumentHelp("The repository.", valueName: "dir"), completion: .directory)
  var repository: String?

  @Option(help: ArgumentHelp("The list of who may sign, in ssh-keygen's format.", valueName: "file"), completion: .file())
  var allowedSigners: String?

  @Flag(help: "Everything on main must be signed, whatever the repository's own policy is.")
  var requireSigned = false

  @Flag(help: "Also hold every change against what its author was allowed when it was made, by the roles as history has them.")
  var entitlement = false

  @Option(help: ArgumentHelp("With --entitlement: only from this commit of live on, where what is before it was found right.", valueName: "commit"))
  var since: String?

  func run() async throws {
    let environment = CommandEnvironment.current
    let report: HistoryCheckReport
    do {
      var request = HistoryCheckRequest(repository: RepositoryChoice.path(repository, environment.variables))
      (request.requiresSignatures, request.allowedSigners) = (requireSigned, allowedSigners)
      (request.checksEntitlement, request.since) = (entitlement || since != nil, since)
      report = try await environment.checkHistory(request)
    } catch {
      try await environment.standardError(Array("error: \(error)\n".utf8))
      throw ExitCode(2)
    }
    var text = ""
    for branch in report.branches {
      text += "\(branch.name): \(branch.commits) commits, \(branch.signed) signed, up to \(branch.tip.prefix(12))\n"
      if let beginning = branch.beginning { text += "\(branch.name) begins with \(beginning)\n" }
    }
    for name in report.missing { text += "\(name): not here, so not looked at\n" }
    if let entitled = report.entitled { text += "entitlement: \(entitled) changes were their authors' to make\n" }
    try await environment.standardOutput(Array(text.utf8))
    guard let problem = report.problems.first else { return }
    try await environment.standardError(Array("error: \(problem)\n".utf8))
    throw ExitCode(1)
  }
}
