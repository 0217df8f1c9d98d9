import APIMachinery
import Basics
import ControllerKit
import Scheduler

/// A scheduler with nodes and pods, on a clock that stands still.
struct Cluster {
  var core: SchedulerCore
  let now = Timestamp(secondsSinceEpoch: 1_700_000_000)
  private var objects: [String: Value] = [:]

  init(nodes: [Value] = []) {
    core = SchedulerCore(random: SeededRandom(seed: 1))
    for node in nodes { put(node: node) }
  }

  mutating func put(node: Value) {
    let key = ObjectKey(WellKnown.nodes.groupResource, name: node.name)
    core.node(changed: ObjectDelta(key: key, old: objects.updateValue(node, forKey: node.name), new: node), now: now)
  }

  mutating func put(_ pod: Value, at time: Timestamp? = nil) {
    let key = ObjectKey(WellKnown.pods.groupResource, namespace: pod.namespace, name: pod.name)
    core.pod(changed: ObjectDelta(key: key, old: objects.updateValue(pod, forKey: pod.uid), new: pod), now: time ?? now)
  }

  mutating func put(namespace name: String, labels: [String: String]) {
    let namespace: Value = ["metadata": ["name": .string(name), "labels": .object(Object(labels.map { ($0.key, .string($0.value)) }))]]
    core.namespace(changed: ObjectDelta(key: ObjectKey(WellKnown.namespaces.groupResource, name: name), old: nil, new: namespace), now: now)
  }

  mutating func put(budget: Value) {
    let key = ObjectKey(WellKnown.podDisruptionBudgets.groupResource, namespace: budget.namespace, name: budget.name)
    core.budget(changed: ObjectDelta(key: key, old: nil, new: budget))
  }

  mutating func delete(_ pod: Value) {
    let key = ObjectKey(WellKnown.pods.groupResource, namespace: pod.namespace, name: pod.name)
    core.pod(changed: ObjectDelta(key: key, old: objects.removeValue(forKey: pod.uid) ?? pod, new: nil), now: now)
  }

  /// Where the pod goes; nil when nowhere.
  mutating func place(_ pod: Value) -> String? {
    put(pod)
    return core.next(now: now)?.node
  }

  /// The message of FailedScheduling; nil when it was placed.
  mutating func refusal(_ pod: Value) -> String? {
    put(pod)
    guard let decision = core.next(now: now), decision.node == nil else { return nil }
    return decision.event?.message
  }

  static func node(
    _ name: String, cpu: String = "4", memory: String = "8Gi", pods: Int = 110, labels: [String: String] = [:], taints: [Value] = [],
    unschedulable: Bool = false
  ) -> Value {
    var node: Value = [
      "apiVersion": "v1", "kind": "Node",
      "metadata": ["name": .string(name), "labels": .object(Object(labels.map { ($0.key, .string($0.value)) }))],
      "status": ["allocatable": ["cpu": .string(cpu), "memory": .string(memory), "pods": .string(String(pods))]],
    ]
    if !taints.isEmpty { node["spec"] = ["taints": .array(taints)] }
    if unschedulable { node[path: "spec", "unschedulable"] = true }
    return node
  }

  static func pod(
    _ name: String, cpu: String? = nil, memory: String? = nil, labels: [String: String] = [:], priority: Int = 0, on node: String? = nil,
    spec: Value = [:]
  ) -> Value {
    var requests: Value = [:]
    if let cpu { requests["cpu"] = .string(cpu) }
    if let memory { requests["memory"] = .string(memory) }
    var pod: Value = [
      "apiVersion": "v1", "kind": "Pod",
      "metadata": [
        "name": .string(name), "namespace": "default", "uid": .string("uid-" + name),
        "labels": .object(Object(labels.map { ($0.key, .string($0.value)) })),
      ],
      "spec": [
        "containers": [["name": "main", "image": "example.org/main:1", "resources": ["requests": requests]]],
        "priority": .int(Int64(priority)), "schedulerName": "default-scheduler",
      ],
    ]
    if let node { pod[path: "spec", "nodeName"] = .string(node) }
    for field in spec.object ?? Object() { pod[path: "spec", field.key] = field.value }
    return pod
  }
}

extension SchedulerCore.Decision {
  /// The event that the plan records.
  var event: EventRecord? {
    plan.orders.compactMap { order in if case .event(let event) = order.action { event } else { order.onSuccess } }.first
  }
}
