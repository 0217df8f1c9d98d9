import APIMachinery

/// Has every image pulled at every start, so that who may use an image is asked anew (kubernetes.io, "Admission Controllers"): of
/// containers that come with a pod or to it later, of containers whose image changes, and of volumes.
struct AlwaysPullImages: AdmissionPlugin {
  private static let policy: Value = "Always"

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard Self.concerns(attributes) else { return }
    for list in Value.containerLists {
      let before = attributes.old?.containers(list) ?? []
      object.editContainers([list]) { container in
        guard Self.isNew(container, since: before) else { return }
        container["imagePullPolicy"] = Self.policy
      }
    }
    guard attributes.createsPod, let volumes = object[path: "spec", "volumes"]?.array, volumes.contains(where: { $0["image"] != nil }) else { return }
    object[path: "spec", "volumes"] = .array(volumes.map { volume in
      var volume = volume
      if volume["image"] != nil { volume[path: "image", "pullPolicy"] = Self.policy }
      return volume
    })
  }

  /// Who changes objects after this plugin doesn't get around it.
  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard Self.concerns(attributes) else { return }
    for list in Value.containerLists {
      let before = attributes.old?.containers(list) ?? []
      for (index, container) in object.containers(list).enumerated() where Self.isNew(container, since: before) {
        try check(container["imagePullPolicy"], at: "spec.\(list)[\(index)].imagePullPolicy", object, attributes)
      }
    }
    guard attributes.createsPod else { return }
    for (index, volume) in (object[path: "spec", "volumes"]?.array ?? []).enumerated() where volume["image"] != nil {
      try check(volume[path: "image", "pullPolicy"], at: "spec.volumes[\(index)].image.pullPolicy", object, attributes)
    }
  }

  private static func concerns(_ attributes: AdmissionAttributes) -> Bool {
    attributes.createsPod || attributes.updates(AdmissionAttributes.pods) || attributes.addsEphemeralContainers
  }

  private static func isNew(_ container: Value, since before: [Value]) -> Bool {
    !before.contains { $0["name"] == container["name"] && $0["image"] == container["image"] }
  }

  private func check(_ policy: Value?, at place: String, _ object: Value, _ attributes: AdmissionAttributes) throws(StatusError) {
    guard policy != Self.policy else { return }
    throw attributes.forbidden(object, FieldError.notSupported(place, policy ?? "", ["Always"]).description)
  }
}
