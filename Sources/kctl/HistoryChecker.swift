import Basics
import CLI
import GitObjects
import GitOps

/// Checks the history of a repository on this host, for the commands that demand that it be right.
struct HistoryChecker: Sendable {
  func check(_ request: HistoryCheckRequest) async throws -> HistoryCheckReport {
    try await onOwnThread { try Self.check(request) }
  }

  private static func check(_ request: HistoryCheckRequest) throws -> HistoryCheckReport {
    let repository = try RepositoryChoice.open(request.repository, [:])
    var policy = try MainPolicy(of: repository)
    let signers = try request.allowedSigners.map { try AllowedSigners(TextFile.read($0)) } ?? SignersFile.read(repository)
    policy.signers = signers
    if request.requiresSignatures { policy.requiresSignatures = true }
    let chain = try ChainVerification(repository, policy: policy, signers: signers).run()
    var report = HistoryCheckReport(
      branches: chain.branches.map {
        .init(name: $0.name, commits: $0.commits, signed: $0.signed, tip: $0.tip, beginning: $0.squash.map(text))
      },
      problems: chain.failure.map { [text($0)] } ?? [])
    report.missing = chain.missing
    guard request.checksEntitlement, report.problems.isEmpty else { return report }
    let since = try request.since.map { text in
      guard let id = try repository.resolve(revision: text) ?? CommitID(hex: text) else { throw CommandFailure("no commit is called \"\(text)\"") }
      return id
    }
    var check = EntitlementCheck(repository, policy: policy)
    let entitlement = try check.run(since: since)
    report.entitled = entitlement.changes
    if let failure = entitlement.failure { report.problems.append(text(failure)) }
    return report
  }

  private static func text(_ squash: SquashStatement) -> String {
    "a snapshot at revision \(squash.revision): \(squash.count) commits up to \(squash.commit.prefix(12)) were squashed at \(squash.time)"
  }

  private static func text(_ failure: ChainVerification.Failure) -> String {
    "\(failure.branch): commit \(failure.commit) (\(failure.subject)): \(failure.reason)"
  }
}
