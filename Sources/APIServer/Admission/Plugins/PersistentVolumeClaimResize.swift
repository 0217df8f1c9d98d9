import APIMachinery

/// Bound claims grow only where their class says that its volumes can.
struct PersistentVolumeClaimResize: AdmissionPlugin {
  private static let claims = GroupResource(group: "", resource: "persistentvolumeclaims")
  private static let classes = GroupResource(group: "storage.k8s.io", resource: "storageclasses")

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.updates(Self.claims), let old = attributes.old, let before = Self.size(old), let after = Self.size(object),
      before < after
    else { return }
    guard old[path: "status", "phase"]?.string == "Bound" else {
      throw attributes.forbidden(object, "Only bound persistent volume claims can be expanded")
    }
    let name = object.annotations["volume.beta.kubernetes.io/storage-class"] ?? object[path: "spec", "storageClassName"]?.string ?? ""
    let isGrowing = !name.isEmpty && unit.get(ObjectKey(Self.classes, name: name))?["allowVolumeExpansion"]?.bool == true
    guard isGrowing else {
      throw attributes.forbidden(
        object,
        "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize")
    }
  }

  private static func size(_ claim: Value) -> Quantity? { Quantity(claim[path: "spec", "resources", "requests", "storage"]) }
}
