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
    if deployment.isRollingUpdate {
      if rollout.new == nil { rollout.createNew() } else { rollout.rollingUpdate() }
    } else {
      rollout.recreate(isOldPodRunning: isPodRunning(of: rollout.old, world))
    }
    return finish(&rollout, isRollout: true)
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

  /// What to do when the new ReplicaSet can't be created: another has its name (then the hash gets another ingredient), or the last
  /// attempt failed (then the condition says so, and it is tried again).
  private func collision(_ rollout: inout Rollout, _ world: World) -> Plan? {
    let object = rollout.deployment.object
    let name = rollout.nameOfNew
    if let other = world.get(WellKnown.replicaSets, namespace: object.namespace, name) {
      // Ours and on its way out: its name is free soon.
      if other.controllerReference?.uid == object.uid, other.isBeingDeleted { return Plan(requeueAfter: .seconds(1)) }
      rollout.collisionCount = (rollout.collisionCount ?? 0) + 1
      var updated = object
      updated[path: "status", "collisionCount"] = rollout.collisionCount.map { .int($0) }
      return Plan([.one(.updateStatus(WellKnown.deployments, updated))])
    }
    guard let error = world.lastError, error.reason != .conflict, error.reason != .alreadyExists, rollout.deployment.hasProgressDeadline
    else { return nil }
    let message = "Failed to create new replica set \"\(name)\": \(error.message)"
    let before = rollout.conditions
    rollout.setCondition(Condition("Progressing", false, reason: "FailedCreateReplicaSet", message: message))
    if rollout.conditions == before { return nil }
    var updated = object
    updated[path: "status", "conditions"] = .array(rollout.conditions.values)
    var attempt = rollout
    attempt.createNew()
    let create = attempt.new?.order(for: object, component: self.name)
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
