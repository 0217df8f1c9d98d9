import APIMachinery

extension HorizontalPodAutoscalerRules {
  static let windowSecondsMax: Int64 = 3600
  static let periodSecondsMax: Int64 = 1800

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let path: FieldPath = "spec"
    let least = spec["minReplicas"]?.int
    let most = spec["maxReplicas"]?.int ?? 0
    if let least, least < 1 { list.invalid(path.child("minReplicas"), .int(least), "must be greater than or equal to 1") }
    if most < 1 { list.invalid(path.child("maxReplicas"), .int(most), "must be greater than 0") }
    if let least, most < least {
      list.invalid(path.child("maxReplicas"), .int(most), "must be greater than or equal to `minReplicas`")
    }
    MetricValidation.reference(spec["scaleTargetRef"] ?? [:], path.child("scaleTargetRef"), &list)
    if let utilization = spec["targetCPUUtilizationPercentage"]?.int, utilization < 1 {
      list.invalid(path.child("targetCPUUtilizationPercentage"), .int(utilization), "must be greater than 0")
    }
    for (position, metric) in spec.list("metrics").enumerated() {
      MetricValidation.validate(metric, path.child("metrics").index(position), &list)
    }
    for key in ["scaleUp", "scaleDown"] {
      if let rules = spec["behavior"]?[key] { scaling(rules, path.child("behavior").child(key), &list) }
    }
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    guard subresource == "status" else { return [] }
    var list = FieldErrorList()
    list.nonNegative(object["status"] ?? [:], "currentReplicas", "desiredReplicas", at: "status")
    return list.errors
  }

  private func scaling(_ rules: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let window = rules["stabilizationWindowSeconds"]?.int {
      let place = path.child("stabilizationWindowSeconds")
      if window < 0 { list.invalid(place, .int(window), "must be greater than or equal to zero") }
      if window > Self.windowSecondsMax { list.invalid(place, .int(window), "must be less than or equal to \(Self.windowSecondsMax)") }
    }
    list.oneOf(rules, "selectPolicy", ["Disabled", "Max", "Min"], at: path)
    let policies = rules.list("policies")
    if policies.isEmpty { list.required(path.child("policies"), "must specify at least one Policy") }
    for (position, policy) in policies.enumerated() {
      let place = path.child("policies").index(position)
      if !["Pods", "Percent"].contains(policy.text("type")) {
        list.notSupported(place.child("type"), .string(policy.text("type")), ["Percent", "Pods"])
      }
      for key in ["value", "periodSeconds"] {
        if let number = policy[key]?.int, number <= 0 { list.invalid(place.child(key), .int(number), "must be greater than zero") }
      }
      if let period = policy["periodSeconds"]?.int, period > Self.periodSecondsMax {
        list.invalid(place.child("periodSeconds"), .int(period), "must be less than or equal to \(Self.periodSecondsMax)")
      }
    }
    if let tolerance = rules["tolerance"], let quantity = Quantity(tolerance), quantity.isNegative {
      list.invalid(path.child("tolerance"), tolerance, "must be greater than or equal to 0")
    }
  }
}
