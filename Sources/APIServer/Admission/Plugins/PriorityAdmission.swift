import APIMachinery

/// Priority: a pod's class becomes its number and its preemption policy; one class at most is the default
/// (kubernetes.io, "Pod Priority and Preemption").
struct PriorityAdmission: AdmissionPlugin {
  static let classes = GroupResource(group: "scheduling.k8s.io", resource: "priorityclasses")

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    if attributes.createsPod { return try resolve(&object, attributes, in: unit) }
    guard attributes.updates(AdmissionAttributes.pods), let old = attributes.old else { return }
    // Clients that know nothing of these fields leave them out of what they send back.
    for field in ["priority", "preemptionPolicy"] where object[path: "spec", field] == nil {
      object[path: "spec", field] = old[path: "spec", field]
    }
  }

  private func resolve(_ pod: inout Value, _ attributes: AdmissionAttributes, in unit: UnitOfWork) throws(StatusError) {
    var name = pod[path: "spec", "priorityClassName"]?.string ?? ""
    let found: Value?
    if name.isEmpty {
      found = unit.list(Self.classes).filter { $0["globalDefault"]?.bool == true }.min { a, b in
        (a["value"]?.int ?? 0, a.name) < (b["value"]?.int ?? 0, b.name)
      }
      name = found?.name ?? ""
      if !name.isEmpty { pod[path: "spec", "priorityClassName"] = .string(name) }
    } else {
      found = unit.get(ObjectKey(Self.classes, name: name))
      guard found != nil else { throw attributes.forbidden(pod, "no PriorityClass with name \(name) was found") }
    }
    let priority = found?["value"]?.int ?? 0
    if let own = pod[path: "spec", "priority"]?.int, own != priority {
      throw attributes.forbidden(
        pod,
        "the integer value of priority (\(own)) must not be provided in pod spec; priority admission controller computed \(priority) from the given PriorityClass name")
    }
    pod[path: "spec", "priority"] = .int(priority)
    let policy = found?["preemptionPolicy"]?.string ?? "PreemptLowerPriority"
    if let own = pod[path: "spec", "preemptionPolicy"]?.string, own != policy {
      throw attributes.forbidden(
        pod,
        "the string value of PreemptionPolicy (\(own)) must not be provided in pod spec; priority admission controller computed \(policy) from the given PriorityClass name")
    }
    pod[path: "spec", "preemptionPolicy"] = .string(policy)
  }

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.creates(Self.classes) || attributes.updates(Self.classes), object["globalDefault"]?.bool == true else { return }
    guard let other = unit.list(Self.classes).first(where: { $0["globalDefault"]?.bool == true && $0.name != object.name }) else { return }
    throw attributes.forbidden(
      object,
      "PriorityClass \(other.name) is already marked as default. Only one default can exist")
  }
}
