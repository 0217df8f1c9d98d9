import APIMachinery
import Basics
import Client
import ControllerKit

/// Runs pods that have a name, a place in a row and storage of their own.
public struct StatefulSetController: Reconciler {
  public let name = "statefulset-controller"
  /// False while the server has no PersistentVolumeClaims.
  private let watchesClaims: Bool

  public init(watchesClaims: Bool = true) { self.watchesClaims = watchesClaims }

  public var watches: [Watch] {
    [
      .object(WellKnown.statefulSets),
      Watch(WellKnown.pods, indexes: [.controllerUID, .orphansByNamespace]) { delta, world in
        let owners = delta.controllers(WellKnown.statefulSets, kind: "StatefulSet")
        guard let pod = delta.new, pod.controllerReference == nil else { return owners }
        return owners + Self.sets(in: pod.namespace, world) { $0.selector.matches(object: pod) && Self.isMember(pod, of: $0) }
      },
      Watch(WellKnown.controllerRevisions, indexes: [.controllerUID, .orphansByNamespace]) { delta, world in
        let owners = delta.controllers(WellKnown.statefulSets, kind: "StatefulSet")
        guard let revision = delta.new, revision.controllerReference == nil else { return owners }
        return owners + Self.sets(in: revision.namespace, world) { $0.selector.matches(object: revision) }
      },
    ] + (watchesClaims ? [claims] : [])
  }

  /// A claim that is in the way of a pod is gone, or one that a pod needs.
  private var claims: Watch {
    Watch(WellKnown.persistentVolumeClaims) { delta, world in
      guard delta.new == nil else { return [] }
      return Self.sets(in: delta.key.namespace, world) { set in
        set.claimTemplates.contains { delta.key.name.hasPrefix("\($0.name)-\(set.name)-") }
      }
    }
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let object = world.get(WellKnown.statefulSets, key) else { return .done }
    guard let set = StatefulSetView(object) else {
      return Plan([.one(.event(EventRecord(
        object, .warning, "SelectingAll", "This stateful set is selecting all pods. A non-empty selector is required.", component: name)))])
    }
    let claim = Claim(
      owner: object, of: WellKnown.statefulSets, selector: set.selector, controlled: world.list(WellKnown.pods, .controllerUID, object.uid),
      orphans: world.list(WellKnown.pods, .orphansByNamespace, object.namespace), resource: WellKnown.pods,
      belongs: { Self.isMember($0, of: set) })
    let adoptions = RevisionHistory.adoptions(
      by: object, of: WellKnown.statefulSets, selector: set.selector,
      orphans: world.list(WellKnown.controllerRevisions, .orphansByNamespace, object.namespace))
    if !claim.steps.isEmpty || !adoptions.isEmpty { return Plan(claim.steps + adoptions) }
    let history = RevisionHistory(owner: object, world.list(WellKnown.controllerRevisions, .controllerUID, object.uid))
    let labels = object[path: "spec", "selector", "matchLabels"]?.stringMap ?? [:]
    let collisions = object["status"]?["collisionCount"]?.int
    let choice = history.choose(labels: labels, collisionCount: collisions) {
      world.get(WellKnown.controllerRevisions, namespace: object.namespace, $0)
    }
    if choice.collides {
      var updated = object
      updated[path: "status", "collisionCount"] = .int((collisions ?? 0) + 1)
      return Plan([.one(.updateStatus(WellKnown.statefulSets, updated))])
    }
    var status = StatefulStatus(set, update: choice.revision, history: history)
    return advance(set, claim.claimed, history, choice, &status, world)
  }

  private func advance(
    _ set: StatefulSetView, _ pods: [Value], _ history: RevisionHistory, _ choice: RevisionHistory.Choice, _ status: inout StatefulStatus,
    _ world: World
  ) -> Plan {
    let numbered = pods.compactMap { pod in StatefulSetView.ordinal(of: pod, in: set.name).map { ($0, pod) } }
    var plan = Plan()
    status.count(pods, now: world.now)
    if !set.object.isBeingDeleted {
      var rollout = StatefulRollout(
        set, current: status.current, update: status.update, component: name, now: world.now,
        claim: { world.get(WellKnown.persistentVolumeClaims, namespace: set.object.namespace, $0) })
      rollout.decide(Dictionary(numbered, uniquingKeysWith: { first, _ in first }))
      plan.steps += choice.orders.map { .one($0) } + rollout.steps
    }
    if let order = status.order() { plan.add(.finally(order)) }
    let live = Set(pods.map { StatefulRollout.revision(of: $0) } + [status.current.name, status.update.name])
    let surplus = history.cleanUp(keeping: live, limit: set.revisionHistoryLimit)
    if !surplus.isEmpty, !set.object.isBeingDeleted { plan.add(.parallel(surplus)) }
    for pod in pods {
      guard let since = PodFacts(pod).readySince, since + .seconds(set.minReadySeconds) > world.now else { continue }
      plan.requeue(after: since + .seconds(set.minReadySeconds) - world.now)
    }
    return plan
  }

  private static func isMember(_ pod: Value, of set: StatefulSetView) -> Bool { StatefulSetView.ordinal(of: pod, in: set.name) != nil }

  private static func sets(in namespace: String, _ world: World, where condition: (StatefulSetView) -> Bool) -> [ObjectKey] {
    world.list(WellKnown.statefulSets, namespace: namespace).compactMap { StatefulSetView($0) }.filter(condition)
      .map { ObjectKey(WellKnown.statefulSets.groupResource, namespace: namespace, name: $0.name) }
  }
}
