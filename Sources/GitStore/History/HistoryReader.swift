import APIMachinery
import Basics
import GitObjects
import Store
import Synchronization

/// States of the past, read from the first-parent chain of `live`.
///
/// Leases and Events are not in it: they have no past. Every call blocks on the disk.
final class HistoryReader: Sendable {
  private struct Step {
    var first: Revision
    var last: Revision
    var commit: CommitID
  }

  private struct Index {
    /// Newest first.
    var steps: [Step] = []
    var tip: CommitID?
  }

  private let repository: Repository
  private let text: LiveObjectText
  private let index = Mutex(Index())

  init(_ repository: Repository, text: LiveObjectText) { (self.repository, self.text) = (repository, text) }

  func snapshot(at revision: Revision) throws -> StoreState {
    try updateIndex()
    let steps = index.withLock { $0.steps }
    guard let position = steps.firstIndex(where: { $0.first <= revision }), revision > .zero || steps.isEmpty else {
      if revision == .zero { return StoreState() }
      throw StoreError.compacted(oldest: steps.last?.first ?? .zero)
    }
    let step = steps[position]
    let commit = try repository.commit(step.commit)
    var state = StoreState()
    var later: [ObjectKey] = []
    for object in try objects(commit.tree) {
      if object.revision > revision { later.append(object.key) } else { state.replay(Self.change(object)) }
    }
    if revision < step.last {
      // In the middle of a commit: what changed later in it is taken from the commit before.
      for trailer in commit.trailers(Trailer.deleted) {
        let parts = trailer.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let deleted = Revision(String(parts[0])), deleted > revision else { continue }
        if let key = Self.key(parts[1]) { later.append(key) }
      }
      if let parent = commit.parents.first, position + 1 < steps.count {
        let before = try repository.commit(parent).tree
        for key in later { if let object = try object(key, in: before) { state.replay(Self.change(object)) } }
      }
    }
    state.setRevision(revision)
    return state
  }

  private func updateIndex() throws {
    guard let tip = try repository.resolve(LiveBranch.reference) else { return }
    let known = index.withLock { $0 }
    guard known.tip != tip else { return }
    var steps: [Step] = []
    var current: CommitID? = tip
    while let id = current, id != known.tip {
      let commit = try repository.commit(id)
      if let range = LiveTrailers.revisions(commit) { steps.append(Step(first: range.first, last: range.last, commit: id)) }
      current = commit.parents.first
    }
    let reachedKnown = current != nil
    index.withLock { $0 = Index(steps: steps + (reachedKnown ? known.steps : []), tip: tip) }
  }

  private func objects(_ tree: ObjectID) throws -> [StoredObject] {
    try repository.allFiles(tree).compactMap { file in
      guard let key = LivePath.key(file.path.split(separator: "/").map(String.init)) else { return nil }
      return try text.decode(repository.blob(file.id), key, path: file.path)
    }
  }

  private func object(_ key: ObjectKey, in tree: ObjectID) throws -> StoredObject? {
    guard var entry = try repository.entry(LivePath.directories(key).joined(separator: "/"), in: tree) else { return nil }
    var digits = LiveDirectory.digits(LivePath.fileName(key))[...]
    while entry.isTree {
      let directory = try repository.tree(entry.id)
      if let file = directory.entry(named: LivePath.fileName(key)), file.isFile {
        return try text.decode(repository.blob(file.id), key, path: "\(key)")
      }
      guard let digit = digits.popFirst(), let next = directory.entry(named: digit) else { return nil }
      entry = next
    }
    return nil
  }

  private static func change(_ object: StoredObject) -> StoreChange {
    StoreChange(revision: object.revision, object: object, previous: nil, isDelete: false)
  }

  /// Reads `ObjectKey.description`.
  private static func key(_ text: Substring) -> ObjectKey? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let resource = parts[0].split(separator: ".", maxSplits: 1).map(String.init)
    let groupResource = GroupResource(group: resource.count > 1 ? resource[1] : "", resource: resource[0])
    return ObjectKey(groupResource, namespace: parts.count == 3 ? parts[1] : "", name: parts[parts.count - 1])
  }
}

/// What the trailers of kctl's commits say.
enum LiveTrailers {
  static func revisions(_ commit: Commit) -> (first: Revision, last: Revision)? {
    guard let text = commit.trailers(Trailer.revision).first else { return nil }
    let parts = text.split(separator: "-").compactMap { Revision(String($0)) }
    guard let first = parts.first, let last = parts.last else { return nil }
    return (first, last)
  }

  static func sequence(_ commit: Commit) -> UInt64 { commit.trailers(Trailer.sequence).first.flatMap { UInt64($0) } ?? 0 }
  static func main(_ commit: Commit) -> CommitID? { commit.trailers(Trailer.main).first.flatMap { CommitID(hex: $0) } }
}
