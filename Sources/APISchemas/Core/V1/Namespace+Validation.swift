import APIMachinery

extension NamespaceRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    for name in object["spec"]?.list("finalizers") ?? [] { FinalizerValidation.validate(name.string ?? "", "spec.finalizers", &list) }
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if subresource == "finalize" {
      for (position, name) in (object["spec"]?.list("finalizers") ?? []).enumerated() {
        FinalizerValidation.validate(name.string ?? "", FieldPath("spec.finalizers").index(position), &list)
      }
    }
    if subresource == "status" {
      let phase = object["status"]?.text("phase") ?? ""
      if object.isBeingDeleted, phase != "Terminating" {
        list.invalid("status.Phase", .string(phase), "may only be 'Terminating' if `deletionTimestamp` is not empty")
      } else if !object.isBeingDeleted, phase != "Active" {
        list.invalid("status.Phase", .string(phase), "may only be 'Active' if `deletionTimestamp` is empty")
      }
    }
    return list.errors
  }
}
