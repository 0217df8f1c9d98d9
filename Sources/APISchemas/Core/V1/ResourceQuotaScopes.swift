import APIMachinery

/// The rules of which objects a quota counts.
enum ResourceQuotaScopes {
  private static let all = [
    "BestEffort", "CrossNamespacePodAffinity", "NotBestEffort", "NotTerminating", "PriorityClass", "Terminating", "VolumeAttributesClass",
  ]
  private static let conflicts: [Set<String>] = [["BestEffort", "NotBestEffort"], ["Terminating", "NotTerminating"]]

  static func validate(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let limited = spec["hard"]?.object?.fieldNames ?? []
    let scopes = spec.list("scopes").compactMap(\.string)
    let place = path.child("scopes")
    let value: Value = .array(spec.list("scopes"))
    for scope in scopes {
      if !all.contains(scope) { list.invalid(place, value, "unsupported scope") }
      if limited.contains(where: { !canLimit($0, scope) }) { list.invalid(place, value, "unsupported scope applied to resource") }
    }
    for pair in conflicts where pair.isSubset(of: scopes) { list.invalid(place, value, "conflicting scopes") }
    if let selector = spec["scopeSelector"] { validate(selector: selector, limited, path.child("scopeSelector"), &list) }
  }

  private static func validate(selector: Value, _ limited: [String], _ path: FieldPath, _ list: inout FieldErrorList) {
    let place = path.child("matchExpressions")
    var names: Set<String> = []
    for requirement in selector.list("matchExpressions") {
      let scope = requirement.text("scopeName")
      names.insert(scope)
      if !all.contains(scope) { list.invalid(place.child("scopeName"), .string(scope), "unsupported scope") }
      if limited.contains(where: { !canLimit($0, scope) }) { list.invalid(place, selector, "unsupported scope applied to resource") }
      validate(requirement: requirement, scope, place, &list)
    }
    for pair in conflicts where pair.isSubset(of: names) { list.invalid(place, selector, "conflicting scopes") }
  }

  private static func validate(requirement: Value, _ scope: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    let sign = requirement.text("operator")
    if !["PriorityClass", "VolumeAttributesClass"].contains(scope), all.contains(scope), sign != "Exists" {
      list.invalid(
        path.child("operator"), .string(sign),
        "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, "
          + "ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity")
    }
    let values = requirement.list("values")
    switch sign {
    case "In", "NotIn":
      if values.isEmpty {
        list.required(path.child("values"), "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector")
      }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        list.invalid(
          path.child("values"), .array(values), "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector")
      }
    default: list.invalid(path.child("operator"), .string(sign), "not a valid selector operator")
    }
  }

  /// Whether a limit of this name makes sense for the objects of a scope; of names that aren't standard nothing is known.
  private static func canLimit(_ name: String, _ scope: String) -> Bool {
    guard ResourceQuotaNames.isStandard(name) else { return true }
    return switch scope {
    case "BestEffort": name == "pods"
    case "VolumeAttributesClass": ["persistentvolumeclaims", "requests.storage"].contains(name)
    case "Terminating", "NotTerminating", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity":
      name == "pods" || ResourceQuotaNames.compute.contains(name)
    default: true
    }
  }
}
