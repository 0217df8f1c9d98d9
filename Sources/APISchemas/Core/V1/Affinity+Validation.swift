import APIMachinery

/// The rules of affinities.
enum AffinityValidation {
  static func validate(_ affinity: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let affinity else { return }
    if let node = affinity["nodeAffinity"] { nodeAffinity(node, path.child("nodeAffinity"), &list) }
    for key in ["podAffinity", "podAntiAffinity"] {
      if let pods = affinity[key] { podAffinity(pods, path.child(key), &list) }
    }
  }

  private static let required = "requiredDuringSchedulingIgnoredDuringExecution"
  private static let preferred = "preferredDuringSchedulingIgnoredDuringExecution"

  private static func nodeAffinity(_ affinity: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let selector = affinity[required] { nodeSelector(selector, path.child(required), &list) }
    for (position, term) in affinity.list(preferred).enumerated() {
      let place = path.child(preferred).index(position)
      weight(term, place, &list)
      nodeTerm(term["preference"] ?? [:], place.child("preference"), &list)
    }
  }

  static func nodeSelector(_ selector: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let terms = selector.list("nodeSelectorTerms")
    if terms.isEmpty { list.required(path.child("nodeSelectorTerms"), "must have at least one node selector term") }
    for (position, term) in terms.enumerated() { nodeTerm(term, path.child("nodeSelectorTerms").index(position), &list) }
  }

  private static func nodeTerm(_ term: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (position, requirement) in term.list("matchExpressions").enumerated() {
      let place = path.child("matchExpressions").index(position)
      nodeRequirement(requirement, place, &list)
      list.check(NameFormat.qualifiedName(requirement.text("key")), place.child("key"), requirement.text("key"))
    }
    for (position, requirement) in term.list("matchFields").enumerated() {
      let place = path.child("matchFields").index(position)
      if requirement.list("values").count != 1 {
        list.required(place.child("values"), "must be only one value when `operator` is 'In' or 'NotIn' for node field selector")
      }
      if !["In", "NotIn"].contains(requirement.text("operator")) {
        list.invalid(place.child("operator"), .string(requirement.text("operator")), "not a valid selector operator")
      }
      if requirement["key"] != "metadata.name" {
        list.invalid(place.child("key"), .string(requirement.text("key")), "not a valid field selector key")
      }
    }
  }

  private static func nodeRequirement(_ requirement: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let values = requirement.list("values")
    switch requirement.text("operator") {
    case "In", "NotIn":
      if values.isEmpty { list.required(path.child("values"), "must be specified when `operator` is 'In' or 'NotIn'") }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        list.forbidden(path.child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
      }
    case "Gt", "Lt":
      if values.count != 1 { list.required(path.child("values"), "must be specified single value when `operator` is 'Lt' or 'Gt'") }
    default: list.invalid(path.child("operator"), .string(requirement.text("operator")), "not a valid selector operator")
    }
  }

  private static func podAffinity(_ affinity: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (position, term) in affinity.list(required).enumerated() { podTerm(term, path.child(required).index(position), &list) }
    for (position, term) in affinity.list(preferred).enumerated() {
      let place = path.child(preferred).index(position)
      weight(term, place, &list)
      podTerm(term["podAffinityTerm"] ?? [:], place.child("podAffinityTerm"), &list)
    }
  }

  private static func podTerm(_ term: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    LabelSelectorValidation.validate(term["labelSelector"], path.child("labelSelector"), &list)
    LabelSelectorValidation.validate(term["namespaceSelector"], path.child("namespaceSelector"), &list)
    for (position, namespace) in term.list("namespaces").enumerated() {
      list.check(NameFormat.dns1123Label(namespace.string ?? ""), path.child("namespace").index(position), namespace.string ?? "")
    }
    LabelKeyValidation.validateBoth(term, path, &list)
    let key = term.text("topologyKey")
    if key.isEmpty {
      list.required(path.child("topologyKey"), "can not be empty")
    } else {
      list.check(NameFormat.qualifiedName(key), path.child("topologyKey"), key)
    }
  }

  private static func weight(_ term: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let weight = term["weight"]?.int ?? 0
    if !(1...100).contains(weight) { list.invalid(path.child("weight"), .int(weight), "must be in the range 1-100") }
  }
}
