import APIMachinery
import Basics
import Client
import ControllerKit

/// Objects as the API serves them, and worlds of them.
enum Objects {
  static let now = Timestamp(secondsSinceEpoch: 1_700_000_000)

  static func metadata(_ name: String, owner: Value? = nil, labels: [String: String] = [:], ago seconds: Int64 = 100) -> Value {
    var metadata: Value = [
      "name": .string(name), "namespace": "default", "uid": .string("uid-" + name), "resourceVersion": "1", "generation": 1,
      "creationTimestamp": .string((now - .seconds(seconds)).rfc3339),
    ]
    if !labels.isEmpty { metadata["labels"] = .object(Object(labels.map { ($0.key, .string($0.value)) })) }
    if let owner { metadata["ownerReferences"] = [OwnerReference(controller: owner).value] }
    return metadata
  }

  static func replicaSet(_ name: String, replicas: Int, owner: Value? = nil, spec: Value = [:]) -> Value {
    var set: Value = [
      "apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": metadata(name, owner: owner, labels: ["app": "w"]),
      "spec": [
        "replicas": .int(Int64(replicas)), "selector": ["matchLabels": ["app": "w"]],
        "template": ["metadata": ["labels": ["app": "w"]], "spec": ["containers": [["name": "c", "image": "i"]]]],
      ],
    ]
    for field in spec.object ?? Object() { set[path: "spec", field.key] = field.value }
    return set
  }

  static func pod(
    _ name: String, owner: Value?, phase: String = "Running", ready: Bool = true, readyFor seconds: Int64 = 60, node: String = "n1",
    labels: [String: String] = ["app": "w"]
  ) -> Value {
    [
      "apiVersion": "v1", "kind": "Pod", "metadata": metadata(name, owner: owner, labels: labels),
      "spec": ["nodeName": .string(node), "containers": [["name": "c", "image": "i"]]],
      "status": [
        "phase": .string(phase), "podIP": "10.0.0.1",
        "conditions": [[
          "type": "Ready", "status": .string(ready ? "True" : "False"), "lastTransitionTime": .string((now - .seconds(seconds)).rfc3339),
        ]],
      ],
    ]
  }

  static func key(_ resource: GroupVersionResource, _ object: Value) -> ObjectKey {
    ObjectKey(resource.groupResource, namespace: object.namespace, name: object.name)
  }
}

extension Reconciler {
  /// What the rule wants done about `object`, in a world of the given objects.
  func plan(
    _ resource: GroupVersionResource, _ object: Value, _ others: [(GroupVersionResource, [Value])] = [], at time: Timestamp = Objects.now,
    lastFailure: PlanFailure? = nil
  ) -> Plan {
    var objects = others
    if let position = objects.firstIndex(where: { $0.0 == resource }) { objects[position].1.append(object) } else { objects.append((resource, [object])) }
    let world = World(objects, watches: watches, now: time, lastFailure: lastFailure)
    return reconcile(Objects.key(resource, object), world)
  }
}

extension Plan {
  var created: [Value] { orders.compactMap { if case .create(_, let object) = $0.action { object } else { nil } } }
  var deleted: [String] { orders.compactMap { if case .delete(_, let name, _) = $0.action { name } else { nil } } }
  var updated: [Value] {
    orders.compactMap { if case .update(let path, let object) = $0.action, path.subresource == nil { object } else { nil } }
  }
  var patched: [(name: String, body: Value)] {
    orders.compactMap { if case .patch(_, let name, let patch) = $0.action { (name, patch.body) } else { nil } }
  }
  var status: Value? {
    orders.compactMap { order in
      if case .update(let path, let object) = order.action, path.subresource == "status" { object["status"] } else { nil }
    }.last
  }
  var messages: [String] {
    orders.compactMap { order in
      if case .event(let event) = order.action { return event.message }
      return order.onSuccess?.message
    }
  }
}
