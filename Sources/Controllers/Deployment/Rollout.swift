import APIMachinery
import Basics
import Client
import ControllerKit

/// One step of a Deployment towards its template, decided on values: the ReplicaSets with the sizes they are to get, and the status.
struct Rollout {
  let deployment: DeploymentView
  let component: String
  let now: Timestamp
  /// The ReplicaSet of the current template; nil while there is none.
  var new: ReplicaSetView?
  /// The others, oldest first.
  var old: [ReplicaSetView]
  var conditions: Conditions
  /// The revision that the Deployment is to show.
  var revision: String?
  var collisionCount: Int64?
  var deletions: [Order] = []

  init(_ deployment: DeploymentView, replicaSets: [Value], component: String, now: Timestamp) {
    (self.deployment, self.component, self.now) = (deployment, component, now)
    let sets = replicaSets.map { ReplicaSetView($0) }.sorted { $0.isOlder(than: $1) }
    let position = sets.firstIndex { $0.template == deployment.template }
    new = position.map { sets[$0] }
    old = sets.enumerated().filter { $0.offset != position }.map(\.element)
    conditions = Conditions(of: deployment.object)
    collisionCount = deployment.collisionCount
  }

  /// All ReplicaSets, the old ones first.
  var all: [ReplicaSetView] { old + (new.map { [$0] } ?? []) }

  // MARK: the new ReplicaSet and the revision

  /// Gives the new ReplicaSet the Deployment's annotations and the next revision number, if it hasn't got the newest already.
  mutating func synchronizeRevision() {
    guard var set = new else { return }
    let next = (old.map(\.revision).max() ?? 0) + 1
    copyAnnotations(to: &set)
    if set.revision < next {
      if let previous = set.annotation(DeploymentAnnotations.revision) {
        let history = set.annotation(DeploymentAnnotations.revisionHistory).map { $0 + "," } ?? ""
        set.annotate(DeploymentAnnotations.revisionHistory, history + previous)
      }
      set.annotate(DeploymentAnnotations.revision, String(next))
    }
    let minReadySeconds = set.edited["spec"]?["minReadySeconds"]?.int ?? 0
    if minReadySeconds != deployment.minReadySeconds {
      set.edited[path: "spec", "minReadySeconds"] = .int(deployment.minReadySeconds)
    }
    new = set
    revision = set.annotation(DeploymentAnnotations.revision)
    if deployment.hasProgressDeadline, conditions["Progressing"] == nil {
      setCondition(Condition("Progressing", true, reason: "FoundNewReplicaSet", message: "Found new replica set \"\(set.name)\""))
    }
  }

  /// Makes the ReplicaSet of the current template, as large as the strategy lets it be at once.
  mutating func createNew() {
    let object = deployment.object
    let hash = PodTemplateHash.of(deployment.template, collisionCount: collisionCount)
    var template = deployment.template
    template[path: "metadata", "labels", DeploymentAnnotations.podTemplateHash] = .string(hash)
    var selector = object["spec"]?["selector"] ?? [:]
    selector[path: "matchLabels", DeploymentAnnotations.podTemplateHash] = .string(hash)
    var spec: Value = ["replicas": 0, "selector": selector, "template": template]
    if deployment.minReadySeconds > 0 { spec["minReadySeconds"] = .int(deployment.minReadySeconds) }
    var set = ReplicaSetView([
      "apiVersion": "apps/v1", "kind": "ReplicaSet",
      "metadata": [
        "name": .string(object.name + "-" + hash), "namespace": .string(object.namespace),
        "labels": template["metadata"]?["labels"] ?? [:], "ownerReferences": [OwnerReference(controller: object).value],
      ],
      "spec": spec,
    ])
    set.isNew = true
    set.replicas = 0
    copyAnnotations(to: &set)
    set.annotate(DeploymentAnnotations.revision, String((old.map(\.revision).max() ?? 0) + 1))
    set.annotateSize(deployment)
    new = set
    let size = sizeOfNew()
    new?.replicas = size
    revision = set.annotation(DeploymentAnnotations.revision)
    if deployment.hasProgressDeadline {
      setCondition(Condition("Progressing", true, reason: "NewReplicaSetCreated", message: "Created new replica set \"\(set.name)\""))
    }
  }

  /// The name that `createNew` would give.
  var nameOfNew: String {
    deployment.object.name + "-" + PodTemplateHash.of(deployment.template, collisionCount: collisionCount)
  }

  private func copyAnnotations(to set: inout ReplicaSetView) {
    for (name, value) in deployment.object.annotations.sorted(by: { $0.key < $1.key })
    where !DeploymentAnnotations.own.contains(name) && set.annotation(name) != value {
      set.annotate(name, value)
    }
  }

  // MARK: sizes

  /// How large the new ReplicaSet may be now.
  func sizeOfNew() -> Int {
    let current = new?.replicas ?? 0
    guard deployment.isRollingUpdate else { return deployment.replicas }
    let room = deployment.replicas + deployment.maxSurge - all.replicas
    return room <= 0 ? current : current + min(room, deployment.replicas - current)
  }

  /// Sets a size decided by a rollout; false when it was that already.
  static func resize(_ set: inout ReplicaSetView, to size: Int, _ deployment: DeploymentView) -> Bool {
    let isChange = set.replicas != size
    set.replicas = size
    set.annotateSize(deployment)
    return isChange
  }

  /// The orders that carry the decision out: ReplicaSets, clean-up, and the status whatever happens.
  func plan(_ finalStatus: Value) -> Plan {
    var plan = Plan()
    let object = deployment.object
    let writes = all.compactMap { $0.order(for: object, component: component) }
    plan.steps += writes.map { .one($0) } + deletions.map { .one($0) }
    var updated = object
    updated["status"] = finalStatus
    if let revision, object.annotations[DeploymentAnnotations.revision] != revision {
      updated[path: "metadata", "annotations", DeploymentAnnotations.revision] = .string(revision)
    }
    if updated != object {
      let order = Order.updateStatus(WellKnown.deployments, updated)
      // A status that tells of a new ReplicaSet is true only when there is one.
      plan.add(new?.isNew == true ? .one(order) : .finally(order))
    }
    return plan
  }
}
