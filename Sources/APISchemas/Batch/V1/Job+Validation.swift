import APIMachinery

extension JobRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    generatedSelector(object, spec, &list)
    list.nonNegative(
      spec, "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished",
      "backoffLimitPerIndex", "maxFailedIndexes", at: "spec")
    completionMode(spec, &list)
    list.oneOf(spec, "podReplacementPolicy", ["Failed", "TerminatingOrFailed"], at: "spec")
    if let selector = spec["selector"] {
      LabelSelectorValidation.validate(selector, "spec.selector", &list)
    } else {
      list.required("spec.selector")
    }
    template(spec, &list)
    failurePolicy(spec, &list)
    return list.errors
  }

  private func template(_ spec: Value, _ list: inout FieldErrorList) {
    let path: FieldPath = "spec.template"
    guard let template = spec["template"] else {
      list.required(path)
      return
    }
    let labels = template["metadata"]?["labels"]
    if let selector = spec["selector"], !LabelSelectorValidation.matches(selector, labels) {
      list.invalid(path.child("metadata").child("labels"), labels ?? [:], "`selector` does not match template `labels`")
    }
    PodSpecValidation.validateTemplate(template, path, &list)
    let policy = template["spec"]?.text("restartPolicy") ?? ""
    if !["OnFailure", "Never"].contains(policy) {
      list.notSupported(path.child("spec").child("restartPolicy"), .string(policy), ["OnFailure", "Never"])
    }
  }

  private func completionMode(_ spec: Value, _ list: inout FieldErrorList) {
    list.oneOf(spec, "completionMode", ["Indexed", "NonIndexed"], at: "spec")
    let isIndexed = spec["completionMode"] == "Indexed"
    if isIndexed {
      if spec["completions"] == nil { list.required("spec.completions", "when completion mode is Indexed") }
      if let parallelism = spec["parallelism"]?.int, parallelism > 100_000 {
        list.invalid("spec.parallelism", .int(parallelism), "must be less than or equal to 100000 when completion mode is Indexed")
      }
    } else {
      for key in ["backoffLimitPerIndex", "maxFailedIndexes"] where spec[key] != nil {
        list.invalid(FieldPath("spec").child(key), spec[key] ?? 0, "requires indexed completion mode")
      }
      if spec["successPolicy"] != nil {
        list.invalid("spec.successPolicy", spec["successPolicy"] ?? [:], "requires indexed completion mode")
      }
    }
  }

  /// Without a manual selector it must be the one that the strategy has made.
  private func generatedSelector(_ object: Value, _ spec: Value, _ list: inout FieldErrorList) {
    guard spec["manualSelector"]?.bool != true, let selector = spec["selector"] else { return }
    let path: FieldPath = "spec.template.metadata.labels"
    let labels = spec[path: "template", "metadata", "labels"] ?? [:]
    for (key, wanted) in [
      (Self.legacyControllerUIDLabel, object.uid), (Self.controllerUIDLabel, object.uid),
      (Self.legacyJobNameLabel, object.name), (Self.jobNameLabel, object.name),
    ] {
      guard let value = labels[key]?.string else {
        list.required(path.key(key), "must be '\(wanted)'")
        continue
      }
      if value != wanted { list.invalid(path.key(key), labels, "must be '\(wanted)'") }
    }
    let exact = selector["matchLabels"]?.stringMap ?? [:]
    let isGenerated = selector.list("matchExpressions").isEmpty && exact.count == 1
      && (exact[Self.controllerUIDLabel] == object.uid || exact[Self.legacyControllerUIDLabel] == object.uid)
    if !isGenerated { list.invalid("spec.selector", selector, "`selector` not auto-generated") }
  }

  private func failurePolicy(_ spec: Value, _ list: inout FieldErrorList) {
    guard let policy = spec["podFailurePolicy"] else { return }
    let path: FieldPath = "spec.podFailurePolicy"
    if spec[path: "template", "spec", "restartPolicy"] != "Never" {
      list.invalid(
        "spec.template.spec.restartPolicy", spec[path: "template", "spec", "restartPolicy"] ?? "",
        "only \"Never\" is supported when podFailurePolicy is specified")
    }
    for (position, rule) in policy.list("rules").enumerated() {
      let place = path.child("rules").index(position)
      list.oneOf(rule, "action", ["Count", "FailIndex", "FailJob", "Ignore"], at: place, isRequired: true)
      switch (rule["onExitCodes"], rule.list("onPodConditions").isEmpty) {
      case (let codes?, true): exitCodes(codes, place.child("onExitCodes"), &list)
      case (.some, false):
        list.invalid(place, rule, "specifying both OnExitCodes and OnPodConditions is not supported")
      case (nil, true): list.invalid(place, rule, "specifying one of OnExitCodes and OnPodConditions is required")
      case (nil, false):
        for (at, condition) in rule.list("onPodConditions").enumerated() {
          let spot = place.child("onPodConditions").index(at)
          list.check(NameFormat.qualifiedName(condition.text("type")), spot.child("type"), condition.text("type"))
          list.oneOf(condition, "status", ["False", "True", "Unknown"], at: spot, isRequired: true)
        }
      }
    }
  }

  private func exitCodes(_ codes: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    list.oneOf(codes, "operator", ["In", "NotIn"], at: path, isRequired: true)
    let values = codes.list("values").compactMap(\.int)
    if values.isEmpty { list.invalid(path.child("values"), .array([]), "at least one value is required") }
    for (position, value) in values.enumerated() {
      if value == 0, codes["operator"] == "In" {
        list.invalid(path.child("values").index(position), 0, "must not be 0 for the In operator")
      }
      if values[..<position].contains(value) { list.duplicate(path.child("values").index(position), .int(value)) }
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    guard subresource == nil else { return [] }
    var list = FieldErrorList()
    let new = object["spec"] ?? [:]
    let before = old["spec"] ?? [:]
    if !isElastic(new, before) { list.immutable(new["completions"], before["completions"], "spec.completions") }
    list.immutable(new["selector"], before["selector"], "spec.selector")
    list.immutable(Self.fixedTemplate(new, old: old), before["template"], "spec.template")
    for key in ["completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"] {
      list.immutable(new[key], before[key], FieldPath("spec").child(key))
    }
    return list.errors
  }

  /// An indexed job may be resized while its completions equal its parallelism.
  private func isElastic(_ new: Value, _ old: Value) -> Bool {
    old["completionMode"] == "Indexed" && new["completions"] == new["parallelism"] && old["completions"] == old["parallelism"]
  }

  /// The new template; while the job is suspended and has never started, its scheduling directives don't count.
  private static func fixedTemplate(_ spec: Value, old: Value) -> Value? {
    guard var template = spec["template"], let before = old[path: "spec", "template"],
      old["spec"]?["suspend"]?.bool == true, old["status"]?["startTime"] == nil
    else { return spec["template"] }
    for key in ["nodeSelector", "tolerations", "schedulingGates"] { template[path: "spec", key] = before[path: "spec", key] }
    if let affinity = before[path: "spec", "affinity"] {
      template[path: "spec", "affinity", "nodeAffinity"] = affinity["nodeAffinity"]
    } else if template[path: "spec", "affinity"]?.object?.fieldNames == ["nodeAffinity"] {
      template[path: "spec", "affinity"] = nil
    }
    template[path: "metadata", "labels"] = before[path: "metadata", "labels"]
    template[path: "metadata", "annotations"] = before[path: "metadata", "annotations"]
    return template
  }
}
