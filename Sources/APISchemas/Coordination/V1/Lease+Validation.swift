import APIMachinery

extension LeaseRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    if let seconds = spec["leaseDurationSeconds"]?.int, seconds <= 0 {
      list.invalid("spec.leaseDurationSeconds", .int(seconds), "must be greater than 0")
    }
    list.nonNegative(spec, "leaseTransitions", at: "spec")
    return list.errors
  }
}
