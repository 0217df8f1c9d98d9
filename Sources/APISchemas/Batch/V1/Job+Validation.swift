import APIMachinery

extension JobRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    generatedSelector(object, spec, &list)
    JobSpecValidation.validate(spec, "spec", &list)
    if let selector = spec["selector"] {
      LabelSelectorValidation.validate(selector, "spec.selector", &list)
      let labels = spec[path: "template", "metadata", "labels"]
      if spec["template"] != nil, !LabelSelectorValidation.matches(selector, labels) {
        list.invalid("spec.template.metadata.labels", labels ?? [:], "`selector` does not match template `labels`")
      }
    } else {
      list.required("spec.selector")
    }
    return list.errors
  }

  /// The pods of an indexed job are named after it and their index, and that is their host name.
  func validateCreate(_ object: Value) -> [FieldError] {
    let spec = object["spec"]
    guard spec?["completionMode"] == "Indexed", let count = spec?["completions"]?.int, count > 0 else { return [] }
    let problems = NameFormat.dns1123Label("\(object.name)-\(count - 1)")
    return problems.map { .invalid("metadata.name", .string(object.name), "will not able to create pod with invalid DNS label: \($0)") }
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
