import APIMachinery
import AccessControl
import GitObjects
import GitStore
import Manifests

/// Whether everybody was entitled to what they changed, by the roles as history has them (`kctl verify --entitlement`).
///
/// Every commit of `live` is held against the roles and bindings of the commit before it: what a request wrote, against the verb and the
/// resource that it named, for the user and groups of its record; what came by a push, against its authors, where the policy of
/// `main` authorizes those, and otherwise against nothing: whoever can write to the repository is an administrator then. Where the older part
/// of `live` was squashed, it begins with the roles of the snapshot.
public struct EntitlementCheck {
  public struct Report: Sendable {
    /// How many changes were held against roles.
    public var changes = 0
    public var failure: ChainVerification.Failure?
  }

  private let repository: Repository
  private let policy: MainPolicy
  private var entitlement = Entitlement()

  public init(_ repository: Repository, policy: MainPolicy) { (self.repository, self.policy) = (repository, policy) }

  /// Reads `live` from its beginning, or, where that was found right before, from `since` on. Throws when git can't be read.
  public mutating func run(since: CommitID?) throws -> Report {
    var report = Report()
    guard let tip = try repository.resolve("refs/heads/live") else { return report }
    if let since {
      guard try repository.isAncestor(since, of: tip) else { throw CommitSourceError("\(since.hex) is not a commit of live") }
      try takeRoles(at: since)
    }
    for id in try repository.firstParents(from: since, to: tip) {
      // What a snapshot stands for is gone: with it, who was entitled to it.
      if SquashStatement(try repository.commit(id)) != nil {
        try takeRoles(at: id)
        continue
      }
      let step = try LiveStep(id, in: repository)
      let reason = try step.isAdoption ? refusal(ofAdoption: step, &report.changes) : refusal(of: step, &report.changes)
      if let reason {
        report.failure = .init(branch: "live", commit: id.hex, subject: try repository.commit(id).subject, reason: reason)
        return report
      }
      var roles: [Entitlement.RoleChange] = []
      for change in step.changes where RoleView.resources.contains(change.key.resource) {
        guard let blob = change.new ?? change.old else { continue }
        roles.append(.init(object: try object(blob), isDelete: change.isDelete, resource: change.key.resource))
      }
      entitlement.take(roles, at: step.time)
    }
    return report
  }

  /// Starts from the roles and bindings of a commit.
  private mutating func takeRoles(at id: CommitID) throws {
    let roles = try LiveStep.objects(of: RoleView.resources, at: id, in: repository)
    let changes = try roles.map { Entitlement.RoleChange(object: try object($0.blob), isDelete: false, resource: $0.key.resource) }
    entitlement.take(changes, at: try repository.commit(id).committer.time)
  }

  private func object(_ blob: ObjectID) throws -> Value {
    let object = try LiveStep.object(blob, in: repository)
    guard !SealedSecrets.holdsSealedValues(object) else {
      throw CommitSourceError("roles and bindings are encrypted in this repository: who was entitled to what can't be told without their keys")
    }
    return object
  }

  // MARK: - requests

  private func refusal(of step: LiveStep, _ count: inout Int) throws -> String? {
    for change in step.changes {
      guard let writer = change.writer, !writer.user.isEmpty || !writer.verb.isEmpty else { return "\(change.key): the commit doesn't say who wrote it" }
      guard let request = Self.request(change, writer) else { continue }
      count += 1
      if let refusal = entitlement.refusal(request, at: step.time) { return refusal }
    }
    return nil
  }

  /// Nil for what a request changed besides what it was for: the server's own doing.
  private static func request(_ change: LiveStep.Change, _ writer: LiveStep.Writer) -> Entitlement.Request? {
    var request = Entitlement.Request(
      user: UserInfo(recorded: writer.user, groups: writer.groups), verb: writer.verb, resource: change.key.resource, subresource: nil,
      namespace: change.key.namespace, name: change.key.name)
    switch (writer.verb, writer.resource) {
    case ("apply", "transactions"?): (request.verb, request.subresource) = (change.isDelete ? "delete" : "patch", "")
    case ("reencrypt", _): (request.verb, request.subresource) = ("update", "")
    case (_, let resource?):
      let parts = resource.split(separator: "/", maxSplits: 1).map(String.init)
      guard parts.first == change.key.resource.description else { return nil }
      request.subresource = parts.count > 1 ? parts[1] : ""
      // Creating by name and deleting a collection are asked for without one.
      if request.verb == "create" && request.subresource?.isEmpty == true || request.verb == "deletecollection" { request.name = "" }
    case (_, nil): break
    }
    return request
  }

  // MARK: - pushes

  private func refusal(ofAdoption step: LiveStep, _ count: inout Int) throws -> String? {
    guard policy.authorizesAuthors, let tip = step.takesIn else { return nil }
    let before = try repository.commit(step.id).parents.first.flatMap { try repository.commit($0).trailers("Kctl-Main").first }
    let commits = try repository.history(from: before, to: tip.hex).map { (commit: $0, named: try identities($0)) }
    for change in step.changes {
      guard let blob = change.new ?? change.old, let identity = ManifestIdentity(try LiveStep.object(blob, in: repository)) else { continue }
      for (commit, named) in commits where named.contains(identity) {
        count += 1
        let request = Entitlement.Request(
          user: UserInfo(recorded: policy.user(commit), groups: []), verb: change.isDelete ? "delete" : "patch", resource: change.key.resource,
          subresource: "", namespace: change.key.namespace, name: change.key.name)
        if let refusal = entitlement.refusal(request, at: step.time) { return "commit \(commit.id.prefix(12)) of main: \(refusal)" }
      }
    }
    return nil
  }

  /// The objects that stand in the files that a commit of `main` changes, before or after.
  private func identities(_ commit: JudgedCommit) throws -> Set<ManifestIdentity> {
    guard let id = CommitID(hex: commit.id) else { return [] }
    let parent = try repository.commit(id).parents.first
    var found: Set<ManifestIdentity> = []
    for path in try repository.changedPaths(from: parent, to: id) where commit.paths.contains(path.path) && ManifestFile.isManifest(path.path) {
      for blob in [path.new, path.old].compactMap({ $0 }) {
        found.formUnion(ManifestFile(path: path.path, bytes: try repository.blob(blob)).manifests.map(\.identity))
      }
    }
    return found
  }
}

extension Repository {
  /// The chain of first parents, oldest first, without `from` and what is before it.
  func firstParents(from: CommitID? = nil, to tip: CommitID) throws(GitError) -> [CommitID] {
    var chain: [CommitID] = []
    var next: CommitID? = tip
    while let id = next, id != from {
      chain.append(id)
      next = try commit(id).parents.first
    }
    return chain.reversed()
  }
}
