import GitObjects

/// Whether a cluster's history is what its signers made: `kctl verify`.
///
/// On `live` every commit is the daemon's: its signature is good, revisions only rise, and what it takes in is on `main`. On `main` what the
/// daemon committed for requests has its signature, and what people signed is good and by somebody known; where the policy demands
/// signatures, everything is signed. A branch may begin unsigned, from before there was a key; after the first signature nothing of the
/// daemon's may be without. Where the older part of `live` was squashed, the snapshot that it begins with is signed too, says which commit it
/// stands for, and, as long as that is still there, has its tree.
public struct ChainVerification: Sendable {
  public struct Failure: Hashable, Sendable {
    public var branch: String
    public var commit: String
    public var subject: String
    public var reason: String
  }

  public struct Report: Sendable {
    public struct Branch: Hashable, Sendable {
      public var name: String
      public var commits = 0
      public var signed = 0
      public var tip: String
      /// What the branch begins with instead of its first commit; nil when nothing was squashed.
      public var squash: SquashStatement?
    }
    public var branches: [Branch] = []
    /// Branches that aren't there to be looked at.
    public var missing: [String] = []
    /// The first commit that isn't right, oldest first, `main` before `live`.
    public var failure: Failure?
  }

  /// The address of the daemon's commits, and its name among the signers.
  static let daemon = "kctl@kctl"

  private let repository: Repository
  private let policy: MainPolicy
  private let signers: AllowedSigners

  public init(_ repository: Repository, policy: MainPolicy, signers: AllowedSigners) {
    (self.repository, self.policy, self.signers) = (repository, policy, signers)
  }

  /// Reads all of history, in a clone that of its origin. Throws when git can't, and when there is none.
  public func run() throws -> Report {
    var report = Report()
    var main: Set<CommitID> = []
    for name in ["main", "live"] {
      guard report.failure == nil else { continue }
      guard let tip = try repository.resolve("refs/heads/" + name) ?? repository.resolve("refs/remotes/origin/" + name) else {
        report.missing.append(name)
        continue
      }
      var branch = Report.Branch(name: name, tip: tip.hex)
      let commits = name == "main" ? try repository.commits(from: nil, to: tip) : try repository.firstParents(to: tip)
      if name == "main" { main = Set(commits) }
      let exempt = name == "main" ? try policy.signedSince.flatMap { CommitID(hex: $0) }.map { Set(try repository.commits(from: nil, to: $0)) } ?? [] : []
      var chain = ChainState(isLive: name == "live")
      for id in commits {
        let content = try repository.object(id).content
        let commit = try Commit(decoding: content)
        let verdict = SignatureVerdict(of: content, signers)
        branch.commits += 1
        if verdict != .unsigned { branch.signed += 1 }
        let statement = name == "live" ? SquashStatement(commit) : nil
        if let statement { branch.squash = statement }
        let isDemanded = policy.requiresSignatures && name == "main" && !exempt.contains(id)
        if let reason = try statement?.problem(commit, repository) ?? chain.next(commit, verdict, main: main, demandsSignature: isDemanded) {
          report.failure = Failure(branch: name, commit: id.hex, subject: commit.subject, reason: reason)
          break
        }
      }
      report.branches.append(branch)
    }
    guard !report.branches.isEmpty else { throw GitError.notFound("main and live, or as branches of origin, in \(repository.gitDirectory):") }
    return report
  }
}
