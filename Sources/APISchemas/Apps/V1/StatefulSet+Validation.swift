import APIMachinery

extension StatefulSetRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let path: FieldPath = "spec"
    podManagement(spec, path.child("podManagementPolicy"), &list)
    strategy(spec["updateStrategy"] ?? [:], path.child("updateStrategy"), &list)
    if let policy = spec["persistentVolumeClaimRetentionPolicy"] {
      for key in ["whenDeleted", "whenScaled"] where !["Retain", "Delete"].contains(policy.text(key)) {
        list.notSupported(
          path.child("persistentVolumeClaimRetentionPolicy").child(key), .string(policy.text(key)), ["Retain", "Delete"])
      }
    }
    list.nonNegative(spec, "replicas", "minReadySeconds", at: path)
    if let ordinals = spec["ordinals"] { list.nonNegative(ordinals, "start", at: path.child("ordinals")) }
    WorkloadValidation.selector(spec, path, of: "statefulset", isRequired: true, &list)
    WorkloadValidation.templateLabels(spec, path, &list)
    WorkloadValidation.runsForever(spec["template"] ?? [:], path.child("template"), of: "StatefulSet", &list)
    return list.errors
  }

  func validateCreate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let service = spec.text("serviceName")
    if !service.isEmpty { list.check(NameFormat.dns1123Label(service), "spec.serviceName", service) }
    list.add(Self.template(spec))
    return list.errors
  }

  private func podManagement(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    switch spec.text("podManagementPolicy") {
    case "OrderedReady", "Parallel": break
    case "": list.required(path)
    case let policy: list.invalid(path, .string(policy), "must be 'OrderedReady' or 'Parallel'")
    }
  }

  private func strategy(_ strategy: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    switch (strategy.text("type"), strategy["rollingUpdate"]) {
    case ("", _): list.required(path)
    case ("OnDelete", let update?): list.invalid(path.child("rollingUpdate"), update, "only allowed for updateStrategy 'RollingUpdate'")
    case ("RollingUpdate", let update?): rollingUpdate(update, path.child("rollingUpdate"), &list)
    case ("OnDelete", nil), ("RollingUpdate", nil): break
    default: list.invalid(path, strategy, "must be 'RollingUpdate' or 'OnDelete'")
    }
  }

  private func rollingUpdate(_ update: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    list.nonNegative(update, "partition", at: path)
    guard let unavailable = update["maxUnavailable"] else { return }
    let place = path.child("maxUnavailable")
    WorkloadValidation.countOrPercent(unavailable, place, &list)
    if WorkloadValidation.isZero(unavailable) { list.invalid(place, unavailable, "cannot be 0") }
    WorkloadValidation.atMostAll(unavailable, place, &list)
  }

  /// What is wrong with the pods and claims to make. A claim template stands in for the volume of its name.
  private static func template(_ spec: Value) -> [FieldError] {
    var list = FieldErrorList()
    let claims = spec.list("volumeClaimTemplates")
    for (position, claim) in claims.enumerated() {
      let place = FieldPath("spec.volumeClaimTemplates").index(position)
      let name = claim.name
      if name.isEmpty {
        list.required(place.child("metadata").child("name"), "name or generateName is required")
      } else {
        list.check(NameFormat.dns1123Label(name), place.child("metadata").child("name"), name)
      }
      PersistentVolumeClaimValidation.validate(claim["spec"] ?? [:], place.child("spec"), &list)
    }
    guard var template = spec["template"] else { return list.errors }
    let names = Set(claims.map(\.name))
    let volumes = (template["spec"]?.list("volumes") ?? []).filter { !names.contains($0.text("name")) }
    let claimed: [Value] = claims.map { ["name": .string($0.name), "persistentVolumeClaim": ["claimName": .string($0.name)]] }
    template[path: "spec", "volumes"] = .array(volumes + claimed)
    PodSpecValidation.validateTemplate(template, "spec.template", &list)
    return list.errors
  }

  private static let changeable = [
    "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
  ]

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if subresource == "status" {
      status(object["status"] ?? [:], old["status"] ?? [:], &list)
      return list.errors
    }
    var new = object["spec"] ?? [:]
    var before = old["spec"] ?? [:]
    for key in Self.changeable { (new[key], before[key]) = (nil, nil) }
    if new != before {
      list.forbidden(
        "spec",
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
          + "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden")
    }
    // A set that was wrong already may still be changed, so that it can be put right bit by bit.
    if Self.template(old["spec"] ?? [:]).isEmpty { list.add(Self.template(object["spec"] ?? [:])) }
    return list.errors
  }

  private func status(_ new: Value, _ old: Value, _ list: inout FieldErrorList) {
    let path: FieldPath = "status"
    list.nonNegative(
      new, "replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas", "observedGeneration",
      "collisionCount", at: path)
    let counts = ["readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"]
    WorkloadValidation.notMore(new, counts, than: "replicas", &list)
    WorkloadValidation.notMore(new, ["availableReplicas"], than: "readyReplicas", &list)
    WorkloadValidation.notDecremented(new, old, "collisionCount", &list)
  }
}
