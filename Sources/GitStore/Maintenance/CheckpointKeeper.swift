import Basics
import GitObjects
import Store
import Synchronization

/// Decides when the checkpoint is worth writing again: its price is one pass over all objects, its gain that the next opening
/// reads fewer of them from git.
final class CheckpointKeeper: Sendable {
  /// What is in git, and how many changes of `live` led there since the store was opened.
  struct Newest: Sendable {
    var tree: ObjectID
    var changes: Int
    var state: @Sendable () -> StoreState?
  }

  private struct State {
    /// Objects that the next opening would have to read from git, beside those changed later than `changes`.
    var lag: Int
    var changes = 0
    var writtenAt: Timestamp?
  }

  /// Reading this many objects from git is quicker than a person notices.
  private static let lagMin = 1_000
  private static let lagWhileRunningMin = 20_000
  private static let pause: Duration = .seconds(60)

  private let checkpoint: Checkpoint
  private let newest: @Sendable () -> Newest?
  private let clock: any WallClock
  private let state: Mutex<State>

  init(_ checkpoint: Checkpoint, lag: Int, clock: any WallClock, newest: @escaping @Sendable () -> Newest?) {
    (self.checkpoint, self.newest, self.clock) = (checkpoint, newest, clock)
    state = Mutex(State(lag: lag))
  }

  /// Writes it if enough has changed; less is enough when the store closes. Blocks on the disk.
  func writeIfDue(isClosing: Bool) {
    guard let newest = newest() else { return }
    state.withLock { state in
      let lag = state.lag + newest.changes - state.changes
      let now = clock.now
      if !isClosing, let last = state.writtenAt, now > last, now - last < Self.pause { return }
      guard lag >= (isClosing ? Self.lagMin : Self.lagWhileRunningMin), let objects = newest.state() else { return }
      guard isClosing || lag >= objects.count / 4 else { return }
      state.writtenAt = now
      // A disk that has no room for it costs the next opening time, nothing else.
      guard (try? checkpoint.write(objects, tree: newest.tree)) != nil else { return }
      (state.lag, state.changes) = (0, newest.changes)
    }
  }
}
