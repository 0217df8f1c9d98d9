import APIMachinery

/// The rules of how pods are spread over domains.
enum TopologySpreadValidation {
  private static let answers = ["DoNotSchedule", "ScheduleAnyway"]
  private static let policies = ["Honor", "Ignore"]

  static func validate(_ constraints: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    var pairs: Set<String> = []
    for (position, constraint) in constraints.enumerated() {
      let place = path.index(position)
      domains(constraint, place, &list)
      let pair = "{\(constraint.text("topologyKey")), \(constraint.text("whenUnsatisfiable"))}"
      if !pairs.insert(pair).inserted { list.duplicate(place.child("{topologyKey, whenUnsatisfiable}"), .string(pair)) }
      for key in ["nodeAffinityPolicy", "nodeTaintsPolicy"] { list.oneOf(constraint, key, policies, at: place) }
      LabelKeyValidation.validate(constraint, "matchLabelKeys", place, &list)
      LabelSelectorValidation.validate(constraint["labelSelector"], place.child("labelSelector"), &list)
    }
  }

  private static func domains(_ constraint: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let skew = constraint["maxSkew"]?.int ?? 0
    if skew <= 0 { list.invalid(path.child("maxSkew"), .int(skew), "must be greater than zero") }
    if constraint.isUnset("topologyKey") { list.required(path.child("topologyKey"), "can not be empty") }
    let answer = constraint.text("whenUnsatisfiable")
    if !answers.contains(answer) { list.notSupported(path.child("whenUnsatisfiable"), .string(answer), answers) }
    guard let least = constraint["minDomains"]?.int else { return }
    let place = path.child("minDomains")
    if least <= 0 { list.invalid(place, .int(least), "must be greater than zero") }
    if answer != "DoNotSchedule" {
      list.invalid(place, .int(least), "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not \(answer)")
    }
  }
}

/// The rules of keys whose values a selector takes from the pod that it stands in.
enum LabelKeyValidation {
  static func validate(_ term: Value, _ key: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    let keys = term.list(key).compactMap(\.string)
    guard !keys.isEmpty else { return }
    let place = path.child(key)
    if term["labelSelector"] == nil { list.forbidden(place, "must not be specified when labelSelector is not set") }
    for (position, name) in keys.enumerated() { list.check(NameFormat.qualifiedName(name), place.index(position), name) }
  }

  /// Both lists of a pod affinity's term: no key may be wanted alike and unlike.
  static func validateBoth(_ term: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    validate(term, "matchLabelKeys", path, &list)
    validate(term, "mismatchLabelKeys", path, &list)
    let unlike = term.list("mismatchLabelKeys")
    for (position, key) in term.list("matchLabelKeys").enumerated() where unlike.contains(key) {
      list.invalid(path.child("matchLabelKeys").index(position), key, "exists in both matchLabelKeys and mismatchLabelKeys")
    }
  }
}
