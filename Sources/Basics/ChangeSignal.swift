import Synchronization

/// Lets tasks wait until something that they look at has changed: read `version`, look, then wait for a later version. A change
/// between looking and waiting is never missed.
public final class ChangeSignal: Sendable {
  private struct State {
    var version: UInt64 = 0
    var waiters: [UInt64: CheckedContinuation<Void, any Error>] = [:]
    var cancelled: Set<UInt64> = []
    var nextWaiter: UInt64 = 0
  }
  private let state = Mutex(State())

  public init() {}

  public var version: UInt64 { state.withLock { $0.version } }

  /// Something has changed: wakes whoever waits.
  public func notify() {
    let waiters = state.withLock { state in
      state.version += 1
      defer { state.waiters = [:] }
      return state.waiters.values
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns once `notify` was called after `version` was read; throws `CancellationError` when the task is cancelled.
  public func wait(after version: UInt64) async throws {
    let id = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome: Result<Void, any Error>? = state.withLock { state in
          if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
          if state.version != version { return .success(()) }
          state.waiters[id] = continuation
          return nil
        }
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        let waiter = state.waiters.removeValue(forKey: id)
        if waiter == nil { state.cancelled.insert(id) }
        return waiter
      }
      waiter?.resume(throwing: CancellationError())
    }
    _ = state.withLock { $0.cancelled.remove(id) }
  }
}
