import Basics
import Store

/// Groups that are durable in the journal and not in git yet. Writers wait here when there are too many.
final class Backlog: Sendable {
  private struct State {
    var groups: [CommittedGroup] = []
    /// Of the groups here and those being materialised.
    var bytes = 0
    /// The newest group handed in, and the newest one done.
    var newest: UInt64 = 0
    var done: UInt64 = 0
    var firstArrival: Timestamp?
    var lastFinished: Timestamp?
    var hasLive = false
    var flushWaiters: [(sequence: UInt64, reply: CheckedContinuation<Void, Never>)] = []
    var throttled: [CheckedContinuation<Void, Never>] = []
    var isClosed = false
  }

  struct Limits: Sendable {
    /// Writers wait while more than this is not in git yet.
    var backlogBytes = 32 << 20
    var batchBytes = 4 << 20
    /// How long a group waits for others to share its pack: a moment after a pause; longer while one batch follows the other, since each
    /// costs a handful of syncs, and those hold up the journal's on the same disk.
    var liveLinger: Duration = .milliseconds(20)
    var busyLinger: Duration = .milliseconds(150)
    var busyPause: Duration = .milliseconds(500)
    var ephemeralLinger: Duration = .seconds(2)
  }

  private let state: Monitor<State>
  let limits: Limits
  private let clock: any WallClock

  init(limits: Limits, clock: any WallClock, done: UInt64) {
    self.limits = limits
    self.clock = clock
    state = Monitor(State(newest: done, done: done))
  }

  func add(_ group: CommittedGroup) {
    let now = clock.now
    state.withLock { state in
      state.groups.append(group)
      state.bytes += group.byteCount
      state.newest = group.sequence
      state.firstArrival = state.firstArrival ?? now
      state.hasLive = state.hasLive || group.transactions.contains { $0.isLive }
    }
    state.signal()
  }

  /// Blocks until there is work; nil when closed and empty, an empty batch when `retryMilliseconds` have passed.
  func next(retryMilliseconds: Int?) -> [CommittedGroup]? {
    while true {
      var linger: Int?
      let batch = state.wait(retryMilliseconds ?? 60_000) { state -> [CommittedGroup]?? in
        if state.groups.isEmpty { return state.isClosed ? .some(nil) : nil }
        linger = lingerMilliseconds(state)
        return linger == nil ? .some(takeBatch(&state)) : .some([])
      }
      guard let linger else { return batch ?? [] }
      // Something is there, but it may share its pack with what comes in a moment.
      _ = state.wait(linger) { state in lingerMilliseconds(state) == nil ? true : nil }
    }
  }

  private func lingerMilliseconds(_ state: State) -> Int? {
    guard !state.isClosed, state.flushWaiters.isEmpty, state.bytes < limits.batchBytes / 4, let arrival = state.firstArrival
    else { return nil }
    let now = clock.now
    let isBusy = state.lastFinished.map { now - $0 < limits.busyPause } ?? false
    let linger = !state.hasLive ? limits.ephemeralLinger : isBusy ? limits.busyLinger : limits.liveLinger
    let left = linger - (now - arrival)
    return left > .zero && left < .seconds(60) ? max(1, Int(left.nanoseconds / 1_000_000)) : nil
  }

  private func takeBatch(_ state: inout State) -> [CommittedGroup] {
    var bytes = 0
    let count = state.groups.prefix { group in
      defer { bytes += group.byteCount }
      return bytes < limits.batchBytes
    }.count
    defer {
      state.groups.removeFirst(count)
      if state.groups.isEmpty { (state.firstArrival, state.hasLive) = (nil, false) }
    }
    return Array(state.groups[..<count])
  }

  func finished(_ batch: [CommittedGroup]) {
    let now = clock.now
    let woken = state.withLock { state in
      if batch.contains(where: { $0.transactions.contains(where: \.isLive) }) { state.lastFinished = now }
      state.bytes -= batch.reduce(0) { $0 + $1.byteCount }
      state.done = batch.last?.sequence ?? state.done
      var woken = state.flushWaiters.filter { $0.sequence <= state.done }.map(\.reply)
      state.flushWaiters.removeAll { $0.sequence <= state.done }
      if state.bytes < limits.backlogBytes / 2 {
        woken += state.throttled
        state.throttled = []
      }
      return woken
    }
    for reply in woken { reply.resume() }
  }

  /// Waits until everything handed in so far is in git.
  func flush() async {
    await withCheckedContinuation { reply in
      let isDone = state.withLock { state in
        if state.done >= state.newest { return true }
        state.flushWaiters.append((state.newest, reply))
        return false
      }
      if isDone { reply.resume() } else { state.signal() }
    }
  }

  /// Lets a writer on at once, or once the backlog has shrunk.
  func admit() async {
    guard state.withLock({ $0.bytes > limits.backlogBytes && !$0.isClosed }) else { return }
    await withCheckedContinuation { reply in
      let isFree = state.withLock { state in
        if state.bytes <= limits.backlogBytes || state.isClosed { return true }
        state.throttled.append(reply)
        return false
      }
      if isFree { reply.resume() }
    }
  }

  /// Whether somebody waits for everything to be in git.
  var isFlushWanted: Bool { state.withLock { $0.isClosed || !$0.flushWaiters.isEmpty } }

  /// What is here will still be handed out; nothing more comes in.
  func close() {
    let woken = state.withLock { state in
      state.isClosed = true
      defer { state.throttled = [] }
      return state.throttled
    }
    state.signal()
    for reply in woken { reply.resume() }
  }

  var size: (groups: Int, bytes: Int) { state.withLock { ($0.groups.count, $0.bytes) } }
}

extension CommittedTransaction {
  /// Whether anything of it goes to `live` or `main`, and not to the ephemeral reference alone.
  var isLive: Bool { adoption != nil || !desired.isEmpty || changes.contains { !$0.object.key.isEphemeral } }
}
