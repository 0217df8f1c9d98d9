import APIMachinery
import Basics
import Client
import ControllerKit

/// Keeps as many pods as a ReplicaSet, or a ReplicationController, asks for: the rules are the same.
public struct ReplicaSetController: Reconciler {
  public let name: String
  private let resource: GroupVersionResource
  private let kind: String
  /// Pods created or deleted in one step at most, as upstream.
  static let burstReplicas = 500

  public init() { (name, resource, kind) = ("replicaset-controller", WellKnown.replicaSets, "ReplicaSet") }

  private init(replicationControllers name: String) {
    (self.name, resource, kind) = (name, WellKnown.replicationControllers, "ReplicationController")
  }

  /// For the older kind, whose selector is a plain map.
  public static let forReplicationControllers = ReplicaSetController(replicationControllers: "replication-controller")

  /// nil when there is none, or one that would select everything.
  private static func selector(of set: Value) -> LabelMatcher? {
    let selector = set["spec"]?["selector"]
    let matcher = set.kind == "ReplicationController" ? selector?.stringMap.map { LabelMatcher(equal: $0) } : LabelMatcher(selector)
    return matcher.flatMap { $0.isEmpty ? nil : $0 }
  }

  public var watches: [Watch] {
    [
      .object(resource, indexes: [.controllerUID]),
      Watch(WellKnown.pods, indexes: [.controllerUID, .orphansByNamespace]) { delta, world in
        let owners = delta.controllers(resource, kind: kind)
        guard let pod = delta.new, pod.controllerReference == nil else { return owners }
        return owners + couldAdopt(pod, world)
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let set = world.get(resource, key), let selector = Self.selector(of: set) else { return .done }
    let claim = Claim(
      owner: set, of: resource, selector: selector, controlled: world.list(WellKnown.pods, .controllerUID, set.uid),
      orphans: world.list(WellKnown.pods, .orphansByNamespace, set.namespace).filter { !PodFacts($0).isFinished },
      resource: WellKnown.pods)
    // Decided anew when the cache shows the pods that were adopted and released.
    if !claim.steps.isEmpty { return Plan(claim.steps) }
    let active = claim.claimed.filter { PodFacts($0).isActive }
    var plan = Plan()
    if !set.isBeingDeleted { plan.steps += scaling(set, active, world) }
    updateStatus(of: set, active, world, &plan)
    return plan
  }

  // MARK: pods

  private func scaling(_ set: Value, _ active: [Value], _ world: World) -> [Step] {
    let desired = Int(set["spec"]?["replicas"]?.int ?? 1)
    let path = ResourcePath(WellKnown.pods, namespace: set.namespace)
    if active.count < desired {
      let pod = PodTemplate.pod(from: set["spec"]?["template"], owner: set)
      let order = Order.create(
        path, pod, onSuccess: event(set, .normal, "SuccessfulCreate", "Created pod: {name}"),
        onFailure: event(set, .warning, "FailedCreate", "Error creating: {error}"))
      return [.slowStart(Array(repeating: order, count: min(desired - active.count, Self.burstReplicas)))]
    }
    guard active.count > desired else { return [] }
    let count = min(active.count - desired, Self.burstReplicas)
    let surplus = PodDeletionOrder.first(count, of: active, related: related(to: set, active, world), now: world.now)
    return [
      .parallel(
        surplus.map { pod in
          .delete(
            path, name: pod.name, DeleteOptions(uid: pod.uid),
            onSuccess: event(set, .normal, "SuccessfulDelete", "Deleted pod: {name}"),
            onFailure: event(set, .warning, "FailedDelete", "Error deleting: {error}"))
        })
    ]
  }

  /// The active pods of this ReplicaSet and of those with the same owner: a rollout's old and new pods are neighbours of each other.
  private func related(to set: Value, _ active: [Value], _ world: World) -> [Value] {
    guard let owner = set.controllerReference else { return active }
    return world.list(resource, .controllerUID, owner.uid).flatMap { sibling in
      world.list(WellKnown.pods, .controllerUID, sibling.uid).filter { PodFacts($0).isActive }
    }
  }

  private func couldAdopt(_ pod: Value, _ world: World) -> [ObjectKey] {
    guard !pod.isBeingDeleted, pod["metadata"]?["labels"] != nil else { return [] }
    return world.list(resource, namespace: pod.namespace)
      .filter { Self.selector(of: $0)?.matches(object: pod) ?? false }
      .map { ObjectKey(resource.groupResource, namespace: $0.namespace, name: $0.name) }
  }

  // MARK: status

  private func updateStatus(of set: Value, _ active: [Value], _ world: World, _ plan: inout Plan) {
    let minReadySeconds = set["spec"]?["minReadySeconds"]?.int ?? 0
    let templateLabels = LabelMatcher(equal: set[path: "spec", "template", "metadata", "labels"]?.stringMap ?? [:])
    var (labeled, ready, available) = (0, 0, 0)
    for pod in active {
      let facts = PodFacts(pod)
      if templateLabels.matches(object: pod) { labeled += 1 }
      guard let since = facts.readySince else { continue }
      ready += 1
      if facts.isAvailable(minReadySeconds: minReadySeconds, now: world.now) {
        available += 1
      } else {
        plan.requeue(after: since + .seconds(minReadySeconds) - world.now)
      }
    }
    var status = set["status"] ?? [:]
    status["replicas"] = .int(Int64(active.count))
    for (field, count) in [("fullyLabeledReplicas", labeled), ("readyReplicas", ready), ("availableReplicas", available)] {
      status[field] = count == 0 ? nil : .int(Int64(count))
    }
    status["observedGeneration"] = .int(set.generation)
    status["conditions"] = conditions(of: set, active.count, world)
    guard status != set["status"] else { return }
    var updated = set
    updated["status"] = status
    plan.add(.finally(.updateStatus(resource, updated)))
  }

  private func conditions(of set: Value, _ count: Int, _ world: World) -> Value? {
    var conditions = Conditions(of: set)
    let desired = Int(set["spec"]?["replicas"]?.int ?? 1)
    if let error = world.lastError(writing: WellKnown.pods), count != desired {
      let reason = count < desired ? "FailedCreate" : "FailedDelete"
      // The first refusal stays: each one names another pod, and a status that changes each time would be written, and seen, without end.
      if conditions["ReplicaFailure"]?.reason != reason {
        conditions.set(Condition("ReplicaFailure", true, reason: reason, message: error.message), now: world.now)
      }
    } else {
      conditions.remove("ReplicaFailure")
    }
    return conditions.values.isEmpty ? nil : .array(conditions.values)
  }

  private func event(_ set: Value, _ type: EventRecord.EventType, _ reason: String, _ message: String) -> EventRecord {
    EventRecord(set, type, reason, message, component: name)
  }
}
