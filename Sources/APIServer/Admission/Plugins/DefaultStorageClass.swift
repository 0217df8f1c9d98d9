import APIMachinery

/// A claim that names no class gets the default one, where there is one.
struct DefaultStorageClass: AdmissionPlugin {
  private static let claims = GroupResource(group: "", resource: "persistentvolumeclaims")
  private static let classes = GroupResource(group: "storage.k8s.io", resource: "storageclasses")

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.creates(Self.claims), object[path: "spec", "storageClassName"] == nil,
      object.annotations["volume.beta.kubernetes.io/storage-class"] == nil
    else { return }
    let marks = ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"]
    guard let found = DefaultClass.find(Self.classes, annotations: marks, in: unit) else { return }
    object[path: "spec", "storageClassName"] = .string(found.name)
  }
}
