import APIMachinery
import Basics
import Client
import ControllerKit

/// Evicts pods from nodes whose NoExecute taints they don't tolerate, or don't tolerate any longer.
///
/// A pod that says nothing about a node's being not ready or unreachable stays 300 seconds, whether or not the server's
/// DefaultTolerationSeconds admission has written that into it.
public struct TaintEvictionController: Reconciler {
  public let name = "taint-eviction-controller"
  public let account = "node-controller"
  private static let defaultTolerationSeconds: Int64 = 300

  public init() {}

  public var watches: [Watch] {
    [
      Watch(WellKnown.pods, indexes: [.nodeName]) { delta, world in
        guard let pod = delta.new, !pod.isBeingDeleted else { return [] }
        let nodeName = PodFacts(pod).nodeName
        guard !nodeName.isEmpty, let node = world.get(WellKnown.nodes, nodeName), !Self.taints(node).isEmpty else { return [] }
        return [delta.key]
      },
      Watch(WellKnown.nodes) { delta, world in
        guard let node = delta.new else { return [] }
        let taints = Self.taints(node)
        // Also when the last taint went: a pod that waited doesn't wait any more.
        if (delta.old.map { Self.taints($0) } ?? []) == taints { return [] }
        return world.list(WellKnown.pods, .nodeName, node.name).map {
          ObjectKey(WellKnown.pods.groupResource, namespace: $0.namespace, name: $0.name)
        }
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let pod = world.get(WellKnown.pods, key), !pod.isBeingDeleted, !PodFacts(pod).isFinished,
      let node = world.get(WellKnown.nodes, PodFacts(pod).nodeName)
    else { return .done }
    let seen = world.waitingSince ?? world.now
    var earliest: Timestamp?
    for taint in Self.taints(node) {
      guard let leaves = Self.leaveTime(pod, taint, seen: seen) else { continue }
      earliest = min(earliest ?? leaves, leaves)
    }
    guard let earliest else { return .done }
    if earliest > world.now {
      var plan = Plan(requeueAfter: earliest - world.now)
      plan.waitingSince = seen
      return plan
    }
    let message = "Marking for deletion Pod \(pod.namespace)/\(pod.name)"
    var conditions = Conditions(of: pod)
    conditions.set(
      Condition("DisruptionTarget", true, reason: "DeletionByTaintManager", message: "Taint manager: deleting due to NoExecute taint"),
      now: world.now)
    let patch: Value = [
      "metadata": ["uid": .string(pod.uid)], "status": ["conditions": [conditions.value("DisruptionTarget") ?? .null]],
    ]
    let status = ResourcePath(WellKnown.pods, namespace: pod.namespace, subresource: "status")
    return Plan([
      .one(.event(EventRecord(pod, .normal, "TaintManagerEviction", message, component: name))),
      .one(Order(.patch(status, name: pod.name, .strategicMerge(patch)), ignoring: [.notFound])),
      .one(.delete(ResourcePath(WellKnown.pods, namespace: pod.namespace), name: pod.name, DeleteOptions(uid: pod.uid))),
    ])
  }

  private static func taints(_ node: Value) -> [Value] {
    node["spec"]?["taints"]?.array?.filter { $0["effect"] == "NoExecute" } ?? []
  }

  /// When the pod has to go because of this taint; nil: never. The time it is tolerated for begins when the pod is on the node and the
  /// taint too; `seen`, when both were seen, stands for a `timeAdded` that nobody wrote.
  private static func leaveTime(_ pod: Value, _ taint: Value, seen: Timestamp) -> Timestamp? {
    let placed = Conditions(of: pod).lastTransition("PodScheduled") ?? pod["status"]?["startTime"]?.timestamp
    let tainted = taint["timeAdded"]?.timestamp ?? seen
    let added = placed.map { max($0, tainted) } ?? tainted
    let matching = (pod["spec"]?["tolerations"]?.array ?? []).filter { tolerates($0, taint) }
    if matching.isEmpty {
      let isNodeState = [NodeTaints.notReady, NodeTaints.unreachable].contains(taint["key"]?.string ?? "")
      return isNodeState ? added + .seconds(defaultTolerationSeconds) : seen
    }
    let limits = matching.compactMap { $0["tolerationSeconds"]?.int }
    return limits.min().map { added + .seconds(max($0, 0)) }
  }

  private static func tolerates(_ toleration: Value, _ taint: Value) -> Bool {
    if let effect = toleration["effect"]?.string, !effect.isEmpty, effect != "NoExecute" { return false }
    let key = toleration["key"]?.string ?? ""
    if !key.isEmpty, key != taint["key"]?.string { return false }
    if toleration["operator"]?.string == "Exists" { return true }
    return !key.isEmpty && (toleration["value"]?.string ?? "") == (taint["value"]?.string ?? "")
  }
}
