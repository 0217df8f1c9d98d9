import APIMachinery

extension DeploymentRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    list.nonNegative(spec, "replicas", at: "spec")
    WorkloadValidation.selectorAndTemplate(spec, "spec", &list)
    strategy(spec["strategy"] ?? [:], "spec.strategy", &list)
    list.nonNegative(spec, "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds", at: "spec")
    if let deadline = spec["progressDeadlineSeconds"]?.int, deadline <= spec["minReadySeconds"]?.int ?? 0 {
      list.invalid("spec.progressDeadlineSeconds", .int(deadline), "must be greater than minReadySeconds")
    }
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if subresource == "status" {
      list.nonNegative(
        object["status"] ?? [:], "observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas",
        "unavailableReplicas", "collisionCount", at: "status")
    } else {
      list.immutable(object["spec"]?["selector"], old["spec"]?["selector"], "spec.selector")
    }
    return list.errors
  }

  private func strategy(_ strategy: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let update = strategy["rollingUpdate"]
    switch strategy.text("type") {
    case "Recreate":
      if update != nil { list.forbidden(path.child("rollingUpdate"), "may not be specified when strategy `type` is 'Recreate'") }
    case "RollingUpdate":
      guard let update else {
        list.required(path.child("rollingUpdate"), "this should be defaulted and never be nil")
        return
      }
      let place = path.child("rollingUpdate")
      for key in ["maxUnavailable", "maxSurge"] { WorkloadValidation.countOrPercent(update[key], place.child(key), &list) }
      if WorkloadValidation.isZero(update["maxUnavailable"]), WorkloadValidation.isZero(update["maxSurge"]) {
        list.invalid(place.child("maxUnavailable"), update["maxUnavailable"] ?? 0, "may not be 0 when `maxSurge` is 0")
      }
      if let percent = IntOrString(update["maxUnavailable"])?.percent, percent > 100 {
        list.invalid(place.child("maxUnavailable"), update["maxUnavailable"] ?? "", "must not be greater than 100%")
      }
    default: list.notSupported(path.child("type"), .string(strategy.text("type")), ["Recreate", "RollingUpdate"])
    }
  }
}
