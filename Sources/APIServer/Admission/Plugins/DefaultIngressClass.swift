import APIMachinery

/// An Ingress that names no class gets the default one, where there is one.
struct DefaultIngressClass: AdmissionPlugin {
  private static let ingresses = GroupResource(group: "networking.k8s.io", resource: "ingresses")
  private static let classes = GroupResource(group: "networking.k8s.io", resource: "ingressclasses")

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.creates(Self.ingresses), object[path: "spec", "ingressClassName"] == nil,
      object.annotations["kubernetes.io/ingress.class"] == nil,
      let found = DefaultClass.find(Self.classes, annotations: ["ingressclass.kubernetes.io/is-default-class"], in: unit)
    else { return }
    object[path: "spec", "ingressClassName"] = .string(found.name)
  }
}
