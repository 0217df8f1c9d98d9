import APIMachinery
import Client
import Manifests

/// What a push may do to the repository: the rules of the pre-receive hook (githooks(5)).
///
/// `main` moves forward only, and only to a tree that the API server would take in whole (design I5). What the daemon
/// writes nobody else does. Other branches are the people's own.
public struct PushCheck: Sendable {
  public struct Update: Sendable, Hashable {
    /// Commit ids in hexadecimal; nil for a ref that is created or deleted.
    public var old: String?
    public var new: String?
    public var reference: String

    public init(old: String?, new: String?, reference: String) { (self.old, self.new, self.reference) = (old, new, reference) }

    /// One line of the hook's standard input: `<old> <new> <ref>`; an id of zeros is none.
    public init?(line: some StringProtocol) {
      let words = Substring(line).split(separator: " ", maxSplits: 2).map { String($0) }
      guard words.count == 3 else { return nil }
      func id(_ word: String) -> String? { word.allSatisfy { $0 == "0" } ? nil : word }
      self.init(old: id(words[0]), new: id(words[1]), reference: words[2])
    }
  }

  private let source: any CommitSource
  private let isAncestor: @Sendable (_ ancestor: String, _ descendant: String) throws -> Bool
  private let client: any BatchClient
  private let policy: MainPolicy
  private let sealingKeys: Set<String>

  /// `sealingKeys`: the ids of the keys that people seal to for this cluster; none when that isn't known.
  public init(
    source: any CommitSource, isAncestor: @escaping @Sendable (String, String) throws -> Bool, client: any BatchClient,
    policy: MainPolicy = MainPolicy(), sealingKeys: Set<String> = []
  ) {
    (self.source, self.isAncestor, self.client, self.policy) = (source, isAncestor, client, policy)
    self.sealingKeys = sealingKeys
  }

  /// Why the push is refused, a line each; empty when it is welcome.
  public func refusals(_ updates: [Update]) async throws -> [String] {
    var refusals: [String] = []
    for update in updates {
      switch update.reference {
      case "refs/heads/main": refusals += try await check(update)
      case "refs/heads/live", "refs/notes/kctl": refusals.append("\(update.reference) is written by the daemon alone")
      case let reference where reference.hasPrefix("refs/kctl/"): refusals.append("\(reference) is written by the daemon alone")
      default: continue
      }
    }
    return refusals
  }

  private func check(_ update: Update) async throws -> [String] {
    guard let new = update.new else { return ["main can't be deleted: remove the manifests in a commit instead"] }
    if let old = update.old, try !isAncestor(old, new) {
      return ["main moves forward only: its history is never rewritten; fetch, and push a commit (or a revert) on top of it"]
    }
    let commits = policy.isDemanding ? try source.history(from: update.old, to: new) : []
    let unsigned = policy.refusals(commits)
    guard unsigned.isEmpty else { return unsigned }
    var base = ManifestIndex()
    if let old = update.old {
      for file in try source.changedFiles(from: nil, to: old) { base.update(file.path, file.content) }
    }
    let changes = DesiredChanges(from: base, changing: try source.changedFiles(from: update.old, to: new))
    var refusals = changes.problems.map(\.description)
    let operations = changes.operations.compactMap { SealedSecrets.presentable($0, keys: sealingKeys, &refusals) }
    refusals += try historyRefusals(from: update.old, to: new)
    var batch = Batch(operations, fieldManager: "main", dryRun: true)
    let authors = policy.authors(commits)
    if policy.authorizesAuthors { batch.authors = operations.map { changes.authors(of: $0, authors) } }
    let result = try await client.apply(batch)
    for (operation, outcome) in zip(operations, result.outcomes) {
      guard case .failed(let error) = outcome else { continue }
      refusals.append(Self.line(operation, error))
    }
    return refusals
  }

  /// A Secret in clear in a commit on the way stays in the history, also where a later commit takes it out (design I7).
  private func historyRefusals(from old: String?, to new: String) throws -> [String] {
    try source.commits(from: old, to: new).filter { $0 != new }.flatMap { commit in
      let files = try source.changedFiles(from: source.commit(commit).parents.first, to: commit)
      return files.flatMap(SealedSecrets.refusals).map { "commit \(commit.prefix(12)): \($0)" }
    }
  }

  private static func line(_ operation: Batch.Operation, _ error: StatusError) -> String {
    switch operation {
    case .apply(let document): error.message.hasPrefix(document.place) ? error.message : "\(document.place): \(error.message)"
    case .delete(let kind, _, let name): "\(kind.kind) \(name): \(error.message)"
    }
  }
}
