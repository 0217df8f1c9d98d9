import APIMachinery

/// A node that nobody has looked at yet gets no pods: it is tainted until it is ready.
struct TaintNodesByCondition: AdmissionPlugin {
  private static let nodes = GroupResource(group: "", resource: "nodes")

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.creates(Self.nodes) else { return }
    let taint: Value = ["key": "node.kubernetes.io/not-ready", "effect": "NoSchedule"]
    var taints = object[path: "spec", "taints"]?.array ?? []
    guard !taints.contains(where: { $0["key"] == taint["key"] && $0["effect"] == taint["effect"] }) else { return }
    taints.append(taint)
    object[path: "spec", "taints"] = .array(taints)
  }
}
