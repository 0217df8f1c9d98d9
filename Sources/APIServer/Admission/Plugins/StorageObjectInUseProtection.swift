import APIMachinery

/// Volumes and claims that are in use go only when they no longer are: each gets the finalizer that their controllers take.
struct StorageObjectInUseProtection: AdmissionPlugin {
  private static let finalizers = [
    GroupResource(group: "", resource: "persistentvolumes"): "kubernetes.io/pv-protection",
    GroupResource(group: "", resource: "persistentvolumeclaims"): "kubernetes.io/pvc-protection",
  ]

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard let finalizer = Self.finalizers[attributes.request.groupResource], attributes.creates(attributes.request.groupResource),
      !object.finalizers.contains(finalizer)
    else { return }
    object[path: "metadata", "finalizers"] = .array((object.finalizers + [finalizer]).map { .string($0) })
  }
}
