import APIMachinery
import Basics
import Client
import ControllerKit

/// Runs a pod on every node that a DaemonSet's template fits.
public struct DaemonSetController: Reconciler {
  public let name = "daemonset-controller"
  public let account = "daemon-set-controller"
  /// Pods created or deleted in one step at most, as upstream.
  private static let burst = 250

  public init() {}

  public var watches: [Watch] {
    [
      .object(WellKnown.daemonSets),
      Watch(WellKnown.pods, indexes: [.controllerUID, .orphansByNamespace]) { delta, world in
        let owners = delta.controllers(WellKnown.daemonSets, kind: "DaemonSet")
        guard let pod = delta.new, pod.controllerReference == nil, pod["metadata"]?["labels"] != nil else { return owners }
        return owners + Self.selecting(pod, world)
      },
      // Heartbeats change conditions only: nothing that concerns where daemons run.
      Watch(WellKnown.nodes) { delta, world in
        if let old = delta.old, let new = delta.new, old["metadata"]?["labels"] == new["metadata"]?["labels"],
          old["spec"]?["taints"] == new["spec"]?["taints"]
        { return [] }
        return Self.keys(world.list(WellKnown.daemonSets))
      },
      Watch(WellKnown.controllerRevisions, indexes: [.controllerUID, .orphansByNamespace]) { delta, world in
        let owners = delta.controllers(WellKnown.daemonSets, kind: "DaemonSet")
        guard let revision = delta.new, revision.controllerReference == nil else { return owners }
        return owners + Self.selecting(revision, world)
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let object = world.get(WellKnown.daemonSets, key) else { return .done }
    guard let set = DaemonSetView(object) else {
      return Plan([.one(.event(EventRecord(
        object, .warning, "SelectingAll", "This daemon set is selecting all pods. A non-empty selector is required.", component: name)))])
    }
    let claim = Claim(
      owner: object, of: WellKnown.daemonSets, selector: set.selector, controlled: world.list(WellKnown.pods, .controllerUID, object.uid),
      orphans: world.list(WellKnown.pods, .orphansByNamespace, object.namespace), resource: WellKnown.pods)
    let adoptions = RevisionHistory.adoptions(
      by: object, of: WellKnown.daemonSets, selector: set.selector,
      orphans: world.list(WellKnown.controllerRevisions, .orphansByNamespace, object.namespace))
    if !claim.steps.isEmpty || !adoptions.isEmpty { return Plan(claim.steps + adoptions) }
    if object.isBeingDeleted { return .done }
    let history = RevisionHistory(owner: object, world.list(WellKnown.controllerRevisions, .controllerUID, object.uid))
    let labels = set.template["metadata"]?["labels"]?.stringMap ?? [:]
    let collisions = object["status"]?["collisionCount"]?.int
    let choice = history.choose(labels: labels, hashLabel: RevisionHistory.podLabel, collisionCount: collisions) {
      world.get(WellKnown.controllerRevisions, namespace: object.namespace, $0)
    }
    if choice.collides {
      var updated = object
      updated[path: "status", "collisionCount"] = .int((collisions ?? 0) + 1)
      return Plan([.one(.updateStatus(WellKnown.daemonSets, updated))])
    }
    return advance(set, claim.claimed, history, choice, world)
  }

  private func advance(
    _ set: DaemonSetView, _ pods: [Value], _ history: RevisionHistory, _ choice: RevisionHistory.Choice, _ world: World
  ) -> Plan {
    let hash = choice.revision.labels[RevisionHistory.podLabel] ?? ""
    let byNode = Dictionary(grouping: pods) { DaemonPods.node(of: $0) ?? "" }
    let nodes = world.list(WellKnown.nodes)
    let places = nodes.map { node in (node: node.name, eligibility: NodeEligibility(set, node), pods: byNode[node.name] ?? []) }
    var rollout = DaemonRollout(set, hash: hash, now: world.now)
    for place in places { rollout.manage(place.node, place.eligibility, place.pods) }
    // Pods for nodes that are gone before the scheduler could bind them; bound ones are the pod collector's.
    let known = Set(nodes.map(\.name))
    let lost = pods.filter { PodFacts($0).nodeName.isEmpty && !$0.isBeingDeleted && !known.contains(DaemonPods.node(of: $0) ?? "") }
    if set.isRollingUpdate, rollout.creations.isEmpty, rollout.deletions.isEmpty { rollout.update(places) }
    var plan = Plan(choice.orders.map { .one($0) } + steps(set, hash, rollout, lost))
    if let order = DaemonStatus(set, hash: hash, now: world.now).order(places) { plan.add(.finally(order)) }
    let live = Set(pods.map { set.name + "-" + DaemonPods.hash(of: $0) } + [choice.revision.name])
    let surplus = history.cleanUp(keeping: live, limit: set.revisionHistoryLimit)
    if !surplus.isEmpty { plan.add(.parallel(surplus)) }
    if let due = rollout.lookAgain { plan.requeue(after: due - world.now) }
    for pod in pods {
      guard let since = PodFacts(pod).readySince, since + .seconds(set.minReadySeconds) > world.now else { continue }
      plan.requeue(after: since + .seconds(set.minReadySeconds) - world.now)
    }
    return plan
  }

  private func steps(_ set: DaemonSetView, _ hash: String, _ rollout: DaemonRollout, _ lost: [Value]) -> [Step] {
    let path = ResourcePath(WellKnown.pods, namespace: set.object.namespace)
    let desk = DaemonPods(set: set, hash: hash)
    var steps: [Step] = rollout.events.map { .one(.event(event(set, $0.type, $0.reason, $0.message))) }
    let creations = rollout.creations.prefix(Self.burst).map { node in
      Order.create(
        path, desk.pod(on: node), onSuccess: event(set, .normal, "SuccessfulCreate", "Created pod: {name}"),
        onFailure: event(set, .warning, "FailedCreate", "Error creating: {error}"))
    }
    let deletions = (rollout.deletions + lost).prefix(Self.burst).map { pod in
      Order.delete(
        path, name: pod.name, DeleteOptions(uid: pod.uid), onSuccess: event(set, .normal, "SuccessfulDelete", "Deleted pod: {name}"),
        onFailure: event(set, .warning, "FailedDelete", "Error deleting: {error}"))
    }
    if !creations.isEmpty { steps.append(.slowStart(creations)) }
    if !deletions.isEmpty { steps.append(.parallel(deletions)) }
    return steps
  }

  private func event(_ set: DaemonSetView, _ type: EventRecord.EventType, _ reason: String, _ message: String) -> EventRecord {
    EventRecord(set.object, type, reason, message, component: name)
  }

  /// The DaemonSets whose selector matches the object.
  private static func selecting(_ object: Value, _ world: World) -> [ObjectKey] {
    let sets = world.list(WellKnown.daemonSets, namespace: object.namespace)
    return keys(sets.filter { DaemonSetView($0)?.selector.matches(object: object) ?? false })
  }

  private static func keys(_ sets: [Value]) -> [ObjectKey] {
    sets.map { ObjectKey(WellKnown.daemonSets.groupResource, namespace: $0.namespace, name: $0.name) }
  }
}
