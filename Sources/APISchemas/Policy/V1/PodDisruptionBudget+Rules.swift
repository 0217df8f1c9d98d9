import APIMachinery
import Basics

struct PodDisruptionBudgetRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ object: inout Value) {
    object["status"] = ["disruptionsAllowed": 0, "currentHealthy": 0, "desiredHealthy": 0, "expectedPods": 0]
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let path: FieldPath = "spec"
    if spec["minAvailable"] != nil, spec["maxUnavailable"] != nil {
      list.invalid(path, spec, "minAvailable and maxUnavailable cannot be both set")
    }
    for key in ["minAvailable", "maxUnavailable"] {
      WorkloadValidation.countOrPercent(spec[key], path.child(key), &list)
      WorkloadValidation.atMostAll(spec[key], path.child(key), &list)
    }
    LabelSelectorValidation.validate(spec["selector"], path.child("selector"), &list)
    if let policy = spec["unhealthyPodEvictionPolicy"], !["IfHealthyBudget", "AlwaysAllow"].contains(policy) {
      list.notSupported(path.child("unhealthyPodEvictionPolicy"), policy, ["AlwaysAllow", "IfHealthyBudget"])
    }
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    guard subresource == "status" else { return [] }
    var list = FieldErrorList()
    let status = object["status"] ?? [:]
    ConditionValidation.validate(status.list("conditions"), "status.conditions", &list)
    list.nonNegative(status, "disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods", at: "status")
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    func limit(_ key: String) -> Value { .string(IntOrString(object["spec"]?[key])?.description ?? "N/A") }
    return [
      .string(object.name), limit("minAvailable"), limit("maxUnavailable"), Cell.int(object["status"]?["disruptionsAllowed"]),
      Cell.age(object, now),
    ]
  }
}
