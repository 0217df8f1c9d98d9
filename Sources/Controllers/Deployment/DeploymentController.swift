import APIMachinery
import Basics
import Client
import ControllerKit

/// Rolls a Deployment's pods from template to template through ReplicaSets.
public struct DeploymentController: Reconciler {
  public let name = "deployment-controller"

  public init() {}

  public var watches: [Watch] {
    [
      .object(WellKnown.deployments),
      Watch(WellKnown.replicaSets, indexes: [.controllerUID, .orphansByNamespace]) { delta, world in
        let owners = delta.controllers(WellKnown.deployments, kind: "Deployment")
        guard let set = delta.new, set.controllerReference == nil else { return owners }
        return owners + Self.couldAdopt(set, world)
      },
      // Recreate waits for the last old pod to be gone; everything else is told by the ReplicaSets.
      Watch(WellKnown.pods, indexes: [.controllerUID]) { delta, world in
        guard delta.new.map({ PodFacts($0).isFinished }) ?? true else { return [] }
        return delta.controllers(WellKnown.replicaSets, kind: "ReplicaSet").flatMap { key in
          world.get(WellKnown.replicaSets, key).map { Self.recreatingOwners(of: $0, world) } ?? []
        }
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let object = world.get(WellKnown.deployments, key) else { return .done }
    guard let deployment = DeploymentView(object) else { return refuse(object) }
    let claim = Claim(
      owner: object, of: WellKnown.deployments, selector: deployment.selector,
      controlled: world.list(WellKnown.replicaSets, .controllerUID, object.uid),
      orphans: world.list(WellKnown.replicaSets, .orphansByNamespace, object.namespace), resource: WellKnown.replicaSets)
    if !claim.steps.isEmpty { return Plan(claim.steps) }
    var rollout = Rollout(deployment, replicaSets: claim.claimed, component: name, now: world.now)
    if object.isBeingDeleted { return finish(&rollout, isRollout: false) }
    rollout.noteWhetherPaused()
    rollout.synchronizeRevision()
    if deployment.isPaused || rollout.isScalingEvent {
      rollout.scale()
      if deployment.isPaused { rollout.cleanUpHistory() }
      return finish(&rollout, isRollout: false)
    }
    if rollout.new == nil, let collision = collision(&rollout, world) { return collision }
    let before = rollout.conditions
    if deployment.isRollingUpdate {
      if rollout.new == nil { rollout.createNew() } else { rollout.rollingUpdate() }
    } else {
      rollout.recreate(isOldPodRunning: isPodRunning(of: rollout.old, world))
    }
    return retryCreation(rollout, before, world) ?? finish(&rollout, isRollout: true)
  }

  private func finish(_ rollout: inout Rollout, isRollout: Bool) -> Plan {
    let status = rollout.status(isRollout: isRollout)
    var plan = rollout.plan(status)
    if let time = rollout.timeToDeadline(status) { plan.requeue(after: time) }
    return plan
  }

  /// A selector that selects everything would adopt everything.
  private func refuse(_ object: Value) -> Plan {
    var plan = Plan()
    let message = "This deployment is selecting all pods. A non-empty selector is required."
    guard (object["status"]?["observedGeneration"]?.int ?? 0) < object.generation else { return plan }
    plan.add(.event(EventRecord(object, .warning, "SelectingAll", message, component: name)))
    var updated = object
    updated[path: "status", "observedGeneration"] = .int(object.generation)
    plan.add(.updateStatus(WellKnown.deployments, updated))
    return plan
  }

  /// Another object has the name that the new ReplicaSet would get: the hash gets another ingredient.
  private func collision(_ rollout: inout Rollout, _ world: World) -> Plan? {
    let object = rollout.deployment.object
    guard let other = world.get(WellKnown.replicaSets, namespace: object.namespace, rollout.nameOfNew) else { return nil }
    // Ours and on its way out: its name is free soon.
    if other.controllerReference?.uid == object.uid, other.isBeingDeleted { return Plan(requeueAfter: .seconds(1)) }
    var updated = object
    updated[path: "status", "collisionCount"] = .int((rollout.collisionCount ?? 0) + 1)
    return Plan([.one(.updateStatus(WellKnown.deployments, updated))])
  }

  /// The last attempt to create the new ReplicaSet failed: the condition says so before the next one.
  private func retryCreation(_ rollout: Rollout, _ before: Conditions, _ world: World) -> Plan? {
    guard let set = rollout.new, set.isNew, let error = world.lastError(writing: WellKnown.replicaSets),
      error.reason != .alreadyExists, rollout.deployment.hasProgressDeadline
    else { return nil }
    let object = rollout.deployment.object
    var failed = rollout
    failed.conditions = before
    let message = "Failed to create new replica set \"\(set.name)\": \(error.message)"
    failed.setCondition(Condition("Progressing", false, reason: "FailedCreateReplicaSet", message: message))
    if failed.conditions == before { return nil }
    var updated = object
    updated[path: "status", "conditions"] = .array(failed.conditions.values)
    let create = set.order(for: object, component: name)
    return Plan([.one(.updateStatus(WellKnown.deployments, updated))] + (create.map { [.one($0)] } ?? []))
  }

  private func isPodRunning(of sets: [ReplicaSetView], _ world: World) -> Bool {
    sets.contains { set in
      world.list(WellKnown.pods, .controllerUID, set.original.uid).contains { !PodFacts($0).isFinished }
    }
  }

  private static func couldAdopt(_ set: Value, _ world: World) -> [ObjectKey] {
    guard !set.isBeingDeleted, set["metadata"]?["labels"] != nil else { return [] }
    return world.list(WellKnown.deployments, namespace: set.namespace)
      .filter { DeploymentView($0)?.selector.matches(object: set) ?? false }
      .map { ObjectKey(WellKnown.deployments.groupResource, namespace: $0.namespace, name: $0.name) }
  }

  private static func recreatingOwners(of set: Value, _ world: World) -> [ObjectKey] {
    guard let owner = set.controllerReference, owner.kind == "Deployment",
      let deployment = world.get(WellKnown.deployments, namespace: set.namespace, owner.name),
      deployment["spec"]?["strategy"]?["type"] == "Recreate"
    else { return [] }
    return [ObjectKey(WellKnown.deployments.groupResource, namespace: set.namespace, name: owner.name)]
  }
}
