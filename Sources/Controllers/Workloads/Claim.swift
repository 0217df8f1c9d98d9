import APIMachinery
import Client
import ControllerKit

/// Which objects belong to a controller (upstream's controller ref manager): those it controls and its selector matches. An orphan
/// that matches is adopted, a controlled object that doesn't match any more is released.
struct Claim {
  /// Controlled and matching.
  var claimed: [Value] = []
  /// The patches that adopt and release; empty when nothing is to change.
  var steps: [Step] = []

  /// `belongs` is what an object must satisfy beside the selector; `finalizer` comes with adoption and goes with release.
  init(
    owner: Value, of ownerResource: GroupVersionResource, selector: LabelMatcher, controlled: [Value], orphans: [Value],
    resource: GroupVersionResource, finalizer: String? = nil, belongs: (Value) -> Bool = { _ in true }
  ) {
    let path = ResourcePath(resource, namespace: owner.namespace)
    var releases: [Order] = []
    for object in controlled {
      if selector.matches(object: object), belongs(object) { claimed.append(object); continue }
      if !owner.isBeingDeleted { releases.append(Self.release(object, from: owner, finalizer, path)) }
    }
    let adoptable = owner.isBeingDeleted ? [] : orphans.filter { !$0.isBeingDeleted && selector.matches(object: $0) && belongs($0) }
    if !releases.isEmpty { steps.append(.parallel(releases)) }
    if !adoptable.isEmpty {
      // The cache may show an owner that was deleted and created anew: only the server knows.
      let check = Check(ResourcePath(ownerResource, namespace: owner.namespace), name: owner.name, uid: owner.uid, .present)
      steps.append(.guarded([check], [.parallel(adoptable.map { Self.adopt($0, by: owner, finalizer, path) })]))
    }
  }

  /// The uid in the patch makes it fail if the object was replaced by another of the same name.
  private static func adopt(_ object: Value, by owner: Value, _ finalizer: String?, _ path: ResourcePath) -> Order {
    var metadata: Value = ["uid": .string(object.uid), "ownerReferences": [OwnerReference(controller: owner).value]]
    if let finalizer { metadata["finalizers"] = [.string(finalizer)] }
    return Order(.patch(path, name: object.name, .strategicMerge(["metadata": metadata])), ignoring: [.notFound])
  }

  private static func release(_ object: Value, from owner: Value, _ finalizer: String?, _ path: ResourcePath) -> Order {
    var metadata: Value = ["uid": .string(object.uid), "ownerReferences": [["$patch": "delete", "uid": .string(owner.uid)]]]
    if let finalizer { metadata["$deleteFromPrimitiveList/finalizers"] = [.string(finalizer)] }
    return Order(.patch(path, name: object.name, .strategicMerge(["metadata": metadata])), ignoring: [.notFound, .invalid])
  }
}
