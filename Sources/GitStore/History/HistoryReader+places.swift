import APIMachinery
import Basics
import GitObjects
import Store

/// Points of the past: from a time, a commit or a revision to all three.
extension HistoryReader {
  /// `current` is the store's newest revision, and everything up to it is in git.
  func place(_ point: HistoryPoint, current: Revision) throws -> HistoryPlace {
    try state.withLock { state in
      let index = try update(&state)
      switch point {
      case .newest: return try place(at: current, index)
      case .revision(let revision):
        guard revision <= current else { throw StoreError.future(revision, current: current) }
        return try place(at: revision, index)
      case .time(let time): return try place(at: time, index)
      case .commit(let text): return try place(of: text, index)
      }
    }
  }

  private func place(at revision: Revision, _ index: HistoryIndex) throws -> HistoryPlace {
    guard let position = index.position(reaching: revision) else { throw StoreError.compacted(oldest: revision) }
    // Leases and Events take revisions that no commit has: what stood before them stands then.
    guard position < index.count, let step = index[position] else {
      return try index.count > 0 ? place(index[index.count - 1], at: revision) : HistoryPlace(revision: revision)
    }
    if revision < step.first, position > 0 { return try place(index[position - 1], at: revision) }
    if revision < step.first {
      // Where history begins with a snapshot, or ends in a shallow clone, there was something before it.
      if step.first > Revision(1) { throw StoreError.compacted(oldest: step.last) }
      return HistoryPlace(revision: revision)
    }
    return try place(step, at: revision)
  }

  private func place(_ step: HistoryIndex.Step?, at revision: Revision? = nil) throws -> HistoryPlace {
    guard let step else { throw HistoryError.damagedIndex }
    let commit = try repository.commit(step.commit)
    return HistoryPlace(revision: revision ?? step.last, live: step.commit, main: LiveTrailers.held(commit), time: commit.committer.time)
  }

  /// The newest state that was there at that time.
  private func place(at time: Timestamp, _ index: HistoryIndex) throws -> HistoryPlace {
    let count = try count(before: time, index)
    guard count > 0 else { throw HistoryError.beforeHistory(time, oldest: try index[0].map { try repository.commit($0.commit).committer.time }) }
    return try place(index[count - 1])
  }

  private func place(of text: String, _ index: HistoryIndex) throws -> HistoryPlace {
    let id: CommitID?
    do { id = try repository.resolve(revision: text) } catch {
      guard case .failed(let reason) = error, reason.contains("ambiguous") else { throw error }
      throw HistoryError.ambiguousCommit(text)
    }
    guard let id else { throw HistoryError.unknownCommit(text) }
    if let range = LiveTrailers.revisions(try repository.commit(id)),
      let position = Self.find(HistoryIndex.Step(first: range.first, last: range.last, commit: id), in: index)
    {
      return try place(index[position])
    }
    return try place(takingIn: id, text, index)
  }

  /// The first state that held a commit of `main`.
  private func place(takingIn id: CommitID, _ text: String, _ index: HistoryIndex) throws -> HistoryPlace {
    var (low, high) = (0, index.count)
    while low < high {
      let middle = (low + high) / 2
      let main = try place(index[middle]).main
      if let main, try repository.isAncestor(id, of: main) { high = middle } else { low = middle + 1 }
    }
    guard low < index.count else { throw HistoryError.notTakenIn(text) }
    return try place(index[low])
  }
}
