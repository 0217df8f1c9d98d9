import APIMachinery

/// The rules that workloads which keep pods running have in common.
enum WorkloadValidation {
  static func selectorAndTemplate(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let selector = spec["selector"]
    if let selector {
      LabelSelectorValidation.validate(selector, path.child("selector"), &list)
      if LabelSelectorValidation.isEmpty(selector) {
        list.invalid(path.child("selector"), selector, "empty selector is invalid for deployment")
      }
    } else {
      list.required(path.child("selector"))
    }
    guard let template = spec["template"] else {
      list.required(path.child("template"))
      return
    }
    let place = path.child("template")
    let labels = template["metadata"]?["labels"]
    if let selector, !LabelSelectorValidation.isEmpty(selector), !LabelSelectorValidation.matches(selector, labels) {
      list.invalid(place.child("metadata").child("labels"), labels ?? [:], "`selector` does not match template `labels`")
    }
    PodSpecValidation.validateTemplate(template, place, &list)
    let policy = template["spec"]?.text("restartPolicy") ?? ""
    if policy != "Always" { list.notSupported(place.child("spec").child("restartPolicy"), .string(policy), ["Always"]) }
    if template["spec"]?["activeDeadlineSeconds"] != nil {
      list.forbidden(place.child("spec").child("activeDeadlineSeconds"), "activeDeadlineSeconds in ReplicaSet is not Supported")
    }
  }

  /// A whole number or a percentage, neither below zero.
  static func countOrPercent(_ value: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    switch IntOrString(value) {
    case .int(let number)?:
      if number < 0 { list.invalid(path, .int(number), "must be greater than or equal to 0") }
    case .string(let text)?: list.check(NameFormat.percent(text), path, text)
    case nil: break
    }
  }

  static func isZero(_ value: Value?) -> Bool {
    guard let value = IntOrString(value) else { return true }
    return value == .int(0) || value.percent == 0
  }
}

extension ReplicaSetRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    list.nonNegative(spec, "replicas", "minReadySeconds", at: "spec")
    WorkloadValidation.selectorAndTemplate(spec, "spec", &list)
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if subresource == "status" {
      let status = object["status"] ?? [:]
      let counts = ["fullyLabeledReplicas", "readyReplicas", "availableReplicas"]
      list.nonNegative(status, "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration", at: "status")
      for key in counts where status[key]?.int ?? 0 > status["replicas"]?.int ?? 0 {
        list.invalid(FieldPath("status").child(key), status[key] ?? 0, "cannot be greater than status.replicas")
      }
    } else {
      list.immutable(object["spec"]?["selector"], old["spec"]?["selector"], "spec.selector")
    }
    return list.errors
  }
}
