import APIMachinery

/// What a start makes of a default role or binding that is there already: what is missing is added, what was added by
/// people stays; one whose autoupdate annotation says `false` is left alone.
public enum DefaultRoleReconciliation {
  public enum Step: Hashable, Sendable {
    case nothing
    case create(Value)
    case update(Value)
    /// A binding of another role: that can't be changed, so it is made anew.
    case replace(Value)
  }

  public static func step(_ wanted: Value, existing: Value?) -> Step {
    guard let existing else { return .create(wanted) }
    if existing.annotations[DefaultRoles.autoUpdateAnnotation] == "false" { return .nothing }
    if let role = wanted["roleRef"], existing["roleRef"] != role { return .replace(wanted) }
    var result = existing
    for key in ["labels", "annotations"] {
      for field in wanted["metadata"]?[key]?.object ?? Object() where result["metadata"]?[key]?[field.key] == nil {
        result[path: "metadata", key, field.key] = field.value
      }
    }
    if wanted["aggregationRule"] != nil {
      add("clusterRoleSelectors", of: wanted["aggregationRule"] ?? [:], to: &result, "aggregationRule")
    }
    if let rules = wanted["rules"]?.array {
      let held = (existing["rules"]?.array ?? []).map { RoleRule($0) }
      let missing = RoleCoverage.missing(rules.map { RoleRule($0) }, from: held)
      if !missing.isEmpty { result["rules"] = .array((existing["rules"]?.array ?? []) + missing.map(\.value)) }
    }
    if let subjects = wanted["subjects"]?.array {
      let present = existing["subjects"]?.array ?? []
      let missing = subjects.filter { !present.contains($0) }
      if !missing.isEmpty { result["subjects"] = .array(present + missing) }
    }
    return result == existing ? .nothing : .update(result)
  }

  private static func add(_ key: String, of wanted: Value, to object: inout Value, _ field: String) {
    let present = object[field]?[key]?.array ?? []
    let missing = (wanted[key]?.array ?? []).filter { !present.contains($0) }
    if !missing.isEmpty { object[path: field, key] = .array(present + missing) }
  }
}
