import APIMachinery
import Client
import ControllerKit

/// Lets a claim that is being deleted go once no pod on a node uses it any more (kubernetes.io, "Persistent Volumes": storage object in
/// use protection).
///
/// Pods without a node don't count: no kubelet starts one whose claim is being deleted.
public struct ClaimProtectionController: Reconciler {
  static let finalizer = "kubernetes.io/pvc-protection"

  public let name = "pvc-protection-controller"

  public init() {}

  public var watches: [Watch] {
    [
      Watch(WellKnown.persistentVolumeClaims) { delta, _ in delta.new?.isBeingDeleted == true ? [delta.key] : [] },
      Watch(WellKnown.pods) { delta, _ in
        guard let pod = delta.old, delta.new == nil || Self.hasEnded(delta.new) else { return [] }
        return Self.claims(of: pod).map { ObjectKey(WellKnown.persistentVolumeClaims.groupResource, namespace: delta.key.namespace, name: $0.name) }
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let claim = world.get(WellKnown.persistentVolumeClaims, key), claim.isBeingDeleted,
      let released = claim.releasing(Self.finalizer),
      !world.list(WellKnown.pods, namespace: key.namespace).contains(where: { Self.uses($0, claim) })
    else { return .done }
    return Plan([.one(.update(ResourcePath(WellKnown.persistentVolumeClaims, namespace: key.namespace), released))])
  }

  private static func hasEnded(_ pod: Value?) -> Bool { pod.map { PodFacts($0).isFinished } ?? false }

  private static func uses(_ pod: Value, _ claim: Value) -> Bool {
    guard !PodFacts(pod).nodeName.isEmpty else { return false }
    return claims(of: pod).contains { used in
      // A pod's own claim is of no use to it when it has ended.
      used.name == claim.name && (!used.isOwn || !hasEnded(pod) && claim.controllerReference?.uid == pod.uid)
    }
  }

  /// The claims that a pod names, and those made for it alone.
  private static func claims(of pod: Value) -> [(name: String, isOwn: Bool)] {
    (pod[path: "spec", "volumes"]?.array ?? []).compactMap { volume in
      if let name = volume[path: "persistentVolumeClaim", "claimName"]?.string { return (name, false) }
      return volume["ephemeral"] == nil ? nil : (pod.name + "-" + (volume["name"]?.string ?? ""), true)
    }
  }
}

extension Value {
  /// Without that finalizer; nil where it isn't there.
  func releasing(_ finalizer: String) -> Value? {
    let finalizers = self["metadata"]?["finalizers"]?.array ?? []
    guard finalizers.contains(.string(finalizer)) else { return nil }
    var result = self
    let left = finalizers.filter { $0.string != finalizer }
    result[path: "metadata", "finalizers"] = left.isEmpty ? nil : .array(left)
    return result
  }
}
