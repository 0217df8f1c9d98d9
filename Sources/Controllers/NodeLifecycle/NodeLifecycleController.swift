import APIMachinery
import Basics
import Client
import ControllerKit

/// Notices nodes that have gone silent, and turns what nodes say about themselves into taints.
///
/// A node lives as long as its Lease in kube-node-lease or its Ready condition's heartbeat is renewed; the times are the node's, so
/// clocks must agree to within the grace period. Nothing is polled: each renewal sets the next look.
public struct NodeLifecycleController: Reconciler {
  public let name = "node-controller"
  /// A node may be silent this long (upstream: node-monitor-grace-period).
  let gracePeriod: Duration
  static let leaseNamespace = "kube-node-lease"

  public init(gracePeriod: Duration = .seconds(40)) { self.gracePeriod = gracePeriod }

  public var watches: [Watch] {
    [
      .object(WellKnown.nodes),
      Watch(WellKnown.leases) { delta, _ in
        guard delta.key.namespace == Self.leaseNamespace else { return [] }
        return [ObjectKey(WellKnown.nodes.groupResource, name: delta.key.name)]
      },
      .lookUp(WellKnown.pods, indexes: [.nodeName]),
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let node = world.get(WellKnown.nodes, key), !node.isBeingDeleted else { return .done }
    var plan = Plan()
    let deadline = lastSign(of: node, world) + gracePeriod
    let silent = deadline <= world.now
    let conditions = silent ? Self.unknown(Conditions(of: node), world.now) : Conditions(of: node)
    if !silent { plan.requeue(after: deadline - world.now) }
    if silent, conditions != Conditions(of: node) {
      // The taints follow when the cache shows the new conditions.
      return giveUp(node, conditions, world)
    }
    let taints = NodeTaints.taints(of: node, conditions, now: world.now)
    if taints != (node["spec"]?["taints"]?.array ?? []) {
      var updated = node
      updated[path: "spec", "taints"] = taints.isEmpty ? nil : .array(taints)
      plan.add(.update(ResourcePath(WellKnown.nodes), updated))
    }
    return plan
  }

  /// The node was silent as far as the cache knows; the server is asked whether the cache is behind.
  private func giveUp(_ node: Value, _ conditions: Conditions, _ world: World) -> Plan {
    let lease = world.get(WellKnown.leases, namespace: Self.leaseNamespace, node.name)
    let check = lease.map { Check.unchanged(WellKnown.leases, $0) } ?? .unchanged(WellKnown.nodes, node)
    var updated = node
    updated[path: "status", "conditions"] = .array(conditions.values)
    let message = "Node \(node.name) status is now: NodeNotReady"
    let steps: [Step] = [
      .one(.updateStatus(WellKnown.nodes, updated)), .one(.event(EventRecord(node, .normal, "NodeNotReady", message, component: name))),
    ]
    return Plan([.guarded([check], steps + markPods(on: node, world))], requeueAfter: .seconds(5))
  }

  /// When the node was last heard of.
  private func lastSign(of node: Value, _ world: World) -> Timestamp {
    let lease = world.get(WellKnown.leases, namespace: Self.leaseNamespace, node.name)
    let renewed = lease?["spec"]?["renewTime"]?.timestamp
    let heartbeat = Conditions(of: node).value("Ready")?["lastHeartbeatTime"]?.timestamp
    return [renewed, heartbeat, node.creationTimestamp].compactMap { $0 }.max() ?? world.now
  }

  private static func unknown(_ current: Conditions, _ now: Timestamp) -> Conditions {
    var conditions = current
    for type in ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"] {
      if conditions[type]?.status == "Unknown" { continue }
      let neverPosted = conditions[type] == nil
      conditions.set(
        neverPosted
          ? Condition(type, "Unknown", reason: "NodeStatusNeverUpdated", message: "Kubelet never posted node status.")
          : Condition(type, "Unknown", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status."),
        now: now)
    }
    return conditions
  }

  /// Pods on a silent node can't be told to be ready: Services must not send to them.
  private func markPods(on node: Value, _ world: World) -> [Step] {
    let ready = world.list(WellKnown.pods, .nodeName, node.name).filter { PodFacts($0).isReady }
    let orders = ready.map { pod -> Order in
      var conditions = Conditions(of: pod)
      conditions.set(Condition("Ready", false, reason: "NodeNotReady", message: "Node is not ready"), now: world.now)
      let status: Value = ["conditions": [conditions.value("Ready") ?? .null]]
      let path = ResourcePath(WellKnown.pods, namespace: pod.namespace, subresource: "status")
      return Order(
        .patch(path, name: pod.name, .strategicMerge(["metadata": ["uid": .string(pod.uid)], "status": status])), ignoring: [.notFound])
    }
    return orders.isEmpty ? [] : [.parallel(orders)]
  }
}
