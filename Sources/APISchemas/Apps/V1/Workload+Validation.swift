import APIMachinery

/// The rules that workloads which keep pods running have in common.
enum WorkloadValidation {
  static func selectorAndTemplate(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    selector(spec, path, of: "deployment", isRequired: true, &list)
    template(spec, path, of: "ReplicaSet", &list)
  }

  /// `kind` is the word that the message for an empty selector names.
  static func selector(_ spec: Value, _ path: FieldPath, of kind: String, isRequired: Bool, _ list: inout FieldErrorList) {
    guard let selector = spec["selector"] else {
      if isRequired { list.required(path.child("selector")) }
      return
    }
    LabelSelectorValidation.validate(selector, path.child("selector"), &list)
    if LabelSelectorValidation.isEmpty(selector) {
      list.invalid(path.child("selector"), selector, "empty selector is invalid for \(kind)")
    }
  }

  static func template(_ spec: Value, _ path: FieldPath, of kind: String, _ list: inout FieldErrorList) {
    let place = path.child("template")
    guard let template = spec["template"] else {
      list.required(place)
      return
    }
    matchingLabels(spec, template, place, &list)
    PodSpecValidation.validateTemplate(template, place, &list)
    runsForever(template, place, of: kind, &list)
  }

  /// As `template`, without the pods' specification.
  static func templateLabels(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let place = path.child("template")
    guard let template = spec["template"] else {
      list.required(place)
      return
    }
    matchingLabels(spec, template, place, &list)
  }

  private static func matchingLabels(_ spec: Value, _ template: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let labels = template["metadata"]?["labels"]
    guard let selector = spec["selector"], !LabelSelectorValidation.isEmpty(selector) else { return }
    if !LabelSelectorValidation.matches(selector, labels) {
      list.invalid(path.child("metadata").child("labels"), labels ?? [:], "`selector` does not match template `labels`")
    }
  }

  static func runsForever(_ template: Value, _ path: FieldPath, of kind: String, _ list: inout FieldErrorList) {
    let policy = template["spec"]?.text("restartPolicy") ?? ""
    if policy != "Always" { list.notSupported(path.child("spec").child("restartPolicy"), .string(policy), ["Always"]) }
    if template["spec"]?["activeDeadlineSeconds"] != nil {
      list.forbidden(path.child("spec").child("activeDeadlineSeconds"), "activeDeadlineSeconds in \(kind) is not Supported")
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

  static func atMostAll(_ value: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let percent = IntOrString(value)?.percent, percent > 100 { list.invalid(path, value ?? "", "must not be greater than 100%") }
  }

  static func isZero(_ value: Value?) -> Bool {
    guard let value = IntOrString(value) else { return true }
    return value == .int(0) || value.percent == 0
  }

  static func notMore(_ status: Value, _ keys: [String], than limit: String, _ list: inout FieldErrorList) {
    for key in keys where status[key]?.int ?? 0 > status[limit]?.int ?? 0 {
      list.invalid(FieldPath("status").child(key), status[key] ?? 0, "cannot be greater than status.\(limit)")
    }
  }

  static func notDecremented(_ new: Value, _ old: Value, _ key: String, _ list: inout FieldErrorList) {
    guard let before = old[key]?.int, new[key]?.int ?? 0 < before else { return }
    list.invalid(FieldPath("status").child(key), .int(new[key]?.int ?? 0), "cannot be decremented")
  }

  /// The status of what only counts its pods: ReplicaSet and ReplicationController.
  static func replicaStatus(_ status: Value, _ list: inout FieldErrorList) {
    let counts = ["fullyLabeledReplicas", "readyReplicas", "availableReplicas"]
    list.nonNegative(status, "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration", at: "status")
    notMore(status, counts, than: "replicas", &list)
    notMore(status, ["availableReplicas"], than: "readyReplicas", &list)
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
      WorkloadValidation.replicaStatus(object["status"] ?? [:], &list)
    } else {
      list.immutable(object["spec"]?["selector"], old["spec"]?["selector"], "spec.selector")
    }
    return list.errors
  }
}
