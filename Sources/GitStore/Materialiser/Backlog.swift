import Basics
import Store

/// Groups that are durable in the journal and not in git yet. Writers wait here when there are too many.
final class Backlog: Sendable {
  private typealias Answer = CheckedContinuation<Bool, Never>

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
    /// Somebody else wants the thread for a moment.
    var isWoken = false
    /// Whether what was handed out last is still being worked on.
    var isAtWork = false
    /// Up to here a process before this one may have written `main` without getting to say so on `live`.
    var begun: UInt64 = 0
    var flushWaiters: [(sequence: UInt64, reply: Answer)] = []
    var settleWaiters: [Answer] = []
    var throttled: [CheckedContinuation<StoreError?, Never>] = []
    /// Why writing to git keeps failing; nil when it works.
    var trouble: String?
    var isClosed = false
    /// Nobody takes anything out any more.
    var hasEnded = false

    var isSettled: Bool { !isAtWork && done >= begun }
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

  /// `recovered` are the groups that the journal had at start; `hasHeld`: changes from before them are still to be seen to.
  init(limits: Limits, clock: any WallClock, done: UInt64, recovered: [CommittedGroup] = [], hasHeld: Bool = false) {
    self.limits = limits
    self.clock = clock
    let begun = recovered.last { $0.transactions.contains { !$0.desired.isEmpty } }?.sequence ?? done
    state = Monitor(State(newest: done, done: done, isAtWork: hasHeld, begun: begun))
    for group in recovered { add(group) }
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

  /// Blocks until there is work; nil when closed and empty, an empty batch when `retryMilliseconds` have passed or after `wake`.
  func next(retryMilliseconds: Int?) -> [CommittedGroup]? {
    rest()
    while true {
      var linger: Int?
      let batch = state.wait(retryMilliseconds ?? 60_000) { state -> [CommittedGroup]?? in
        if state.isWoken {
          (state.isWoken, state.isAtWork) = (false, true)
          return .some([])
        }
        if state.groups.isEmpty { return state.isClosed ? .some(nil) : nil }
        linger = lingerMilliseconds(state)
        return linger == nil ? .some(takeBatch(&state)) : .some([])
      }
      guard let linger else {
        state.withLock { $0.isAtWork = $0.isAtWork || batch == nil }
        return batch ?? []
      }
      // Something is there, but it may share its pack with what comes in a moment.
      _ = state.wait(linger) { state in lingerMilliseconds(state) == nil ? true : nil }
    }
  }

  /// Makes `next` answer at once, with an empty batch.
  func wake() {
    state.withLock { $0.isWoken = true }
    state.signal()
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
      state.isAtWork = true
      if state.groups.isEmpty { (state.firstArrival, state.hasLive) = (nil, false) }
    }
    return Array(state.groups[..<count])
  }

  func finished(_ batch: [CommittedGroup]) {
    let now = clock.now
    let (flushed, woken) = state.withLock { state -> ([Answer], [CheckedContinuation<StoreError?, Never>]) in
      state.trouble = nil
      if batch.contains(where: { $0.transactions.contains(where: \.isLive) }) { state.lastFinished = now }
      state.bytes -= batch.reduce(0) { $0 + $1.byteCount }
      state.done = batch.last?.sequence ?? state.done
      let flushed = state.flushWaiters.filter { $0.sequence <= state.done }.map(\.reply)
      state.flushWaiters.removeAll { $0.sequence <= state.done }
      guard state.bytes < limits.backlogBytes / 2 else { return (flushed, []) }
      defer { state.throttled = [] }
      return (flushed, state.throttled)
    }
    for reply in flushed { reply.resume(returning: true) }
    for reply in woken { reply.resume(returning: nil) }
  }

  /// What was handed out is over and done with, whatever came of it.
  private func rest() {
    let settled = state.withLock { state -> [Answer] in
      state.isAtWork = false
      guard state.isSettled else { return [] }
      defer { state.settleWaiters = [] }
      return state.settleWaiters
    }
    for reply in settled { reply.resume(returning: true) }
  }

  /// Tells those who wait that writing to git keeps failing; later ones may have more luck. Writers that wait for room are refused.
  func failed(_ reason: String) {
    let refused = state.withLock { state in
      state.trouble = reason
      defer { state.throttled = [] }
      return state.throttled
    }
    for reply in refused { reply.resume(returning: .unavailable(reason)) }
    release(ending: false)
  }

  /// Why no writes are taken any more: git can't be written, and the backlog is full. Nil as long as they are.
  var failure: StoreError? { state.withLock { isFull($0) ? $0.trouble.map { StoreError.unavailable($0) } : nil } }

  private func isFull(_ state: State) -> Bool { state.bytes > limits.backlogBytes && !state.isClosed }

  /// Nobody takes anything out any more: who waits, or comes to wait, is told that it will not be in git.
  func ended() { release(ending: true) }

  private func release(ending: Bool) {
    let waiting = state.withLock { state -> [Answer] in
      state.hasEnded = state.hasEnded || ending
      defer { (state.flushWaiters, state.settleWaiters) = ([], []) }
      return state.flushWaiters.map(\.reply) + state.settleWaiters
    }
    for reply in waiting { reply.resume(returning: false) }
  }

  /// Waits until everything handed in so far is in git. False when writing to git keeps failing, or has ended.
  func flush() async -> Bool {
    await withCheckedContinuation { reply in
      let answer = state.withLock { state -> Bool? in
        if state.done >= state.newest { return true }
        if state.hasEnded { return false }
        state.flushWaiters.append((state.newest, reply))
        return nil
      }
      if let answer { reply.resume(returning: answer) } else { state.signal() }
    }
  }

  /// Waits until what is being written now is done, without hurrying anything. False as with `flush`.
  func settle() async -> Bool {
    await withCheckedContinuation { reply in
      let answer = state.withLock { state -> Bool? in
        if state.isSettled { return true }
        if state.hasEnded { return false }
        state.settleWaiters.append(reply)
        return nil
      }
      if let answer { reply.resume(returning: answer) }
    }
  }

  /// Lets a writer on at once, or once the backlog has shrunk; throws when it can't, because git can't be written.
  func admit() async throws(StoreError) {
    guard state.withLock({ isFull($0) }) else { return }
    let refusal = await withCheckedContinuation { (reply: CheckedContinuation<StoreError?, Never>) in
      let answer = state.withLock { state -> StoreError?? in
        guard isFull(state) else { return .some(nil) }
        if let trouble = state.trouble { return .some(.unavailable(trouble)) }
        state.throttled.append(reply)
        return nil
      }
      if let answer { reply.resume(returning: answer) }
    }
    if let refusal { throw refusal }
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
    for reply in woken { reply.resume(returning: nil) }
  }

  var size: (groups: Int, bytes: Int) { state.withLock { ($0.groups.count, $0.bytes) } }
}

extension CommittedTransaction {
  /// Whether anything of it goes to `live` or `main`, and not to the ephemeral reference alone.
  var isLive: Bool { adoption != nil || !desired.isEmpty || changes.contains { !$0.object.key.isEphemeral } }
}
