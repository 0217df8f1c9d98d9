import APIMachinery
import Basics
import GitObjects
import Store
import Synchronization

/// States and changes of the past, read from the first-parent chain of `live`.
///
/// Leases and Events are not in it: they have no past. Every call blocks on the disk.
final class HistoryReader: Sendable {
  /// The store's newest state that is in git, and the tree that says the same (beside Leases and Events): what the past has in
  /// common with it is not read again.
  typealias Newest = @Sendable () -> (state: StoreState, tree: ObjectID)?

  private struct State {
    var index: HistoryIndex?
    var tip: CommitID?
    /// The state answered last: whoever lists in pages comes back for it.
    var recent: StoreState?
  }

  private let repository: Repository
  private let loader: ObjectLoader
  private let newest: Newest
  private let state = Mutex(State())

  init(_ repository: Repository, text: LiveObjectText, newest: @escaping Newest) {
    self.repository = repository
    self.newest = newest
    loader = ObjectLoader(repository: repository, text: text, reference: LiveBranch.reference, missingKey: nil)
  }

  /// The state just after `revision`, without Leases and Events.
  func snapshot(at revision: Revision) throws -> StoreState {
    try state.withLock { state in
      if let recent = state.recent, recent.revision == revision { return recent }
      let index = try update(&state)
      var result = StoreState()
      let position = index.position(reaching: revision)
      if position == index.count, let tip = state.tip {
        result = try self.state(repository.commit(tip).tree)
      } else if let position, let step = index[position] {
        let commit = try repository.commit(step.commit)
        if step.last == revision {
          result = try self.state(commit.tree)
        } else {
          guard revision.rawValue + 1 >= step.first.rawValue, position > 0 || step.first <= Revision(1) else {
            throw StoreError.compacted(oldest: position > 0 ? step.first : step.last)
          }
          // In the middle of a commit: the state before it, and of its changes the first ones.
          if let parent = try commit.parents.first.map({ try repository.commit($0).tree }) { result = try self.state(parent) }
          for change in try changes(commit, of: nil) where change.revision <= revision { result.replay(change) }
        }
      } else if revision > .zero {
        throw StoreError.compacted(oldest: index[0]?.first ?? .zero)
      }
      result.setRevision(revision)
      state.recent = result
      return result
    }
  }

  /// The changes of one resource above `after`, oldest first, about `limit` of them; they are complete up to `through`.
  /// `known` is a revision up to which git has everything.
  func changes(of resource: GroupResource, after: Revision, limit: Int, known: Revision) throws -> ChangeBatch {
    try state.withLock { state in
      let index = try update(&state)
      guard var position = index.position(reaching: after.advanced(by: 1)) else {
        throw StoreError.compacted(oldest: index[0]?.first ?? .zero)
      }
      guard position > 0 || index.count == 0 || after.rawValue + 1 >= (index[0]?.first.rawValue ?? 0) else {
        throw StoreError.compacted(oldest: index[0]?.last ?? .zero)
      }
      var found: [StoreChange] = []
      var through = after
      while position < index.count, found.count < limit {
        guard let step = index[position] else { throw StoreError.compacted(oldest: through) }
        let commit = try repository.commit(step.commit)
        // Without its parent, a commit that holds more than one revision doesn't tell what happened before it.
        if position == 0, commit.parents.isEmpty, step.first > Revision(1) { throw StoreError.compacted(oldest: step.last) }
        found += try changes(commit, of: resource).filter { $0.revision > after }
        through = max(through, step.last)
        position += 1
      }
      return ChangeBatch(changes: found[...], through: position == index.count ? max(through, known) : through)
    }
  }

  /// Brings the index up to what `live` is at, so that the next question need not.
  func refresh() throws { try state.withLock { _ = try update(&$0) } }

  // MARK: - the index

  private func update(_ state: inout State) throws -> HistoryIndex {
    let index = try state.index ?? HistoryIndex(gitDirectory: repository.gitDirectory)
    state.index = index
    let tip = try repository.resolve(LiveBranch.reference)
    guard let tip, tip != state.tip else { return index }
    var steps: [HistoryIndex.Step] = []
    var kept = 0
    var current: CommitID? = tip
    while let id = current {
      // A shallow clone's history ends where a parent isn't there.
      guard let commit = try? repository.commit(id) else { break }
      current = commit.parents.first
      guard let range = LiveTrailers.revisions(commit) else { continue }
      let step = HistoryIndex.Step(first: range.first, last: range.last, commit: id)
      if let known = Self.find(step, in: index) {
        kept = known + 1
        break
      }
      steps.append(step)
    }
    try index.replace(from: kept, with: steps.reversed())
    state.tip = tip
    return index
  }

  /// Where the step stands; several may end at the same revision.
  private static func find(_ step: HistoryIndex.Step, in index: HistoryIndex) -> Int? {
    guard var position = index.position(reaching: step.last) else { return nil }
    while position < index.count, let known = index[position], known.last == step.last {
      if known == step { return position }
      position += 1
    }
    return nil
  }

  // MARK: - trees

  /// What a tree holds: the newest state, with what differs read from git.
  private func state(_ tree: ObjectID) throws -> StoreState {
    var result = StoreState()
    var base: ObjectID?
    if let newest = newest() {
      (result, base) = (newest.state, newest.tree)
      for resource in result.resources where ObjectKey(resource, name: "").isEphemeral { result.load(resource, sorted: []) }
    }
    try result.apply(repository.changedPaths(fromTree: base, toTree: tree), loader)
    return result
  }

  /// What a commit changed, of one resource or of all, in the order of the revisions.
  private func changes(_ commit: Commit, of resource: GroupResource?) throws -> [StoreChange] {
    let before = try commit.parents.first.map { try repository.commit($0).tree }
    let paths = try resource.map { try changedPaths(before, commit.tree, of: $0) }
      ?? repository.changedPaths(fromTree: before, toTree: commit.tree)
    // A file that moved because its directory was divided is the same object.
    var blobs: [ObjectKey: (old: ObjectID?, new: ObjectID?)] = [:]
    for path in paths {
      let key = try loader.key(path.path.split(separator: "/").map(String.init))
      let known = blobs[key]
      blobs[key] = (path.old ?? known?.old, path.new ?? known?.new)
    }
    var deleted: [ObjectKey: Revision] = [:]
    for trailer in commit.trailers(Trailer.deleted) {
      let parts = trailer.split(separator: " ", maxSplits: 1)
      if parts.count == 2, let key = LiveTrailers.key(parts[1]) { deleted[key] = Revision(String(parts[0])) }
    }
    return try blobs.compactMap { key, blob -> StoreChange? in
      guard blob.old != blob.new else { return nil }
      let previous = try blob.old.map { try loader.object(key, $0) }
      if let new = blob.new {
        let object = try loader.object(key, new)
        return StoreChange(revision: object.revision, object: object, previous: previous, isDelete: false)
      }
      guard let previous, let revision = deleted[key] else { return nil }
      return StoreChange(revision: revision, object: previous.renumbered(revision), previous: previous, isDelete: true)
    }.sorted { $0.revision < $1.revision }
  }

  /// As `Repository.changedPaths`, of one resource's directories only.
  private func changedPaths(_ old: ObjectID?, _ new: ObjectID, of resource: GroupResource) throws -> [ChangedPath] {
    var found: [ChangedPath] = []
    func compare(_ old: Tree.Entry?, _ new: Tree.Entry?, _ path: String) throws {
      guard old?.id != new?.id else { return }
      for change in try repository.changedPaths(fromTree: old?.id, toTree: new?.id) {
        found.append(ChangedPath(path: path + "/" + change.path, old: change.old, new: change.new))
      }
    }
    let cluster = LivePath.directories(ObjectKey(resource, name: "")).joined(separator: "/")
    try compare(old.flatMap { try repository.entry(cluster, in: $0) }, repository.entry(cluster, in: new), cluster)
    let (before, after) = (try namespaces(old), try namespaces(new))
    for name in Set(before.keys).union(after.keys) where before[name] != after[name] {
      guard let directory = LivePath.directories(ObjectKey(resource, namespace: "-", name: "")).last else { continue }
      try compare(
        before[name].flatMap { try repository.tree($0).entry(named: directory) },
        after[name].flatMap { try repository.tree($0).entry(named: directory) }, "namespaces/\(name)/\(directory)")
    }
    return found
  }

  private func namespaces(_ tree: ObjectID?) throws -> [String: ObjectID] {
    guard let tree, let entry = try repository.entry("namespaces", in: tree), entry.isTree else { return [:] }
    let entries = try repository.tree(entry.id).entries.filter(\.isTree)
    return Dictionary(entries.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
  }
}
