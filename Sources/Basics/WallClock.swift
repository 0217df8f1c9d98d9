#if canImport(Glibc)
  import Glibc
#endif
import Synchronization

/// Tells the time. Every rule takes one (or a `Timestamp`) as a parameter, so that tests and the simulator decide what time it is.
public protocol WallClock: Sendable {
  var now: Timestamp { get }
  /// Returns once `now` has reached `deadline`; throws `CancellationError` when the task is cancelled before.
  func sleep(until deadline: Timestamp) async throws
}

extension WallClock {
  public func sleep(for duration: Duration) async throws { try await sleep(until: now + duration) }
}

/// The host's clock.
public struct SystemClock: WallClock {
  public init() {}

  public var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanosecondsSinceEpoch: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  public func sleep(until deadline: Timestamp) async throws {
    let remaining = deadline - now
    if remaining > .zero { try await Task.sleep(for: remaining) }
  }
}

/// A clock that stands still until it is told to move; sleepers wake when `advance` passes their deadline.
public final class ManualClock: WallClock {
  private struct Sleeper { let deadline: Timestamp; let wake: CheckedContinuation<Void, any Error> }
  private struct State { var now: Timestamp; var sleepers: [UInt64: Sleeper] = [:]; var cancelled: Set<UInt64> = []; var nextID: UInt64 = 0 }
  private let state: Mutex<State>

  public init(_ start: Timestamp = Timestamp(secondsSinceEpoch: 1_700_000_000)) { state = Mutex(State(now: start)) }

  public var now: Timestamp { state.withLock { $0.now } }

  /// Moves the clock (backwards too, as a real one may) and wakes whoever is due.
  public func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now = state.now + duration
      let ids = state.sleepers.filter { $0.value.deadline <= state.now }.sorted { $0.value.deadline < $1.value.deadline }
      for (id, _) in ids { state.sleepers[id] = nil }
      return ids.map(\.value.wake)
    }
    for wake in due { wake.resume() }
  }

  public func sleep(until deadline: Timestamp) async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome: Result<Void, any Error>? = state.withLock { state in
          if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
          if deadline <= state.now { return .success(()) }
          state.sleepers[id] = Sleeper(deadline: deadline, wake: continuation)
          return nil
        }
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        let sleeper = state.sleepers.removeValue(forKey: id)
        if sleeper == nil { state.cancelled.insert(id) }
        return sleeper
      }
      sleeper?.wake.resume(throwing: CancellationError())
    }
    _ = state.withLock { $0.cancelled.remove(id) }
  }
}
