import Basics
import GitObjects
import Glibc
import Store
import Synchronization

/// Squashes the old part of `live`'s history into a snapshot, while writers go on.
///
/// Most of the work is done beside the materialiser; at the end it stands still for the moment in which the newest commits are taken over
/// and the reference moves, from one whole history to another. A process that dies at any instant leaves one or the other, and at worst
/// packs that nobody names. The history indexes follow; where that is cut off, they are made anew from git.
///
/// What nobody reaches any more stays on the disk for a grace time, for programs that are still reading it.
final class Retention: Sendable {
  /// More commits than this are taken over before the materialiser is stopped for the rest.
  private static let restMax = 64
  /// Squashing takes at most one part in this many of the time.
  private static let restFactor = 10.0

  private struct State {
    var lastRun: Duration = .zero
    var endedAt: ContinuousClock.Instant?
  }

  private let history: HistoryReader
  private let materialiser: Materialiser
  private let signer: CommitSigner?
  private let clock: any WallClock
  private let policy: RetentionPolicy?
  private let isClosed = Atomic<Bool>(false)
  private let running = Mutex(State())
  /// Where this process has cut history off; memory may reach back further.
  private let horizon = Atomic<UInt64>(0)

  init(
    _ history: HistoryReader, _ materialiser: Materialiser, signer: CommitSigner?, policy: RetentionPolicy?, clock: any WallClock
  ) {
    (self.history, self.materialiser, self.signer, self.policy, self.clock) = (history, materialiser, signer, policy, clock)
  }

  /// Allows no more of it; what is under way is given up, or done, when this returns.
  func close() {
    isClosed.store(true, ordering: .relaxed)
    running.withLock { _ in }
  }

  /// Where it is written when something was squashed that is still on the disk.
  private var mark: String { Self.mark(history.repository.gitDirectory) }
  private static func mark(_ gitDirectory: String) -> String { gitDirectory + "/kctl/squashed" }

  /// When something was squashed that may still be on the disk; nil when there is nothing of the kind.
  static func squashedAt(_ gitDirectory: String) -> Timestamp? {
    (try? TextFile.read(mark(gitDirectory))).flatMap { Timestamp(rfc3339: String($0.prefix { $0 != "\n" })) }
  }

  /// What was squashed until `time` is gone from the disk.
  static func forget(_ time: Timestamp, _ gitDirectory: String) { if squashedAt(gitDirectory) == time { unlink(mark(gitDirectory)) } }

  /// Throws for a revision before the history that is kept, also while memory still has it: the answer must not depend on what that holds.
  func check(_ revision: Revision) throws(StoreError) {
    let oldest = Revision(horizon.load(ordering: .relaxed))
    if revision < oldest { throw .compacted(oldest: oldest) }
  }

  /// Squashes what the store's own policy says, if it is worth it by now. Blocks.
  func runIfDue() throws {
    guard let policy else { return }
    let begin = ContinuousClock.now
    let isRested = running.withLock { state in
      state.endedAt.map { (begin - $0).seconds >= state.lastRun.seconds * Self.restFactor } ?? true
    }
    if isRested { _ = try run(.keeping(policy), onRequest: false) }
  }

  /// Squashes, or with `dryRun` only tells what would be. Blocks.
  func run(_ scope: CompactionScope, onRequest: Bool, dryRun: Bool = false) throws -> CompactionReport {
    try running.withLock { state in
      let begin = ContinuousClock.now
      let plan = try plan(scope, onRequest: onRequest)
      guard let plan, !dryRun else { return try report(plan, isDone: false) }
      try squash(plan)
      let end = ContinuousClock.now
      (state.lastRun, state.endedAt) = (end - begin, end)
      return try report(plan, isDone: true)
    }
  }

  // MARK: - what

  private struct Plan {
    var cut: HistoryIndex.Step
    var time: Timestamp
    /// How many commits become the snapshot, and how many it stands for, earlier snapshots' included.
    var count: Int
    var represented: Int
    var kept: [CommitID]
  }

  private func plan(_ scope: CompactionScope, onRequest: Bool) throws -> Plan? {
    let now = clock.now
    let size = RepositorySize(history.repository.gitDirectory)
    return try history.state.withLock { state in
      let index = try history.update(&state)
      guard index.count > 0 else { throw RetentionError.nothingThere }
      let count: Int
      switch scope {
      case .keeping(let policy):
        var facts = RetentionPolicy.Facts(commits: index.count, bytes: size.total, isPruned: Self.squashedAt(history.repository.gitDirectory) == nil)
        if let age = policy.age { facts.expired = try history.count(before: now - age, index) }
        count = policy.squashable(facts, onRequest: onRequest)
      case .since(let revision):
        let newest = materialiser.currentStatus.live?.revision ?? .zero
        guard revision <= newest else { throw StoreError.future(revision, current: newest) }
        if let first = index[0], first.first > Revision(1), revision < first.last { throw StoreError.compacted(oldest: first.last) }
        let before = index.position(reaching: revision.advanced(by: 1)) ?? 0
        count = before > RetentionPolicy.rootCommits ? before : 0
      }
      // Below the second revision nothing tells a snapshot from a beginning.
      guard count > 0, let cut = index[count - 1], cut.last > Revision(1), let first = index[0] else { return nil }
      let kept = try (count..<index.count).map { position in
        guard let step = index[position] else { throw HistoryError.damagedIndex }
        return step.commit
      }
      let root = try history.repository.commit(first.commit)
      let earlier = LiveTrailers.snapshot(root)
      let roots = earlier == nil ? 0 : index.count > 1 && index[1]?.last == first.last && index[1]?.first == first.first ? 2 : 1
      return Plan(
        cut: cut, time: try history.repository.commit(cut.commit).committer.time, count: count,
        represented: count - roots + (earlier?.count ?? 0), kept: kept)
    }
  }

  // MARK: - how

  private func squash(_ plan: Plan) throws {
    let (now, repository) = (clock.now, try Repository.open(history.repository.gitDirectory))
    let squash = try LiveSquash(at: plan.cut.commit, count: plan.represented, now: now, repository, signer)
    do {
      for start in stride(from: 0, to: plan.kept.count, by: Self.restMax) {
        try squash.add(plan.kept[start..<min(start + Self.restMax, plan.kept.count)])
        try checkWanted()
      }
      while let tip = try repository.resolve(LiveBranch.reference) {
        let missing = try squash.missing(upTo: tip)
        try squash.add(missing)
        try checkWanted()
        if missing.count <= Self.restMax { break }
      }
      _ = try squash.finish()
      // Before the reference moves: whoever looks for what can be given back must not miss it.
      try TextFile.write(now.rfc3339 + "\n", to: mark, mode: 0o600)
      try history.squash(squash, from: plan.count) {
        let isDone = try materialiser.visit(while: { !isClosed.load(ordering: .relaxed) }) { branches in
          guard let tip = branches.live.published else { throw RetentionError.nothingThere }
          try squash.add(squash.missing(upTo: tip))
          try branches.live.replace(tip, by: squash.finish(), repository)
        }
        guard isDone else { throw RetentionError.interrupted }
      }
    } catch {
      if let tip = try? repository.resolve(LiveBranch.reference), tip != squash.tip { squash.abandon() }
      throw error
    }
    horizon.store(plan.cut.last.rawValue, ordering: .relaxed)
    squash.release()
  }

  private func checkWanted() throws { if isClosed.load(ordering: .relaxed) { throw RetentionError.interrupted } }

  private func report(_ plan: Plan?, isDone: Bool) throws -> CompactionReport {
    var report = CompactionReport(extent: try history.extent(), isDone: isDone)
    if let plan {
      (report.squashed, report.kept) = (plan.count, plan.kept.count)
      (report.oldest, report.oldestTime, report.replaced) = (plan.cut.last, plan.time, plan.cut.commit)
    } else {
      report.kept = report.extent.commits
      (report.oldest, report.oldestTime) = (report.extent.oldest, report.extent.oldestTime)
    }
    return report
  }
}
