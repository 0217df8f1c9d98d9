import APIMachinery
import Basics
import Client
import Synchronization

/// Keeps an `ObjectCache` up to date with one list and one watch, and tells subscribers what changed.
///
/// `run` works until its task is cancelled and can be run again. It waits for the server, never polls it.
public final class Informer: Sendable {
  public let cache: ObjectCache
  private let path: ResourcePath
  private let selecting: ListOptions
  private let backoff: Backoff
  private let projection: Mutex<(@Sendable (Value) -> Value)?>
  private let subscribers = Mutex<[@Sendable ([ObjectDelta]) -> Void]>([])
  private let synced = Mutex<SyncWaiters>(SyncWaiters())

  private struct SyncWaiters {
    var nextID: UInt64 = 0
    var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
  }

  /// `selecting` may narrow what is kept by label and field selectors; its other options are set here.
  public init(
    _ path: ResourcePath, selecting: ListOptions = ListOptions(), indexes: [ObjectIndex] = [], backoff: Backoff = .informer,
    projection: (@Sendable (Value) -> Value)? = nil
  ) {
    (self.path, self.selecting, self.backoff) = (path, selecting, backoff)
    self.projection = Mutex(projection)
    cache = ObjectCache(path.resource, indexes: indexes)
  }

  /// Before `run`: keep whole objects.
  func keepWholeObjects() { projection.withLock { $0 = nil } }

  /// Calls `handler` with every batch of changes, first with all objects that are in the cache, and with an empty batch when only the
  /// revision moved. It is called on the informer's task and must be quick. A change near the start may be told twice.
  public func subscribe(_ handler: @escaping @Sendable ([ObjectDelta]) -> Void) {
    subscribers.withLock { $0.append(handler) }
    if cache.hasSynced {
      handler(cache.list().map { ObjectDelta(key: cache.key(namespace: $0.namespace, $0.name), old: nil, new: $0) })
    }
  }

  /// Returns when the first list is in, or the task is cancelled.
  public func waitUntilSynced() async {
    let id = synced.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = synced.withLock { state in
          if cache.hasSynced || Task.isCancelled { return true }
          state.waiting[id] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let waiter = synced.withLock { $0.waiting.removeValue(forKey: id) }
      waiter?.resume()
    }
  }

  public func run(client: any APIClient, clock: any WallClock, random: any RandomSource) async {
    var state = InformerState(backoff: backoff)
    var order = state.order
    while !Task.isCancelled {
      switch order {
      case .wait(let until, _):
        do { try await clock.sleep(until: until) } catch { return }
        order = state.order
      case .list:
        do {
          let list = try await client.list(path, options: selecting)
          state.listed(resourceVersion: list.resourceVersion)
          replace(with: list)
          order = state.order
        } catch { order = state.failed(error, now: clock.now, random: random) }
      case .watch(let resourceVersion):
        order = await watch(from: resourceVersion, &state, client: client, clock: clock, random: random)
      }
    }
  }

  private func watch(
    from resourceVersion: String, _ state: inout InformerState, client: any APIClient, clock: any WallClock, random: any RandomSource
  ) async -> InformerState.Order {
    var options = selecting
    (options.resourceVersion, options.allowWatchBookmarks) = (resourceVersion, true)
    state.watchStarted(now: clock.now)
    do {
      for try await event in try await client.watch(path, options: options) {
        apply(event)
        state.received(event)
      }
      return state.watchEnded(now: clock.now, random: random)
    } catch { return state.failed(error, now: clock.now, random: random) }
  }

  /// Takes in a whole list: the informer's own loop and the simulator's.
  package func replace(with list: ObjectList) {
    let project = projection.withLock { $0 }
    let deltas = cache.replace(with: project.map { list.items.map($0) } ?? list.items, revision: UInt64(list.resourceVersion) ?? 0)
    let waiters = synced.withLock { state in
      defer { state.waiting = [:] }
      return state.waiting.sorted { $0.key < $1.key }.map(\.value)
    }
    publish(deltas)
    for waiter in waiters { waiter.resume() }
  }

  /// Takes in one event: the informer's own loop and the simulator's.
  package func apply(_ event: WatchEvent) {
    let project = projection.withLock { $0 }
    publish(cache.apply(project.map { event.projected($0) } ?? event).map { [$0] } ?? [])
  }

  private func publish(_ deltas: [ObjectDelta]) {
    for subscriber in subscribers.withLock({ $0 }) { subscriber(deltas) }
  }
}

extension WatchEvent {
  func projected(_ project: (Value) -> Value) -> WatchEvent {
    switch self {
    case .added(let object): .added(project(object))
    case .modified(let object): .modified(project(object))
    case .deleted(let object): .deleted(project(object))
    case .bookmark: self
    }
  }
}
