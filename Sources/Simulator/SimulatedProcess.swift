import APIMachinery
import Basics
import Client
import ControllerKit
import Controllers
import Scheduler
import Store

/// A process of the control plane in the simulation: caches fed by hand, and the controllers or the scheduler on them.
///
/// Each resource's feed moves on its own, so a cache can be behind another; a lost watch is a new list; a restart
/// forgets everything.
final class SimulatedProcess {
  struct Controller {
    var reconciler: any Reconciler
    var watches: [Watch]
    var state: ControllerState
  }

  let name: String
  private(set) var caches: [GroupVersionResource: ObjectCache] = [:]
  private(set) var cursors: [GroupVersionResource: Revision] = [:]
  private(set) var controllers: [Controller] = []
  var scheduler: SchedulerCore?
  var correlator = EventCorrelator()
  private let makeControllers: () -> [any Reconciler]
  private let makeScheduler: (() -> SchedulerCore)?
  /// In a fixed order.
  private(set) var resources: [GroupVersionResource] = []

  init(name: String, controllers: @escaping () -> [any Reconciler] = { [] }, scheduler: (() -> SchedulerCore)? = nil) {
    (self.name, makeControllers, makeScheduler) = (name, controllers, scheduler)
  }

  /// Starts anew: empty queues, caches listed from the store as it is.
  func restart(_ store: any ObjectStore, now: Timestamp) {
    (caches, cursors, resources) = ([:], [:], [])
    correlator = EventCorrelator()
    scheduler = makeScheduler?()
    controllers = makeControllers().map { Controller(reconciler: $0, watches: $0.watches, state: ControllerState(barrierTimeout: .seconds(100_000))) }
    let watches = controllers.flatMap(\.watches)
      + (scheduler == nil ? [] : [WellKnown.nodes, WellKnown.pods, WellKnown.namespaces, WellKnown.podDisruptionBudgets].map { Watch.lookUp($0) })
    for watch in watches {
      if let cache = caches[watch.resource] { cache.addIndexes(watch.indexes) } else {
        caches[watch.resource] = ObjectCache(watch.resource, indexes: watch.indexes)
        resources.append(watch.resource)
      }
    }
    for resource in resources { relist(resource, store, now: now) }
  }

  func relist(_ resource: GroupVersionResource, _ store: any ObjectStore, now: Timestamp) {
    guard let cache = caches[resource] else { return }
    let snapshot = store.snapshot()
    let objects = snapshot.list(resource.groupResource).map { $0.decoded() }
    cursors[resource] = snapshot.revision
    deliver(cache.replace(with: objects, revision: snapshot.revision.rawValue), resource, now: now)
  }

  /// Whether the store has changes of this resource that haven't been delivered.
  func isBehind(_ resource: GroupVersionResource, _ store: any ObjectStore) -> Bool {
    guard let batch = try? store.changes(of: resource.groupResource, after: cursors[resource] ?? .zero) else { return true }
    return !batch.changes.isEmpty
  }

  /// Delivers up to `limit` changes in order; all of them means a bookmark too.
  func feed(_ resource: GroupVersionResource, _ store: any ObjectStore, limit: Int, now: Timestamp) {
    guard let cache = caches[resource], let batch = try? store.changes(of: resource.groupResource, after: cursors[resource] ?? .zero)
    else { return relist(resource, store, now: now) }
    let part = batch.changes.prefix(limit)
    for change in part {
      let object = change.object.decoded()
      let event: WatchEvent = change.isDelete ? .deleted(object) : change.previous == nil ? .added(object) : .modified(object)
      cursors[resource] = change.revision
      deliver(cache.apply(event).map { [$0] } ?? [], resource, now: now)
    }
    if part.count == batch.changes.count {
      cursors[resource] = batch.through
      let bookmark: Value = ["metadata": ["resourceVersion": .string(batch.through.description)]]
      deliver(cache.apply(.bookmark(bookmark)).map { [$0] } ?? [], resource, now: now)
    }
  }

  private func deliver(_ deltas: [ObjectDelta], _ resource: GroupVersionResource, now: Timestamp) {
    let world = World(caches: caches, now: now, random: SeededRandom(seed: 0))
    for position in controllers.indices {
      for watch in controllers[position].watches where watch.resource == resource {
        controllers[position].state.add(deltas.flatMap { watch.keys($0, world) })
      }
      controllers[position].state.cachesAdvanced(caches)
    }
    for delta in deltas {
      if resource == WellKnown.nodes { scheduler?.node(changed: delta, now: now) }
      if resource == WellKnown.pods { scheduler?.pod(changed: delta, now: now) }
      if resource == WellKnown.namespaces { scheduler?.namespace(changed: delta, now: now) }
      if resource == WellKnown.podDisruptionBudgets { scheduler?.budget(changed: delta) }
    }
  }

  /// Takes a key of the controller at `position`, if one is due.
  func take(_ position: Int, now: Timestamp) -> (key: ObjectKey, lastFailure: PlanFailure?, waitingSince: Timestamp?)? {
    controllers[position].state.take(now: now, caches: caches)
  }

  func finish(_ position: Int, _ key: ObjectKey, _ outcome: PlanRunner.Outcome, _ plan: Plan, now: Timestamp) {
    controllers[position].state.finished(key, outcome, requeueAfter: plan.requeueAfter, waitingSince: plan.waitingSince, now: now)
  }

  var nextDeadline: Timestamp? {
    (controllers.compactMap(\.state.nextDeadline) + [scheduler?.queue.nextDeadline].compactMap { $0 }).min()
  }
}
