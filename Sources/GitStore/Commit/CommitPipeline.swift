import APIMachinery
import Basics
import Glibc
import Store
import Synchronization

/// The way of a write: checked and numbered against the staged state, journaled in groups by one thread, published, acknowledged.
///
/// While one group is being synced the next one gathers, so that many writers share each sync.
final class CommitPipeline: Sendable {
  typealias Reply = CheckedContinuation<Result<[StoredObject?], StoreError>, Never>

  private struct Pending {
    var transaction: CommittedTransaction
    var outcome: StoreState.Outcome
    var reply: Reply
    /// The state after it, where a group must end.
    var boundary: StoreState?
  }

  private struct Queue {
    var staged: StoreState
    var pending: [Pending] = []
    /// Of what came since the last boundary.
    var bytes = 0
    var isClosed = false
  }

  private static let groupBytesMax = 4 << 20

  private let queue: Monitor<Queue>
  private let published: Mutex<PublishedState>
  private let journal: Journal
  private let coding: JournalCoding
  private let clock: any WallClock
  private let observers = StoreObservers()
  private let onDurable: @Sendable (CommittedGroup) -> Void
  private let thread = Mutex<WorkerThread?>(nil)
  /// What the newest group failed with; nil when it is on the disk.
  private let writeFailure = Mutex<StoreError?>(nil)

  init(
    _ state: StoreState, window: HistoryWindow, journal: Journal, coding: JournalCoding, clock: any WallClock,
    onDurable: @escaping @Sendable (CommittedGroup) -> Void
  ) {
    queue = Monitor(Queue(staged: state))
    published = Mutex(PublishedState(state, window: window))
    (self.journal, self.coding, self.clock, self.onDurable) = (journal, coding, clock, onDurable)
  }

  func start() throws(SystemError) {
    let worker = try WorkerThread { [self] in
      // Every writer waits for this thread, and it does little but wait for the disk. Without the privilege it runs like any other.
      setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, -10)
      var pace = GroupPace()
      while writeGroup(&pace) {}
    }
    thread.withLock { $0 = worker }
  }

  // MARK: - callers

  func submit(_ transaction: Transaction, _ reply: Reply) {
    let now = clock.now
    let refusal = queue.withLock { queue -> StoreError? in
      guard !queue.isClosed else { return .closed }
      do throws(StoreError) {
        let outcome = try queue.staged.apply(transaction)
        let committed = CommittedTransaction(transaction, outcome, revision: queue.staged.revision, time: now)
        queue.bytes += committed.byteCount
        // A copy of the state makes the next writes copy what they change: one a group, not one a write.
        let isBoundary = queue.bytes >= Self.groupBytesMax
        if isBoundary { queue.bytes = 0 }
        queue.pending.append(
          Pending(transaction: committed, outcome: outcome, reply: reply, boundary: isBoundary ? queue.staged : nil))
        return nil
      } catch {
        return error
      }
    }
    if let refusal { reply.resume(returning: .failure(refusal)) } else { queue.signal() }
  }

  var failure: StoreError? { queue.withLock { $0.isClosed } ? .closed : writeFailure.withLock { $0 } }

  var current: StoreState { published.withLock { $0.current } }

  /// Of one resource only when it is named.
  func recentSnapshot(at revision: Revision, of resource: GroupResource? = nil) throws(StoreError) -> StoreState {
    try published.withLock { $0 }.snapshot(at: revision, of: resource)
  }

  func changes(of resource: GroupResource, after: Revision) throws(StoreError) -> ChangeBatch {
    try published.withLock { published throws(StoreError) in try published.changes(of: resource, after: after) }
  }

  func observe(_ resource: GroupResource?, _ observer: @escaping @Sendable () -> Void) -> StoreObservation {
    observers.add(resource, observer)
  }

  /// Refuses new writes and blocks until those under way are answered.
  func close() {
    queue.withLock { $0.isClosed = true }
    queue.signal()
    thread.withLock { $0 }?.join()
    journal.close()
  }

  // MARK: - the thread

  /// False once closed and empty.
  private func writeGroup(_ pace: inout GroupPace) -> Bool {
    _ = queue.wait { $0.pending.isEmpty && !$0.isClosed ? nil : true }
    Self.sleep(pace.pause(now: Self.monotonicNanoseconds))
    let taken = queue.wait { queue -> (group: [Pending], state: StoreState)? in
      guard !queue.pending.isEmpty else { return queue.isClosed ? ([], queue.staged) : nil }
      if let end = queue.pending.firstIndex(where: { $0.boundary != nil }), let state = queue.pending[end].boundary {
        defer { queue.pending.removeFirst(end + 1) }
        return (Array(queue.pending[...end]), state)
      }
      defer { (queue.pending, queue.bytes) = ([], 0) }
      return (queue.pending, queue.staged)
    }
    guard let (group, state) = taken, !group.isEmpty else { return false }
    defer { pace.wrote(group.count, now: Self.monotonicNanoseconds) }
    let transactions = group.map(\.transaction)
    do {
      let sequence = try journal.append(coding.encode(transactions))
      publish(group, state)
      onDurable(CommittedGroup(sequence: sequence, transactions: transactions))
      for pending in group { pending.reply.resume(returning: .success(pending.outcome.results)) }
    } catch {
      refuse(group, .unavailable(Self.explain(error)))
    }
    return true
  }

  private static var monotonicNanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private static func sleep(_ nanoseconds: Int64) {
    guard nanoseconds > 0 else { return }
    var time = timespec(tv_sec: 0, tv_nsec: Int(nanoseconds))
    nanosleep(&time, nil)
  }

  private func publish(_ group: [Pending], _ state: StoreState) {
    writeFailure.withLock { $0 = nil }
    let changes = group.flatMap(\.outcome.changes)
    published.withLock { $0.publish(state, changes) }
    observers.notify(changes)
  }

  /// Nothing of the group is on the disk: it and all that was checked against it is taken back.
  private func refuse(_ group: [Pending], _ error: StoreError) {
    writeFailure.withLock { $0 = error }
    let durable = current
    let later = queue.withLock { queue in
      queue.staged = durable
      defer { (queue.pending, queue.bytes) = ([], 0) }
      return queue.pending
    }
    for pending in group + later { pending.reply.resume(returning: .failure(error)) }
  }

  private static func explain(_ error: SystemError) -> String {
    let advice =
      switch error.code {
      case 28, 122: "the disk is full: free some space; writes go on by themselves then"
      case 27: "the process's file size limit (ulimit -f) is reached: raise it"
      case 30: "the file system is read-only: remount it, or move the repository"
      case 13, 1: "the repository may not be written by this user: check its owner and permissions"
      case 5: "the disk reports errors: check it before going on"
      default: "check the disk and the repository's permissions"
      }
    return "the store can't write (\(error)); \(advice). Nothing was changed"
  }
}
