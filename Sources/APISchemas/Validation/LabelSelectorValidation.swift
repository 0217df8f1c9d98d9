import APIMachinery

/// The rules of label selectors inside objects.
enum LabelSelectorValidation {
  static func validate(_ selector: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let selector else { return }
    LabelsValidation.validate(selector["matchLabels"], path.child("matchLabels"), &list)
    for (position, requirement) in selector.list("matchExpressions").enumerated() {
      validate(requirement: requirement, path.child("matchExpressions").index(position), &list)
    }
  }

  private static func validate(requirement: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let values = requirement.list("values")
    switch requirement.text("operator") {
    case "In", "NotIn":
      if values.isEmpty { list.required(path.child("values"), "must be specified when `operator` is 'In' or 'NotIn'") }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        list.forbidden(path.child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
      }
    default: list.invalid(path.child("operator"), .string(requirement.text("operator")), "not a valid selector operator")
    }
    list.check(NameFormat.qualifiedName(requirement.text("key")), path.child("key"), requirement.text("key"))
    for (position, value) in values.enumerated() {
      list.check(NameFormat.labelValue(value.string ?? ""), path.child("values").index(position), value.string ?? "")
    }
  }

  static func isEmpty(_ selector: Value) -> Bool {
    (selector["matchLabels"]?.object?.isEmpty ?? true) && selector.list("matchExpressions").isEmpty
  }

  /// Whether a selector matches a set of labels; a malformed one matches nothing.
  static func matches(_ selector: Value, _ labels: Value?) -> Bool {
    guard let parsed = try? LabelSelector(selector) else { return false }
    return parsed.matches(labels?.stringMap ?? [:])
  }
}
