import Basics
import GitObjects
import Store
import Synchronization

/// Puts the newer part of `live` onto a snapshot of the older one.
///
/// The snapshot is a commit without a parent that has the tree of the commit it stands for, its revision and its time; its trailers name
/// that commit, so that whoever has a copy can compare the two trees. Above it, where `main` had been taken in, stands a commit that takes
/// in the newest commit of `main` that the snapshot holds: merge bases and `git log live..main` stay what they were (design I1). Then come
/// the newer commits with their trees, texts, times and revisions, each on its new parent and signed anew.
///
/// Why the commits that are kept are written anew: a commit's parents are part of its name. `git replace` and grafts are no part of what is
/// cloned, fetched or bundled; a shallow boundary is, but then every clone is shallow, forges refuse pushes out of it, and git gives up its
/// commit-graph. A chain in segments, each with a root of its own and kept by a reference, would cost nothing, but leave `git log live` with
/// the last segment alone. Written anew, the repository stays one that every git program knows whole. The price is paid once for each
/// `RetentionPolicy.slackDivisor`th of what is kept: a commit costs some 100 µs and no tree or file is touched.
///
/// Until the reference moves nobody sees any of it; packs are kept from repacking until then. Used by one thread at a time.
final class LiveSquash: Sendable {
  private struct State {
    var pack = PackBuilder()
    var written: [PackDirectory.WrittenPack] = []
    /// What the newest commit that was taken over is called here and there.
    var last: (old: CommitID, new: CommitID)
    var names: [CommitID: CommitID] = [:]
  }

  private static let packBytesMax = 8 << 20

  private let repository: Repository
  private let signer: CommitSigner?
  private let state: Mutex<State>
  /// The snapshot, and the commit above it that takes in `main`.
  let roots: [HistoryIndex.Step]

  /// `count`: how many commits the snapshot stands for. The repository is used by this thread alone.
  init(at cut: CommitID, count: Int, now: Timestamp, _ repository: Repository, _ signer: CommitSigner?) throws {
    let commit = try repository.commit(cut)
    guard let revision = LiveTrailers.revisions(commit)?.last else {
      throw GitStoreError.corruptRepository("the commit \(cut) of live tells no revisions: kctl alone may write to live")
    }
    let main = LiveTrailers.held(commit)
    let (sequence, committer) = (LiveTrailers.sequence(commit), CommitMessage.committer(commit.committer.time))
    func root(_ parents: [CommitID], _ message: String) -> [UInt8] {
      Commit(tree: commit.tree, parents: parents, author: committer, committer: committer, message: message).encoded(by: signer)
    }
    let text = CommitMessage.snapshot(of: cut, count: count, at: revision, sequence: sequence, main: main, now: now)
    var state = State(last: (cut, cut))
    var ids = [state.pack.add(.commit, root([], text))]
    if let main {
      let text = CommitMessage.graft(of: cut, at: revision, sequence: sequence, main: main)
      ids.append(state.pack.add(.commit, root([ids[0], main], text)))
    }
    state.last.new = ids[ids.count - 1]
    (self.repository, self.signer) = (repository, signer)
    roots = ids.map { HistoryIndex.Step(first: revision, last: revision, commit: $0) }
    self.state = Mutex(state)
  }

  /// Takes over commits that follow one another, oldest first; the first follows what was taken over last.
  func add(_ commits: some Sequence<CommitID>) throws {
    try state.withLock { state in
      for id in commits {
        var commit = try repository.commit(id)
        guard commit.parents.first == state.last.old else { throw GitError.moved(reference: LiveBranch.reference, expected: state.last.old, found: id) }
        commit.parents[0] = state.last.new
        let new = state.pack.add(.commit, commit.encoded(by: signer))
        state.last = (id, new)
        state.names[id] = new
        if state.pack.byteCount >= Self.packBytesMax { try write(&state) }
      }
    }
  }

  /// The commits that were made since, up to `tip`, oldest first.
  func missing(upTo tip: CommitID) throws -> [CommitID] {
    let last = state.withLock { $0.last.old }
    var found: [CommitID] = []
    var next: CommitID? = tip
    while let id = next, id != last {
      found.append(id)
      next = try repository.commit(id).parents.first
    }
    guard next == last else { throw GitError.moved(reference: LiveBranch.reference, expected: last, found: tip) }
    return found.reversed()
  }

  /// Writes what isn't on the disk yet. Answers the new history's end.
  func finish() throws -> CommitID {
    try state.withLock { state in
      try write(&state)
      return state.last.new
    }
  }

  /// The new history's end, on the disk or not.
  var tip: CommitID { state.withLock { $0.last.new } }

  private func write(_ state: inout State) throws {
    guard !state.pack.isEmpty else { return }
    state.written.append(try repository.write(state.pack))
    state.pack.reset()
  }

  /// What a commit is called in the new history; nil for one that isn't in it.
  func name(of old: CommitID) -> CommitID? { state.withLock { $0.names[old] } }

  /// The reference has moved: the packs are like any others.
  func release() { state.withLock { for pack in $0.written { pack.release() } } }

  /// The reference won't move: the packs hold nothing that anybody needs.
  func abandon() { repository.packs.remove(state.withLock { $0.written }) }
}
