import APIMachinery

/// Has every image pulled at every start, so that who may use an image is asked anew (kubernetes.io, "Admission Controllers").
struct AlwaysPullImages: AdmissionPlugin {
  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.createsPod else { return }
    object.editContainers(Value.containerLists) { $0["imagePullPolicy"] = "Always" }
  }
}
