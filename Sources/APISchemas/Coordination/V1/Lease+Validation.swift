import APIMachinery

/// How coordinated election chooses a holder: Kubernetes' own way, or one with a domain before it.
enum CoordinatedLeaseStrategy {
  static let oldestEmulationVersion = "OldestEmulationVersion"

  static func validate(_ strategy: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if strategy == oldestEmulationVersion { return }
    if strategy.contains("/") {
      list.check(NameFormat.qualifiedName(strategy), path, strategy)
    } else {
      list.notSupported(path, .string(strategy), [oldestEmulationVersion])
    }
  }
}

extension LeaseRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    if let seconds = spec["leaseDurationSeconds"]?.int, seconds <= 0 {
      list.invalid("spec.leaseDurationSeconds", .int(seconds), "must be greater than 0")
    }
    list.nonNegative(spec, "leaseTransitions", at: "spec")
    if let strategy = spec["strategy"]?.string { CoordinatedLeaseStrategy.validate(strategy, "spec.strategy", &list) }
    if !spec.isUnset("preferredHolder"), spec.isUnset("strategy") {
      list.forbidden("spec.preferredHolder", "may only be specified when `strategy` is defined")
    }
    return list.errors
  }
}
