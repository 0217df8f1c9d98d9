import APIMachinery
import Basics
import Client
import ControllerKit

/// Tells in a PodDisruptionBudget's status how many of its pods may be evicted now.
public struct DisruptionController: Reconciler {
  public let name = "disruption-controller"
  /// Kinds whose `spec.replicas` says how many pods there should be; those the server doesn't have are left out.
  private let scales: [Scale]

  struct Scale: Sendable { var resource: GroupVersionResource; var kind: String }
  private static let allScales = [
    Scale(resource: WellKnown.deployments, kind: "Deployment"), Scale(resource: WellKnown.replicaSets, kind: "ReplicaSet"),
    Scale(resource: WellKnown.replicationControllers, kind: "ReplicationController"),
    Scale(resource: WellKnown.statefulSets, kind: "StatefulSet"),
  ]

  public init(served: Set<GroupVersionResource>? = nil) { scales = Self.allScales.filter { served?.contains($0.resource) ?? true } }

  public var watches: [Watch] {
    [
      .object(WellKnown.podDisruptionBudgets),
      Watch(WellKnown.pods) { delta, world in
        let states = [delta.old, delta.new].compactMap { $0 }
        return Self.budgets(in: delta.key.namespace, world) { selector in states.contains { selector.matches(object: $0) } }
      },
    ]
      + scales.map { scale in
        Watch(scale.resource) { delta, world in
          if delta.old?["spec"]?["replicas"] == delta.new?["spec"]?["replicas"] { return [] }
          return Self.budgets(in: delta.key.namespace, world) { _ in true }
        }
      }
  }

  private static func budgets(in namespace: String, _ world: World, where condition: (LabelMatcher) -> Bool) -> [ObjectKey] {
    world.list(WellKnown.podDisruptionBudgets, namespace: namespace)
      .filter { LabelMatcher($0["spec"]?["selector"]).map(condition) ?? false }
      .map { ObjectKey(WellKnown.podDisruptionBudgets.groupResource, namespace: namespace, name: $0.name) }
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let object = world.get(WellKnown.podDisruptionBudgets, key), !object.isBeingDeleted else { return .done }
    let selector = LabelMatcher(object["spec"]?["selector"])
    let pods = selector.map { selector in
      world.list(WellKnown.pods, namespace: object.namespace).filter { selector.matches(object: $0) }
    } ?? []
    var budget = DisruptionBudget(object, pods: pods, now: world.now)
    var plan = Plan()
    if pods.isEmpty { plan.add(.event(event(object, .normal, "NoPods", "No matching pods found"))) }
    if let problem = budget.expect({ expectedPods(of: $0, world) }) {
      let message = "Failed to calculate the number of expected pods: \(problem)"
      plan.add(.event(event(object, .warning, "CalculateExpectedPodCountFailed", message)))
      budget.failSafe(problem)
    }
    for name in budget.notDeleted {
      let message = "Pod was expected by PDB \(object.namespace)/\(object.name) to be deleted but it wasn't"
      for pod in pods where pod.name == name { plan.add(.event(event(pod, .warning, "NotDeleted", message))) }
    }
    guard let order = budget.statusOrder() else { return Plan(requeueAfter: budget.lookAgain.map { $0 - world.now }) }
    plan.add(order)
    if let due = budget.lookAgain { plan.requeue(after: due - world.now) }
    return plan
  }

  /// The pod's controller and how many pods that wants: a Deployment stands for its ReplicaSets.
  private func expectedPods(of pod: Value, _ world: World) -> DisruptionBudget.Expectation {
    guard let reference = pod.controllerReference else { return .unmanaged }
    guard let scale = scales.first(where: { $0.kind == reference.kind && GroupVersion(reference.apiVersion)?.group == $0.resource.group }),
      let owner = world.get(scale.resource, namespace: pod.namespace, reference.name), owner.uid == reference.uid
    else { return .unknown("found no controllers for pod \"\(pod.name)\"") }
    if let above = owner.controllerReference, above.kind == "Deployment",
      let deployment = world.get(WellKnown.deployments, namespace: pod.namespace, above.name), deployment.uid == above.uid
    { return .controller(deployment.uid, Int(deployment["spec"]?["replicas"]?.int ?? 1)) }
    return .controller(owner.uid, Int(owner["spec"]?["replicas"]?.int ?? 1))
  }

  private func event(_ object: Value, _ type: EventRecord.EventType, _ reason: String, _ message: String) -> EventRecord {
    EventRecord(object, type, reason, message, component: "controllermanager")
  }
}
