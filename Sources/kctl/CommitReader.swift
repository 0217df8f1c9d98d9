import Basics
import CLI
import GitObjects
import GitOps
import GitStore

/// Reads for `kctl plan` what a commit would change, from a repository of this host; in a hook also what git has not accepted yet.
struct CommitReader: Sendable {
  let variables: [String: String]

  func read(_ request: PlanRequest) async throws -> PlannedCommit {
    let variables = variables
    return try await onOwnThread { try Self.read(request, variables) }
  }

  /// Why the repository's policy refuses the commits, a line each.
  func judge(_ request: JudgeRequest) async throws -> [String] {
    try await onOwnThread {
      let repository = try Self.open(request.repository, fallback: nil)
      var policy = try MainPolicy(of: repository)
      if request.requiresSignatures {
        policy.requiresSignatures = true
        policy.signers = try SignersFile.read(repository)
      }
      return policy.isDemanding ? policy.refusals(try repository.history(from: request.from ?? policy.signedSince, to: request.to)) : []
    }
  }

  private static func read(_ request: PlanRequest, _ variables: [String: String]) throws -> PlannedCommit {
    let references = try open(request.repository ?? variables["GIT_DIR"], fallback: request.fallback)
    if variables["GIT_QUARANTINE_PATH"] != nil {
      let objects = try QuarantinedObjects(gitDirectory: references.gitDirectory, environment: variables, random: SystemRandom())
      return try read(request, references, objects.repository)
    }
    return try read(request, references, references)
  }

  private static func read(_ request: PlanRequest, _ references: Repository, _ objects: Repository) throws -> PlannedCommit {
    let resolved = try references.resolve(revision: request.commit) ?? CommitID(hex: request.commit)
    guard let id = resolved, objects.contains(id) else {
      throw CommandFailure("no commit, branch or tag of \(references.gitDirectory) is called \"\(request.commit)\"")
    }
    let main = try main(request.base, references)
    let plan = try CommitPlan(
      of: id, into: main, in: objects, sealingKeys: try PublishedSealingKeys.read(in: references)?.ids ?? [])
    let commit: Commit = try objects.commit(id)
    return PlannedCommit(operations: plan.operations, problems: plan.problems, commit: id.hex, base: main?.hex, subject: commit.subject)
  }

  private static func main(_ base: String?, _ repository: Repository) throws -> CommitID? {
    if let base {
      guard let id = try repository.resolve(revision: base) else { throw CommandFailure("no commit, branch or tag is called \"\(base)\"") }
      return id
    }
    // In a clone, `main` is what the person works on; what the cluster has is the remote's.
    let isCluster = repository.configuration("kctl.layoutVersion") != nil
    if !isCluster, let remote = try repository.resolve("refs/remotes/origin/main") { return remote }
    return try repository.resolve("refs/heads/main")
  }

  /// The repository at the path, or the one that the working directory is in.
  private static func open(_ path: String?, fallback: String?) throws -> Repository {
    guard let path = path ?? RepositoryChoice.enclosing() ?? fallback else {
      throw CommandFailure("this is no git repository, and neither is any directory above it: name one with --git")
    }
    do { return try Repository.open(path) } catch { throw CommandFailure("\(path) can't be opened as a git repository: \(error)") }
  }
}
