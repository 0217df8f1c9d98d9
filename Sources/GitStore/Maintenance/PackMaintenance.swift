import Basics
import GitObjects
import Glibc
import Synchronization

/// Keeps the number of packs small, at low priority, with the `git` program: geometric repacking (each pack at least twice the
/// next, so an object is rewritten a logarithmic number of times), then the commit-graph.
///
/// After history was squashed it also gives back what no reference reaches, but not before a grace time is over: `git repack --cruft` keeps
/// such objects, with the time of their last use, in a pack of its own until then.
///
/// Nothing here is needed for correctness: without a `git` program the repository only grows and slows down.
final class PackMaintenance: Sendable {
  private struct State {
    var isClosed = false
    var child: pid_t = 0
    var lastRun: Duration = .zero
    var endedAt: ContinuousClock.Instant?
    var packs = 0
    var packsChangedAt: ContinuousClock.Instant?
    /// The newest squash whose old commits stand in a pack of their own.
    var setApart: Timestamp?
    var lastPrune: Duration = .zero
    var prunedAt: ContinuousClock.Instant?
  }

  private static let margin: Duration = .seconds(60)

  private let repository: Repository
  private let grace: Duration
  private let clock: any WallClock
  private let state = Monitor(State())
  /// One run of the `git` program at a time.
  private let turn = Mutex(())

  init(_ repository: Repository, grace: Duration, clock: any WallClock) {
    (self.repository, self.grace, self.clock) = (repository, grace, clock)
  }

  /// Consolidates if it is time to, or if it is wanted. Packs marked with `.keep` stay out of it: batches whose references are still
  /// to be moved, and the ephemeral ones.
  func consolidate(isWanted: Bool = false) {
    turn.withLock { _ in
      let begin = ContinuousClock.now
      guard isWanted || isDue(begin) else { return }
      guard git(["repack", "--geometric=2", "-d", "-q", "--no-write-bitmap-index", "--window=4", "--threads=1"]) else { return }
      writeCommitGraph(["--split"])
      let (end, packs) = (ContinuousClock.now, repository.packs.packCount)
      state.withLock { state in (state.lastRun, state.endedAt, state.packs) = (end - begin, end, packs) }
    }
  }

  /// Sets apart what was squashed, and once the grace time is over gives it back; or at once what is old enough. False when there was nothing
  /// to do, or it failed.
  @discardableResult
  func prune(isWanted: Bool = false) -> Bool {
    turn.withLock { _ in
      guard let squashed = Retention.squashedAt(repository.gitDirectory) else { return false }
      let begin = ContinuousClock.now
      // The last packs with old commits in them were written a moment later.
      let isOver = clock.now >= squashed + grace + min(grace, Self.margin)
      let isRested = state.withLock { state in
        state.setApart != squashed || isOver && (state.prunedAt.map { (begin - $0).seconds >= state.lastPrune.seconds * MaintenancePolicy.restFactor } ?? true)
      }
      guard isWanted || isRested else { return false }
      // A commit-graph that names commits which are gone is broken.
      writeCommitGraph(["--split=replace"])
      let expiration = grace > .zero ? "\(Int(grace.seconds)).seconds.ago" : "now"
      let isDone = git([
        "repack", "-d", "-q", "--cruft", "--cruft-expiration=" + expiration, "--no-write-bitmap-index", "--window=4", "--threads=1",
      ])
      let end = ContinuousClock.now
      state.withLock { state in
        (state.lastPrune, state.prunedAt) = (end - begin, end)
        if isDone { state.setApart = squashed }
      }
      if isDone, isOver { Retention.forget(squashed, repository.gitDirectory) }
      return isDone
    }
  }

  private func isDue(_ now: ContinuousClock.Instant) -> Bool {
    let packs = repository.packs.packCount
    return state.withLock { state in
      if packs != state.packs || state.packsChangedAt == nil { (state.packs, state.packsChangedAt) = (packs, now) }
      return MaintenancePolicy.next(
        packs: packs, lastRun: state.lastRun.seconds, sinceLastRun: state.endedAt.map { (now - $0).seconds } ?? .infinity,
        sinceLastWrite: state.packsChangedAt.map { (now - $0).seconds } ?? 0) == .consolidate
    }
  }

  /// Of the branches alone: commits of the ephemeral reference vanish, and fsck calls a commit-graph that names them broken.
  private func writeCommitGraph(_ how: [String]) {
    let tips = [LiveBranch.reference, MainBranch.reference, NotesBranch.reference].compactMap { try? repository.resolve($0) }
    let input = repository.gitDirectory + "/kctl/commit-graph-tips"
    guard (try? TextFile.write(tips.map { $0.hex + "\n" }.joined(), to: input)) != nil else { return }
    _ = git(["commit-graph", "write", "--stdin-commits", "--no-progress"] + how, input: input)
    unlink(input)
  }

  /// Ends a run that is under way, and allows no more.
  func close() {
    let child = state.withLock { state in
      state.isClosed = true
      return state.child
    }
    if child > 0 { kill(child, SIGTERM) }
  }

  private func git(_ arguments: [String], input: String = "/dev/null") -> Bool {
    let words = ["nice", "-n", "15", "git", "--git-dir", repository.gitDirectory, "-c", "pack.writeReverseIndex=false"] + arguments
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    posix_spawn_file_actions_addopen(&files, 0, input, O_RDONLY, 0)
    for descriptor in [1, 2] as [Int32] { posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0) }
    defer { posix_spawn_file_actions_destroy(&files) }
    var child: pid_t = 0
    let started = state.withLock { state in
      guard !state.isClosed, posix_spawnp(&child, "nice", &files, nil, &argv, environ) == 0 else { return false }
      state.child = child
      return true
    }
    guard started else { return false }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    state.withLock { $0.child = 0 }
    return status == 0
  }
}
