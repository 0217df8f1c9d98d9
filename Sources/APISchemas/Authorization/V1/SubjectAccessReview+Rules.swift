import APIMachinery

/// The reviews of authorization.k8s.io: SubjectAccessReview, LocalSubjectAccessReview, SelfSubjectAccessReview.
struct SubjectAccessReviewRules: KindRules {
  enum Form { case anybody, local, own }
  let form: Form

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let (resource, path) = (spec["resourceAttributes"], spec["nonResourceAttributes"])
    if resource != nil, path != nil {
      list.invalid("spec.nonResourceAttributes", path ?? [:], "cannot be specified in combination with resourceAttributes")
    }
    if resource == nil, path == nil {
      list.invalid(
        "spec.resourceAttributes", .null, "exactly one of nonResourceAttributes or resourceAttributes must be specified")
    }
    if form != .own, spec.isUnset("user"), spec.list("groups").isEmpty {
      list.invalid("spec.user", "", "at least one of user or group must be specified")
    }
    if let resource { selectors(resource, "spec.resourceAttributes", &list) }
    if form == .local {
      if let resource, resource.text("namespace") != object.namespace {
        list.invalid("spec.resourceAttributes.namespace", .string(resource.text("namespace")), "must match metadata.namespace")
      }
      if let path { list.invalid("spec.nonResourceAttributes", path, "disallowed on this kind of request") }
    }
    return list.errors
  }

  private func selectors(_ attributes: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for key in ["fieldSelector", "labelSelector"] {
      guard let selector = attributes[key] else { continue }
      let requirements = selector.list("requirements")
      if !selector.isUnset("rawSelector"), !requirements.isEmpty {
        list.invalid(
          path.child(key).child("rawSelector"), .string(selector.text("rawSelector")), "may not specified at the same time as requirements")
      }
      if selector.isUnset("rawSelector"), requirements.isEmpty {
        list.required(
          path.child(key).child("requirements"), "when \(path.child(key)) is specified, requirements or rawSelector is required")
      }
    }
  }
}

struct SelfSubjectRulesReviewRules: KindRules {
  func validate(_ object: Value) -> [FieldError] {
    object["spec"]?.isUnset("namespace") ?? true ? [.required("spec.namespace", "no namespace on request")] : []
  }
}
