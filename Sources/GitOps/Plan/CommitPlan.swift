import Client
import GitObjects
import Manifests

/// What a commit would change on `main` if it were merged, ready for a dry run.
public struct CommitPlan: Sendable {
  public let operations: [Batch.Operation]
  /// What can't be read, what must not be committed, and files that both sides have changed; each with its place.
  public let problems: [String]

  /// `main` is what the commit would be merged into; nil when that is empty. `sealingKeys`: as for `PushCheck`. Reads from the repository.
  public init(of commit: CommitID, into main: CommitID?, in repository: Repository, sealingKeys: Set<String> = []) throws {
    var base = ManifestIndex()
    if let main {
      for file in try repository.changedFiles(from: nil, to: main.hex) { base.update(file.path, file.content) }
    }
    var problems: [String] = []
    let files = try Self.merged(commit, main, repository, &problems)
    let changes = DesiredChanges(from: base, changing: files)
    problems += changes.problems.map(\.description)
    operations = changes.operations.compactMap { SealedSecrets.presentable($0, keys: sealingKeys, &problems) }
    self.problems = problems
  }

  /// The files that a merge would change on `main`.
  private static func merged(
    _ commit: CommitID, _ main: CommitID?, _ repository: Repository, _ problems: inout [String]
  ) throws -> [ChangedFile] {
    guard let main else { return try repository.changedFiles(from: nil, to: commit.hex) }
    guard let ancestor = try repository.mergeBase(main, commit) else {
      problems.append("the commit shares no history with main: it can't be merged")
      return []
    }
    let theirs = try repository.changedFiles(from: ancestor.hex, to: commit.hex)
    guard ancestor != main else { return theirs }
    let ours = Dictionary(
      try repository.changedFiles(from: ancestor.hex, to: main.hex).map { ($0.path, $0.content) }, uniquingKeysWith: { first, _ in first })
    return theirs.filter { file in
      guard let own = ours[file.path] else { return true }
      if own != file.content { problems.append("\(file.path): main has changed it too since \(ancestor.hex.prefix(12)): merge or rebase first") }
      return false
    }
  }
}
