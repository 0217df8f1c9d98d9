import Synchronization

/// Lets a few through at a time. The others wait in the order in which they came, and hold no thread.
public final class Turnstile: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
    var first = 0
  }
  private let state: Mutex<State>

  /// `width`: how many may be inside.
  public init(width: Int) { state = Mutex(State(free: width)) }

  /// Runs the body inside, once there is room. Who waits isn't freed by being cancelled: the body finds out.
  public func pass<Result, Failure: Error>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    await withCheckedContinuation { turn in
      let isFree = state.withLock { state in
        if state.free > 0 {
          state.free -= 1
          return true
        }
        state.waiting.append(turn)
        return false
      }
      if isFree { turn.resume() }
    }
    defer { leave() }
    return try await body()
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.first < state.waiting.count else {
        state.free += 1
        return nil
      }
      defer {
        state.first += 1
        if state.first == state.waiting.count { (state.waiting, state.first) = ([], 0) }
      }
      return state.waiting[state.first]
    }
    next?.resume()
  }
}
