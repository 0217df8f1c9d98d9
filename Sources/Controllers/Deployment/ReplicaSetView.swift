import APIMachinery
import Client
import ControllerKit

/// A ReplicaSet as a rollout sees it: what it is, and what it is to become.
struct ReplicaSetView {
  /// As the cache has it.
  let original: Value
  /// With the annotations and fields that are to change.
  var edited: Value
  /// The size it is to get; starts as it is.
  var replicas: Int
  /// Not created yet.
  var isNew = false

  init(_ object: Value) {
    (original, edited) = (object, object)
    replicas = Int(object["spec"]?["replicas"]?.int ?? 1)
  }

  var name: String { original.name }
  var specReplicas: Int { Int(original["spec"]?["replicas"]?.int ?? 1) }
  var actualReplicas: Int { status("replicas") }
  var readyReplicas: Int { status("readyReplicas") }
  var availableReplicas: Int { status("availableReplicas") }
  /// No more than its size: a status from before it shrank still counts pods that are on their way out.
  var dependableReplicas: Int { min(availableReplicas, specReplicas) }
  private func status(_ field: String) -> Int { Int(original["status"]?[field]?.int ?? 0) }

  func annotation(_ name: String) -> String? { edited["metadata"]?["annotations"]?[name]?.string }
  mutating func annotate(_ name: String, _ value: String) { edited[path: "metadata", "annotations", name] = .string(value) }
  var revision: Int64 { annotation(DeploymentAnnotations.revision).flatMap { Int64($0) } ?? 0 }

  /// The size of the Deployment when this ReplicaSet was last sized.
  mutating func annotateSize(_ deployment: DeploymentView) {
    annotate(DeploymentAnnotations.desiredReplicas, String(deployment.replicas))
    annotate(DeploymentAnnotations.maxReplicas, String(deployment.replicas + deployment.maxSurge))
  }

  /// The template without the label that tells ReplicaSets apart.
  var template: Value {
    var template = original["spec"]?["template"] ?? [:]
    template[path: "metadata", "labels", DeploymentAnnotations.podTemplateHash] = nil
    return template
  }

  func isOlder(than other: ReplicaSetView) -> Bool {
    if let a = original.creationTimestamp, let b = other.original.creationTimestamp, a != b { return a < b }
    return name < other.name
  }

  /// The write that makes it so; nil when nothing changes.
  func order(for deployment: Value, component: String) -> Order? {
    let path = ResourcePath(WellKnown.replicaSets, namespace: deployment.namespace)
    var object = edited
    object[path: "spec", "replicas"] = .int(Int64(replicas))
    let from = isNew ? 0 : specReplicas
    var event: EventRecord?
    if from != replicas {
      let direction = from < replicas ? "up" : "down"
      event = EventRecord(
        deployment, .normal, "ScalingReplicaSet", "Scaled \(direction) replica set \(name) from \(from) to \(replicas)",
        component: component)
    }
    if isNew {
      let failure = EventRecord(
        deployment, .warning, "ReplicaSetCreateError", "Failed to create new replica set \"\(name)\": {error}", component: component)
      return .create(path, object, onSuccess: event, onFailure: failure)
    }
    return object == original ? nil : Order(.update(path, object), onSuccess: event)
  }
}

extension [ReplicaSetView] {
  /// The sizes decided on, together.
  var replicas: Int { reduce(0) { $0 + $1.replicas } }
  var availableReplicas: Int { reduce(0) { $0 + $1.availableReplicas } }
  var dependableReplicas: Int { reduce(0) { $0 + $1.dependableReplicas } }
  /// Those with pods to run.
  var active: [ReplicaSetView] { filter { $0.replicas > 0 } }
}
