import APIMachinery
import Basics
import Store
import Synchronization

/// Where watchers get their changes from: the store's change log, with what was decoded kept for the next watcher.
final class WatchHub: Sendable {
  /// How many decoded changes of a resource are kept: watchers are usually within a few of each other.
  static let sharedChangesMax = 512

  let store: any ObjectStore
  let clock: any WallClock

  private struct Shared {
    var changes: [UInt64: WatchedChange] = [:]
    var order: [UInt64] = []
  }
  private let shared = Mutex<[GroupResource: Shared]>([:])

  init(store: any ObjectStore, clock: any WallClock) { (self.store, self.clock) = (store, clock) }

  /// The changes after `cursor`, `limit` at most, and the revision up to which they are complete; out of the store's history where its
  /// memory doesn't reach that far back.
  func changes(
    of resource: GroupResource, after cursor: Revision, limit: Int
  ) async throws(StoreError) -> (changes: [WatchedChange], through: Revision) {
    let batch: ChangeBatch
    do throws(StoreError) { batch = try store.changes(of: resource, after: cursor) } catch {
      guard case .compacted = error else { throw error }
      batch = try await store.pastChanges(of: resource, after: cursor, limit: limit)
    }
    guard !batch.changes.isEmpty else { return ([], max(cursor, batch.through)) }
    let part = batch.changes.prefix(limit)
    let through = part.count < batch.changes.count ? part.last?.revision ?? cursor : batch.through
    let watched = shared.withLock { shared in part.map { Self.share($0, &shared[resource, default: Shared()]) } }
    return (watched, through)
  }

  private static func share(_ change: StoreChange, _ shared: inout Shared) -> WatchedChange {
    let number = change.revision.rawValue
    if let known = shared.changes[number] { return known }
    let watched = WatchedChange(change)
    shared.changes[number] = watched
    shared.order.append(number)
    if shared.order.count > 2 * sharedChangesMax {
      for old in shared.order.prefix(sharedChangesMax) { shared.changes[old] = nil }
      shared.order.removeFirst(sharedChangesMax)
    }
    return watched
  }
}
