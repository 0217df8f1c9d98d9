import APIMachinery
import Basics
import GitObjects
import Store
import Synchronization

/// Turns journal groups into git: main edits, then live commits, one pack a batch, then the references, then the journal is trimmed.
///
/// Runs on a thread of its own. What fails (a full disk, a lock that somebody holds) is tried again until it works; the
/// journal keeps everything meanwhile.
final class Materialiser: Sendable {
  struct Status: Sendable {
    var adopted: CommitID?
    var heldEdits = 0
    var oldestHeld: Revision?
    var problem: String?
    var batches = 0
    /// The newest tree of `live`, and the revision up to which it says all.
    var live: (tree: ObjectID, revision: Revision)?
    var liveChanges = 0
  }

  /// What only the thread touches.
  final class Branches {
    let live: LiveBranch
    let ephemeral: EphemeralBranch
    let main: MainBranch
    let notes: NotesBranch
    let held: HeldEdits
    let pack = PackBuilder()
    var doneSequence: UInt64 = 0
    init(live: LiveBranch, ephemeral: EphemeralBranch, main: MainBranch, notes: NotesBranch, held: HeldEdits) {
      (self.live, self.ephemeral, self.main, self.notes, self.held) = (live, ephemeral, main, notes, held)
    }
  }

  private let repository: Repository
  let backlog: Backlog
  private let journal: Journal
  private let clock: any WallClock
  private let status: Mutex<Status>
  private let isAborted = Atomic<Bool>(false)
  private let thread = Mutex<WorkerThread?>(nil)
  typealias Observer = @Sendable ([(commit: CommitID, keys: [ObjectKey])]) -> Void
  private let observer = Mutex<Observer?>(nil)
  let errand = Monitor(Errand())

  init(_ repository: Repository, backlog: Backlog, journal: Journal, clock: any WallClock, _ branches: Branches) {
    (self.repository, self.backlog, self.journal, self.clock) = (repository, backlog, journal, clock)
    let held = branches.main.held
    status = Mutex(
      Status(
        adopted: branches.main.adopted, heldEdits: held.count, oldestHeld: held.first?.transaction.revision, live: branches.live.state))
  }

  func start(_ branches: sending Branches) throws(SystemError) {
    let box = Mutex<Branches?>(branches)
    let worker = try WorkerThread { [self] in
      if let branches = box.withLock({ $0.take() }) { run(branches) }
      backlog.ended()
      errand.withLock { $0.hasEnded = true }
      errand.signal()
    }
    thread.withLock { $0 = worker }
  }

  /// Calls `observer` on the thread with what each newly published commit of `live` touched.
  func onPublished(_ observer: @escaping Observer) { self.observer.withLock { $0 = observer } }

  var currentStatus: Status { status.withLock { $0 } }

  /// Blocks until what is in the backlog is in git, or until that has failed once.
  func close() {
    isAborted.store(true, ordering: .relaxed)
    backlog.close()
    thread.withLock { $0 }?.join()
  }

  // MARK: - the thread

  private func run(_ branches: Branches) {
    // What the last process left held, before anybody may take `main` for somebody else's.
    if branches.main.isWritable(), !materialise([], branches) { return }
    while true {
      let retry = !branches.main.held.isEmpty ? 200 : branches.ephemeral.isChanged ? 1_000 : nil
      guard let batch = backlog.next(retryMilliseconds: retry) else { break }
      runErrand(branches)
      if batch.isEmpty, !branches.main.isWritable(), !branches.ephemeral.isChanged { continue }
      guard materialise(batch, branches) else { return }
    }
    if branches.ephemeral.isChanged { _ = materialise([], branches) }
    trim([], branches)
  }

  /// False when closing and something still failed: the journal has it.
  private func materialise(_ batch: [CommittedGroup], _ branches: Branches) -> Bool {
    guard retrying({ try branches.live.prepare(batch, self.repository) }) else { return false }
    for round in Self.rounds(batch) {
      if let first = round.first, first.position.sequence > branches.live.recovered, let adoption = first.transaction.adoption,
        let commit = CommitID(hex: adoption.commit)
      {
        branches.main.adopt(commit)
        branches.notes.add(adoption.note, on: commit)
      }
      var commits: [JournalPosition: CommitID] = [:]
      let main = branches.main.adopted
      // What `live` has already is on `main`, or was held when this process began.
      for entry in round where entry.position.sequence > branches.live.recovered { branches.main.add(entry.transaction, at: entry.position) }
      guard retrying({ commits = try branches.main.writeHeld() }) else { return false }
      build(round, commits, from: main, branches)
    }
    let now = clock.now
    let held = branches.main.held
    let isPublished = retrying {
      // Those that came in before `live` tells that their groups are through, those that went out after it.
      if !held.isEmpty { try branches.held.keep(held) }
      try publish(branches, now)
      try branches.held.keep(held)
    }
    guard isPublished else { return false }
    let published = branches.live.settle()
    observer.withLock { $0 }?(published)
    trim(batch, branches)
    // Before `finished`: whoever waits for the batch then sees what came of it.
    status.withLock {
      $0.adopted = branches.main.adopted
      $0.heldEdits = branches.main.held.count
      $0.oldestHeld = branches.main.held.first?.transaction.revision
      $0.problem = branches.main.problem
      $0.batches += 1
      ($0.live, $0.liveChanges) = (branches.live.state, branches.live.changeCount)
    }
    backlog.finished(batch)
    return true
  }

  private typealias Entry = (position: JournalPosition, transaction: CommittedTransaction)

  /// The batch's transactions, cut before each adoption: what comes after one stands on what it adopted.
  private static func rounds(_ batch: [CommittedGroup]) -> [[Entry]] {
    var rounds: [[Entry]] = [[]]
    for group in batch {
      for entry in group.positioned {
        if entry.transaction.adoption != nil { rounds.append([]) }
        rounds[rounds.count - 1].append(entry)
      }
    }
    return rounds
  }

  /// `main` is what was adopted before the round: each live commit names what was in force when its writes happened.
  private func build(_ round: [Entry], _ commits: [JournalPosition: CommitID], from main: CommitID?, _ branches: Branches) {
    var main = main
    var late = commits
    var isTipTakenIn = false
    for (position, transaction) in round {
      let sequence = position.sequence
      if sequence > branches.live.recovered {
        if late.removeValue(forKey: position) != nil { isTipTakenIn = true }
        let takesIn = commits[position] ?? transaction.adoption.flatMap { CommitID(hex: $0.commit) }
        branches.live.add(transaction, sequence: sequence, main: main, takesIn: takesIn, branches.pack)
        main = takesIn ?? main
      } else {
        branches.live.skip(transaction)
      }
      branches.ephemeral.add(transaction, sequence: sequence)
    }
    branches.live.commitGathered(main: main, branches.pack)
    // Changes that were held: their live commits are long there, so a commit of its own takes them in.
    if !isTipTakenIn, let last = late.max(by: { $0.key < $1.key }) {
      branches.live.commitGathered(main: branches.main.adopted, takesIn: last.value, branches.pack)
    }
  }

  private func publish(_ branches: Branches, _ now: Timestamp) throws(GitError) {
    try branches.notes.publish(repository, now: now)
    try branches.ephemeral.publish(
      repository, isForced: backlog.isFlushWanted, interval: backlog.limits.ephemeralLinger, now: now)
    guard branches.live.hasNews else { return }
    let written = try repository.write(branches.pack)
    try branches.live.publish(repository)
    written.release()
    branches.pack.reset()
  }

  private func trim(_ batch: [CommittedGroup], _ branches: Branches) {
    branches.doneSequence = max(branches.doneSequence, batch.last?.sequence ?? 0)
    let ephemeral = branches.ephemeral.isChanged ? branches.ephemeral.publishedSequence : .max
    journal.trim(through: min(branches.doneSequence, ephemeral))
  }

  /// Runs the step until it works. False when it failed while the store is closing. Whoever waits hears of it after about a second.
  private func retrying(_ step: () throws -> Void) -> Bool {
    var pauseMilliseconds = 10
    while true {
      do {
        try step()
        return true
      } catch {
        status.withLock { $0.problem = "writing to git is held up, writes are safe in the journal: \(error)" }
      }
      if isAborted.load(ordering: .relaxed) { return false }
      // Before the pause: who comes to wait from now on waits for the next attempt.
      if pauseMilliseconds == 1_000 { backlog.failed(currentStatus.problem ?? "") }
      _ = Monitor(0).wait(pauseMilliseconds) { _ -> Bool? in nil }
      pauseMilliseconds = min(pauseMilliseconds * 2, 1_000)
    }
  }
}
