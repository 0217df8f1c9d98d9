import Basics

/// A timer that is set anew all the time: whatever it is set to, one task at most sleeps for it.
package struct DeadlineTimer: Sendable {
  private var deadline: Timestamp?
  private var sleeper: Task<Void, Never>?

  package init() {}

  /// Calls `fire` at `deadline`, and no more at the one it was set to before; nil stops it. Set again to the time that it is at, also
  /// after that has come, it stays as it is.
  package mutating func set(to deadline: Timestamp?, clock: any WallClock, fire: @escaping @Sendable () -> Void) {
    if deadline == self.deadline { return }
    stop()
    guard let deadline else { return }
    self.deadline = deadline
    sleeper = Task {
      // A clock that was put back wakes its sleepers early.
      repeat { do { try await clock.sleep(until: deadline) } catch { return } } while clock.now < deadline
      fire()
    }
  }

  package mutating func stop() {
    sleeper?.cancel()
    (sleeper, deadline) = (nil, nil)
  }
}
