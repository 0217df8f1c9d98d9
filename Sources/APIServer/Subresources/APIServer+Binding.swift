import APIMachinery
import APISchemas

extension APIServer {
  /// Puts a pod on a node: the scheduler's one write (API reference: Binding).
  func bind(
    _ request: ResourceRequest, _ body: RequestBody, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    let binding = try decodeObject(body, as: request.bodyKind, parameters, warnings: &unit.warnings)
    let node = try target(binding, request)
    guard var pod = unit.get(request.key) else { throw .notFound(request.groupResource, request.name) }
    let uid = binding.uid
    guard uid.isEmpty || uid == pod.uid else {
      throw .conflict(request.groupResource, request.name, "Precondition failed: UID in precondition: \(uid), UID in object meta: \(pod.uid)")
    }
    try checkBindable(pod, node, request)
    pod[path: "spec", "nodeName"] = .string(node)
    for (key, value) in binding.annotations.sorted(by: { $0.key < $1.key }) { pod[path: "metadata", "annotations", key] = .string(value) }
    pod = Self.settingCondition(pod, type: "PodScheduled", status: "True", at: unit.time.rfc3339)
    unit.put(request.key, pod)
    return .value(Self.success, status: 201)
  }

  /// The kinds that are orders or questions: `bindings`, the older form of the subresource, and reviews.
  func carryOut(
    _ request: ResourceRequest, _ body: RequestBody, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    guard request.definition.gvk == GroupVersionKind(group: "", version: "v1", kind: "Binding"),
      let pods = scheme.resource(GroupVersionResource(group: "", version: "v1", resource: "pods"))
    else { return try answerReview(request, body, parameters, in: &unit) }
    return try bind(
      ResourceRequest(
        request.caller, verb: "create", pods, scheme, namespace: request.namespace, name: body.value.name, subresource: "binding"),
      body, parameters, in: &unit)
  }

  private func target(_ binding: Value, _ request: ResourceRequest) throws(StatusError) -> String {
    let target = binding["target"]
    let kind = target?["kind"]?.string ?? ""
    var errors: [FieldError] = []
    if !kind.isEmpty, kind != "Node" { errors.append(.notSupported("target.kind", .string(kind), ["Node", "<empty>"])) }
    let name = target?["name"]?.string ?? ""
    if name.isEmpty { errors.append(.required("target.name")) }
    guard errors.isEmpty else { throw .invalid(request.bodyKind, request.name, errors) }
    return name
  }

  private func checkBindable(_ pod: Value, _ node: String, _ request: ResourceRequest) throws(StatusError) {
    if pod.isBeingDeleted {
      throw .conflict(request.groupResource, request.name, "pod \(pod.name) is being deleted, cannot be assigned to a host")
    }
    if let current = pod[path: "spec", "nodeName"]?.string, !current.isEmpty {
      throw .conflict(request.groupResource, request.name, "pod \(pod.name) is already assigned to node \"\(current)\"")
    }
    if pod[path: "spec", "schedulingGates"]?.array?.isEmpty == false {
      throw .conflict(request.groupResource, request.name, "pod \(pod.name) has non-empty .spec.schedulingGates")
    }
  }

  /// The condition of this type with this status; the transition time moves only when the status does.
  static func settingCondition(_ object: Value, type: String, status: String, at time: String) -> Value {
    var object = object
    var conditions = object[path: "status", "conditions"]?.array ?? []
    let fresh: Value = ["type": .string(type), "status": .string(status), "lastProbeTime": .null, "lastTransitionTime": .string(time)]
    if let index = conditions.firstIndex(where: { $0["type"]?.string == type }) {
      if conditions[index]["status"]?.string != status { conditions[index] = fresh }
    } else {
      conditions.append(fresh)
    }
    object[path: "status", "conditions"] = .array(conditions)
    return object
  }
}
