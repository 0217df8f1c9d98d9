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
  private static let niceness: Int32 = 15
  /// `SCHED_IDLE` of sched(7), which Swift's Glibc module leaves out.
  private static let idleScheduling: Int32 = 5
  private static let lookMicroseconds: UInt32 = 50_000

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
      var priority = MaintenancePolicy.Priority.share
      if !isWanted {
        guard case .consolidate(let due) = nextStep(begin) else { return }
        priority = due
      }
      guard git(["repack", "--geometric=2", "-d", "-q", "--no-write-bitmap-index", "--window=4", "--threads=1"], priority) else { return }
      writeCommitGraph(["--split"], priority)
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

  private func nextStep(_ now: ContinuousClock.Instant) -> MaintenancePolicy.Step {
    let packs = repository.packs.packCount
    return state.withLock { state in
      let growth = packs - state.packs
      if packs != state.packs || state.packsChangedAt == nil { (state.packs, state.packsChangedAt) = (packs, now) }
      return MaintenancePolicy.next(
        packs: packs, growth: growth, lastRun: state.lastRun.seconds, sinceLastRun: state.endedAt.map { (now - $0).seconds } ?? .infinity,
        sinceLastWrite: state.packsChangedAt.map { (now - $0).seconds } ?? 0)
    }
  }

  /// Of the branches alone: commits of the ephemeral reference vanish, and fsck calls a commit-graph that names them broken.
  private func writeCommitGraph(_ how: [String], _ priority: MaintenancePolicy.Priority = .share) {
    let tips = [LiveBranch.reference, MainBranch.reference, NotesBranch.reference].compactMap { try? repository.resolve($0) }
    let input = repository.gitDirectory + "/kctl/commit-graph-tips"
    guard (try? TextFile.write(tips.map { $0.hex + "\n" }.joined(), to: input)) != nil else { return }
    _ = git(["commit-graph", "write", "--stdin-commits", "--no-progress"] + how, priority, input: input)
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

  private func git(_ arguments: [String], _ priority: MaintenancePolicy.Priority = .share, input: String = "/dev/null") -> Bool {
    guard let child = start(["git", "--git-dir", repository.gitDirectory, "-c", "pack.writeReverseIndex=false"] + arguments, priority, input) else {
      return false
    }
    defer { state.withLock { $0.child = 0 } }
    var status: Int32 = 0
    while true {
      let ended = waitpid(child, &status, priority == .share ? 0 : WNOHANG)
      if ended == child { return status == 0 }
      if ended < 0, errno != EINTR { return false }
      guard priority == .leftovers else { continue }
      // Leftovers may be too little for too long.
      if repository.packs.packCount > MaintenancePolicy.packsMax { kill(child, SIGTERM) }
      usleep(Self.lookMicroseconds)
    }
  }

  /// Nil when it could not be started, or none may be any more.
  private func start(_ words: [String], _ priority: MaintenancePolicy.Priority, _ input: String) -> pid_t? {
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    posix_spawn_file_actions_addopen(&files, 0, input, O_RDONLY, 0)
    for descriptor in [1, 2] as [Int32] { posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0) }
    defer { posix_spawn_file_actions_destroy(&files) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    if priority == .leftovers {
      var parameters = sched_param()
      posix_spawnattr_setschedpolicy(&attributes, Self.idleScheduling)
      posix_spawnattr_setschedparam(&attributes, &parameters)
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSCHEDULER))
    }
    return state.withLock { state -> pid_t? in
      var child: pid_t = 0
      guard !state.isClosed, posix_spawnp(&child, "git", &files, &attributes, &argv, environ) == 0 else { return nil }
      if priority == .share { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(child), Self.niceness) }
      state.child = child
      return child
    }
  }
}
