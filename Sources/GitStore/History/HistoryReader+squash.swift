import APIMachinery
import Basics
import GitObjects
import Store

/// How far history reaches, and how the indexes follow when old history is squashed.
extension HistoryReader {
  func extent() throws -> HistoryExtent {
    try state.withLock { state in
      let index = try update(&state)
      var extent = HistoryExtent(commits: index.count)
      guard let first = index[0] else { return extent }
      let commit = try repository.commit(first.commit)
      extent.oldestTime = commit.committer.time
      // What a commit without a parent holds beyond the first revision was there before it.
      extent.oldest = commit.parents.isEmpty && first.first > Revision(1) ? first.last : first.first
      extent.squashed = LiveTrailers.snapshot(commit)?.count ?? 0
      return extent
    }
  }

  /// How many commits are not younger than this.
  func count(before time: Timestamp, _ index: HistoryIndex) throws -> Int {
    var (low, high) = (0, index.count)
    while low < high {
      let middle = (low + high) / 2
      guard let step = index[middle] else { throw HistoryError.damagedIndex }
      if try repository.commit(step.commit).committer.time <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Squashes the oldest `count` commits: `move` moves the reference to the new history while nobody asks for the past, then the indexes are
  /// carried over, since finding out again what each commit touched takes long. Throws what `move` does; nothing has changed then.
  func squash(_ squash: LiveSquash, from count: Int, move: () throws -> Void) throws {
    guard let snapshot = squash.roots.first else { return }
    // All objects of the snapshot; the files are there already.
    let keys = try keys(of: snapshot.commit)
    try state.withLock { state in
      _ = try updateChanges(&state)
      try move()
      state.recent = nil
      state.tip = nil
      fresh.withLock { fresh in
        for (old, keys) in fresh {
          guard let new = squash.name(of: old) else { continue }
          fresh[new] = keys
          fresh[old] = nil
        }
      }
      do { try follow(squash, from: count, keys, &state) } catch {
        // They are read from git when somebody asks.
        (state.index, state.changes) = (nil, nil)
      }
    }
  }

  private func follow(_ squash: LiveSquash, from count: Int, _ keys: [ObjectKey], _ state: inout State) throws {
    guard let index = state.index, let changes = state.changes else { return }
    let roots = squash.roots
    let kept = try (count..<max(count, index.count)).map { position -> HistoryIndex.Step in
      guard var step = index[position], let name = squash.name(of: step.commit) else { throw HistoryError.damagedIndex }
      step.commit = name
      return step
    }
    guard let records = changes.records(from: count, renumberedBy: roots.count - count) else { throw HistoryError.damagedIndex }
    // In this order: a process that dies in between leaves no change with another commit's number.
    try changes.clear()
    try index.replace(from: 0, with: roots + kept)
    try changes.append([(0, keys)], covered: roots.count)
    try changes.append(records: records, covered: index.count)
  }
}
