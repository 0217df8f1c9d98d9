import APIMachinery

extension DaemonSetRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let path: FieldPath = "spec"
    WorkloadValidation.selector(spec, path, of: "daemonset", isRequired: true, &list)
    WorkloadValidation.template(spec, path, of: "DaemonSet", &list)
    list.nonNegative(spec, "minReadySeconds", at: path)
    strategy(spec["updateStrategy"] ?? [:], path.child("updateStrategy"), &list)
    list.nonNegative(spec, "revisionHistoryLimit", at: path)
    return list.errors
  }

  private func strategy(_ strategy: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    switch (strategy.text("type"), strategy["rollingUpdate"]) {
    case ("OnDelete", _): break
    case ("RollingUpdate", nil): list.required(path.child("rollingUpdate"))
    case ("RollingUpdate", let update?): rollingUpdate(update, path.child("rollingUpdate"), &list)
    default: list.notSupported(path, strategy, ["RollingUpdate", "OnDelete"])
    }
  }

  private func rollingUpdate(_ update: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let keys = ["maxUnavailable", "maxSurge"]
    for key in keys { WorkloadValidation.countOrPercent(update[key], path.child(key), &list) }
    for key in keys { WorkloadValidation.atMostAll(update[key], path.child(key), &list) }
    switch (WorkloadValidation.isZero(update["maxUnavailable"]), WorkloadValidation.isZero(update["maxSurge"])) {
    case (false, false):
      list.invalid(path.child("maxSurge"), update["maxSurge"] ?? 0, "may not be set when maxUnavailable is non-zero")
    case (true, true): list.required(path.child("maxUnavailable"), "cannot be 0 when maxSurge is 0")
    default: break
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if subresource == "status" {
      let status = object["status"] ?? [:]
      list.nonNegative(
        status, "currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled", "numberReady", "observedGeneration",
        "updatedNumberScheduled", "numberAvailable", "numberUnavailable", "collisionCount", at: "status")
      WorkloadValidation.notDecremented(status, old["status"] ?? [:], "collisionCount", &list)
    } else {
      list.immutable(object["spec"]?["selector"], old["spec"]?["selector"], "spec.selector")
    }
    return list.errors
  }
}
