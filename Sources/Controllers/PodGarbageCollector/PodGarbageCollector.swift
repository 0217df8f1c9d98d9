import APIMachinery
import Basics
import Client
import ControllerKit

/// Deletes pods that nobody else will: those on nodes that are gone, those that were deleted before they got a node, and the oldest
/// finished ones beyond a threshold.
public struct PodGarbageCollector: Reconciler {
  public let name = "pod-garbage-collector-controller"
  public let account = "pod-garbage-collector"
  private let terminatedPodThreshold: Int
  /// How long a node must be away before its pods are given up, as a node may be registered again.
  private static let quarantine = Duration.seconds(40)
  private static let finished = ObjectIndex("finished") { PodFacts($0).isFinished ? ["yes"] : [] }
  /// Stands for all finished pods.
  private static let finishedPods = ObjectKey(WellKnown.pods.groupResource, name: "")

  public init(terminatedPodThreshold: Int = 12_500) { self.terminatedPodThreshold = terminatedPodThreshold }

  public var watches: [Watch] {
    [
      Watch(WellKnown.pods, indexes: [.nodeName, Self.finished]) { delta, world in
        guard let pod = delta.new else { return [] }
        let facts = PodFacts(pod)
        var keys: [ObjectKey] = []
        if pod.isBeingDeleted, facts.nodeName.isEmpty { keys.append(delta.key) }
        if !facts.nodeName.isEmpty, world.get(WellKnown.nodes, facts.nodeName) == nil || Self.marked(pod) != nil { keys.append(delta.key) }
        if facts.isFinished, delta.old.map({ !PodFacts($0).isFinished }) ?? true { keys.append(Self.finishedPods) }
        return keys
      },
      Watch(WellKnown.nodes) { delta, world in
        guard delta.new == nil || delta.old == nil else { return [] }
        return world.list(WellKnown.pods, .nodeName, delta.key.name).map {
          ObjectKey(WellKnown.pods.groupResource, namespace: $0.namespace, name: $0.name)
        }
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    if key == Self.finishedPods { return trimFinished(world) }
    guard let pod = world.get(WellKnown.pods, key) else { return .done }
    let nodeName = PodFacts(pod).nodeName
    if nodeName.isEmpty { return pod.isBeingDeleted ? Plan([.one(delete(pod))]) : .done }
    return orphaned(pod, nodeName, world)
  }

  private func orphaned(_ pod: Value, _ nodeName: String, _ world: World) -> Plan {
    let marked = Self.marked(pod)
    if world.get(WellKnown.nodes, nodeName) != nil {
      return marked == nil ? .done : Plan([.one(mark(pod, isTrue: false, world.now))])
    }
    guard let marked else { return Plan([.one(mark(pod, isTrue: true, world.now))], requeueAfter: Self.quarantine) }
    let remaining = marked + Self.quarantine - world.now
    if remaining > .zero { return Plan(requeueAfter: remaining) }
    let check = Check(ResourcePath(WellKnown.nodes), name: nodeName, uid: "", .absent)
    return Plan([.guarded([check], fail(pod) + [.one(delete(pod))])], requeueAfter: .seconds(60))
  }

  /// Nobody else will tell how it ended, and whoever holds it by a finalizer waits for that.
  private func fail(_ pod: Value) -> [Step] {
    if PodFacts(pod).isFinished { return [] }
    let path = ResourcePath(WellKnown.pods, namespace: pod.namespace, subresource: "status")
    let patch: Value = ["metadata": ["uid": .string(pod.uid)], "status": ["phase": "Failed"]]
    return [.one(Order(.patch(path, name: pod.name, .strategicMerge(patch)), ignoring: [.notFound]))]
  }

  /// Since when the pod is marked as lost with its node. The mark is a condition, so it survives a restart.
  private static func marked(_ pod: Value) -> Timestamp? {
    let conditions = Conditions(of: pod)
    guard conditions.isTrue("DisruptionTarget"), conditions["DisruptionTarget"]?.reason == "DeletionByPodGC" else { return nil }
    return conditions.lastTransition("DisruptionTarget")
  }

  private func mark(_ pod: Value, isTrue: Bool, _ now: Timestamp) -> Order {
    var conditions = Conditions(of: pod)
    let message = isTrue ? "PodGC: node no longer exists" : "PodGC: node exists again"
    conditions.set(Condition("DisruptionTarget", isTrue, reason: "DeletionByPodGC", message: message), now: now)
    let path = ResourcePath(WellKnown.pods, namespace: pod.namespace, subresource: "status")
    let condition = conditions.value("DisruptionTarget") ?? .null
    return Order(
      .patch(path, name: pod.name, .strategicMerge(["metadata": ["uid": .string(pod.uid)], "status": ["conditions": [condition]]])),
      ignoring: [.notFound])
  }

  private func trimFinished(_ world: World) -> Plan {
    let surplus = world.count(WellKnown.pods, Self.finished, "yes") - terminatedPodThreshold
    guard terminatedPodThreshold > 0, surplus > 0 else { return .done }
    let oldest = world.list(WellKnown.pods, Self.finished, "yes")
      .sorted { ($0.creationTimestamp?.nanosecondsSinceEpoch ?? 0, $0.uid) < ($1.creationTimestamp?.nanosecondsSinceEpoch ?? 0, $1.uid) }
      .prefix(surplus)
    return Plan([.parallel(oldest.map { delete($0) })])
  }

  /// Without grace: there is no kubelet to wait for.
  private func delete(_ pod: Value) -> Order {
    .delete(ResourcePath(WellKnown.pods, namespace: pod.namespace), name: pod.name, DeleteOptions(gracePeriodSeconds: 0, uid: pod.uid))
  }
}
