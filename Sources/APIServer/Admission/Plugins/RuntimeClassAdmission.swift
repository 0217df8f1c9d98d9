import APIMachinery

/// RuntimeClass: gives pods what their runtime class costs and where it runs; refuses pods of a class that isn't there.
struct RuntimeClassAdmission: AdmissionPlugin {
  private static let classes = GroupResource(group: "node.k8s.io", resource: "runtimeclasses")

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.createsPod, let found = try runtimeClass(of: object, attributes, in: unit) else { return }
    if let overhead = found[path: "overhead", "podFixed"], object[path: "spec", "overhead"] == nil {
      object[path: "spec", "overhead"] = overhead
    }
    try schedule(&object, found["scheduling"], attributes)
  }

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.createsPod else { return }
    let wanted = object[path: "spec", "overhead"]?.object ?? Object()
    guard let found = try runtimeClass(of: object, attributes, in: unit) else {
      guard wanted.isEmpty else {
        throw attributes.forbidden(
          object, "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead")
      }
      return
    }
    let fixed = found[path: "overhead", "podFixed"]?.object ?? Object()
    guard Self.isSame(wanted, fixed) else {
      throw attributes.forbidden(object, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead")
    }
  }

  private func runtimeClass(
    of pod: Value, _ attributes: AdmissionAttributes, in unit: UnitOfWork
  ) throws(StatusError) -> Value? {
    guard let name = pod[path: "spec", "runtimeClassName"]?.string, !name.isEmpty else { return nil }
    guard let found = unit.get(ObjectKey(Self.classes, name: name)) else {
      throw attributes.forbidden(pod, "pod rejected: RuntimeClass \"\(name)\" not found")
    }
    return found
  }

  private func schedule(_ pod: inout Value, _ scheduling: Value?, _ attributes: AdmissionAttributes) throws(StatusError) {
    for (label, value) in (scheduling?["nodeSelector"]?.stringMap ?? [:]).sorted(by: { $0.key < $1.key }) {
      if let own = pod[path: "spec", "nodeSelector", label]?.string, own != value {
        throw attributes.forbidden(pod, "conflict: runtimeClass.scheduling.nodeSelector[\(label)] = \(value); pod.spec.nodeSelector[\(label)] = \(own)")
      }
      pod[path: "spec", "nodeSelector", label] = .string(value)
    }
    let added = scheduling?["tolerations"]?.array ?? []
    guard !added.isEmpty else { return }
    let own = pod[path: "spec", "tolerations"]?.array ?? []
    pod[path: "spec", "tolerations"] = .array(own + added.filter { !own.contains($0) })
  }

  private static func isSame(_ a: Object, _ b: Object) -> Bool {
    a.count == b.count && a.allSatisfy { field in
      guard let first = Quantity(.some(field.value)), let second = Quantity(b[field.key]) else { return false }
      return first == second
    }
  }
}
