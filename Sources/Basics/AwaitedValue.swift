import Synchronization

/// A value that tasks wait for: each until it has reached what the task wants. A change between looking and waiting is never missed.
final class AwaitedValue<Value: Comparable & Sendable>: Sendable {
  private struct Waiter: Sendable {
    var wanted: Value
    var wake: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var value: Value
    var waiters: [UInt64: Waiter] = [:]
    /// Those who were cancelled before they waited.
    var cancelled: Set<UInt64> = []
    var nextID: UInt64 = 0
  }

  private let state: Mutex<State>

  init(_ value: Value) { state = Mutex(State(value: value)) }

  var value: Value { state.withLock { $0.value } }

  /// Changes the value and wakes whoever wanted no more than it is now: those who wanted less first.
  func update(_ change: (inout Value) -> Void) {
    let due = state.withLock { state in
      change(&state.value)
      let due = state.waiters.filter { $0.value.wanted <= state.value }
        .sorted { ($0.value.wanted, $0.key) < ($1.value.wanted, $1.key) }
      for (id, _) in due { state.waiters[id] = nil }
      return due.map(\.value.wake)
    }
    for wake in due { wake.resume() }
  }

  /// Returns once the value is `wanted` or greater; throws `CancellationError` when the task is cancelled before.
  func wait(for wanted: Value) async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome: Result<Void, any Error>? = state.withLock { state in
          if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
          if wanted <= state.value { return .success(()) }
          state.waiters[id] = Waiter(wanted: wanted, wake: continuation)
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
      waiter?.wake.resume(throwing: CancellationError())
    }
    _ = state.withLock { $0.cancelled.remove(id) }
  }
}
