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

  struct State {
    var index: HistoryIndex?
    var changes: ChangeIndex?
    var tip: CommitID?
    /// The state answered last: whoever lists in pages comes back for it.
    var recent: (state: StoreState, scope: ReadScope?)?
  }

  let repository: Repository
  let loader: ObjectLoader
  let newest: Newest
  let state = Mutex(State())
  /// What commits of this process touched, until the index has it: it need not be found out from their trees. Apart from the rest, so that
  /// whoever tells never waits for whoever asks.
  let fresh = Mutex<[CommitID: [ObjectKey]]>([:])

  init(_ repository: Repository, text: LiveObjectText, newest: @escaping Newest) {
    self.repository = repository
    self.newest = newest
    loader = ObjectLoader(repository: repository, text: text, reference: LiveBranch.reference, missingKey: nil)
  }

  /// The state just after `revision`, without Leases and Events; with a scope only what is in it, which costs as much less.
  func snapshot(at revision: Revision, of scope: ReadScope? = nil) throws -> StoreState {
    try state.withLock { state in
      if let recent = state.recent, recent.state.revision == revision, recent.scope == nil || recent.scope == scope {
        return recent.state
      }
      let index = try update(&state)
      var result = StoreState()
      let position = index.position(reaching: revision)
      if position == index.count, let tip = state.tip {
        result = try self.state(repository.commit(tip).tree, of: scope)
      } else if let position, let step = index[position] {
        let commit = try repository.commit(step.commit)
        if step.last == revision {
          result = try self.state(commit.tree, of: scope)
        } else {
          guard revision.rawValue + 1 >= step.first.rawValue, position > 0 || step.first <= Revision(1) else {
            throw StoreError.compacted(oldest: position > 0 ? step.first : step.last)
          }
          // In the middle of a commit: the state before it, and of its changes the first ones.
          if let parent = try commit.parents.first.map({ try repository.commit($0).tree }) { result = try self.state(parent, of: scope) }
          for change in try changes(commit, of: scope) where change.revision <= revision { result.replay(change) }
        }
      } else if revision > .zero {
        throw StoreError.compacted(oldest: index[0]?.first ?? .zero)
      }
      result.setRevision(revision)
      state.recent = (result, scope)
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
        found += try changes(commit, of: ReadScope(resource)).filter { $0.revision > after }
        through = max(through, step.last)
        position += 1
      }
      return ChangeBatch(changes: found[...], through: position == index.count ? max(through, known) : through)
    }
  }

  /// Brings the indexes up to what `live` is at, so that the next question need not.
  func refresh() throws { try state.withLock { _ = try updateChanges(&$0) } }

  /// Tells what commits that were just made touched. They need not be kept: what isn't told is read from git.
  func tell(_ commits: [(commit: CommitID, keys: [ObjectKey])]) {
    fresh.withLock { fresh in
      guard fresh.count < Self.freshMax else { return }
      for (commit, keys) in commits { fresh[commit] = keys }
    }
  }

  private static let freshMax = 20_000

  // MARK: - the index

  func update(_ state: inout State) throws -> HistoryIndex {
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
    let changes = try state.changes ?? ChangeIndex(gitDirectory: repository.gitDirectory)
    state.changes = changes
    // Before the positions mean other commits: a process that dies between the two must not leave them standing.
    try changes.truncate(to: kept)
    try index.replace(from: kept, with: steps.reversed())
    state.tip = tip
    return index
  }

  /// The index of what commits touched, brought up to the history index.
  func updateChanges(_ state: inout State) throws -> (HistoryIndex, ChangeIndex) {
    let index = try update(&state)
    let changes = try state.changes ?? ChangeIndex(gitDirectory: repository.gitDirectory)
    state.changes = changes
    if changes.covered > index.count { try changes.clear() }
    while changes.covered < index.count {
      let end = min(index.count, changes.covered + Self.changesPortion)
      var touched: [(position: Int, keys: [ObjectKey])] = []
      for position in changes.covered..<end {
        guard let step = index[position] else { throw GitStoreError.corruptRepository("the history index is damaged at \(position)") }
        touched.append((position, try fresh.withLock { $0.removeValue(forKey: step.commit) } ?? keys(of: step.commit)))
      }
      try changes.append(touched, covered: end)
    }
    return (index, changes)
  }

  private static let changesPortion = 4_096

  func keys(of id: CommitID) throws -> [ObjectKey] {
    let commit = try repository.commit(id)
    let before = try commit.parents.first.map { try repository.commit($0).tree }
    var seen: Set<ObjectKey> = []
    return try repository.changedPaths(fromTree: before, toTree: commit.tree).compactMap { path in
      let key = try loader.key(path.path.split(separator: "/").map(String.init))
      return seen.insert(key).inserted ? key : nil
    }
  }

  /// Where the step stands; several may end at the same revision.
  static func find(_ step: HistoryIndex.Step, in index: HistoryIndex) -> Int? {
    guard var position = index.position(reaching: step.last) else { return nil }
    while position < index.count, let known = index[position], known.last == step.last {
      if known == step { return position }
      position += 1
    }
    return nil
  }
}
