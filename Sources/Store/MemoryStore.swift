import APIMachinery
import Synchronization

/// An object store that lives and dies with the process: for tests, the simulator and dry runs.
public final class MemoryStore: ObjectStore {
  private struct State {
    var published: PublishedState
    var isClosed = false
  }

  private let state: Mutex<State>
  private let observers = StoreObservers()

  public init(_ initial: StoreState = StoreState(), window: HistoryWindow = HistoryWindow()) {
    state = Mutex(State(published: PublishedState(initial, window: window)))
  }

  public var revision: Revision { state.withLock { $0.published.current.revision } }

  public func commit(_ transaction: Transaction) async throws(StoreError) -> [StoredObject?] {
    let outcome = try apply(transaction)
    observers.notify(outcome.changes)
    return outcome.results
  }

  private func apply(_ transaction: Transaction) throws(StoreError) -> StoreState.Outcome {
    try state.withLock { state throws(StoreError) in
      guard !state.isClosed else { throw .closed }
      var next = state.published.current
      let outcome = try next.apply(transaction)
      state.published.publish(next, outcome.changes)
      return outcome
    }
  }

  public func snapshot() -> any StoreSnapshot { state.withLock { $0.published.current } }

  public func snapshot(at revision: Revision) async throws(StoreError) -> any StoreSnapshot {
    // Going back takes milliseconds: done on a copy, so that no writer waits for it.
    try state.withLock { $0.published }.snapshot(at: revision)
  }

  public func changes(of resource: GroupResource, after: Revision) throws(StoreError) -> ChangeBatch {
    try state.withLock { state throws(StoreError) in try state.published.changes(of: resource, after: after) }
  }

  public func observe(_ resource: GroupResource?, _ observer: @escaping @Sendable () -> Void) -> StoreObservation {
    observers.add(resource, observer)
  }

  public var failure: StoreError? { state.withLock { $0.isClosed ? .closed : nil } }

  public func close() async { state.withLock { $0.isClosed = true } }
}
