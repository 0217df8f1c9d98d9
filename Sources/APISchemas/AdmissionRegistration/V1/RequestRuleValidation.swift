import APIMachinery

/// Rules that say which requests webhooks and policies are about.
enum RequestRuleValidation {
  private static let operations = ["*", "CREATE", "UPDATE", "DELETE", "CONNECT"]

  static func validate(_ rule: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let chosen = rule.list("operations")
    if chosen.isEmpty { list.required(path.child("operations")) }
    if chosen.count > 1, chosen.contains("*") {
      list.invalid(path.child("operations"), .array(chosen), "if '*' is present, must not specify other operations")
    }
    for (position, operation) in chosen.enumerated() where !operations.contains(operation.string ?? "") {
      list.notSupported(path.child("operations").index(position), operation, operations)
    }
    for (key, what) in [("apiGroups", "API groups"), ("apiVersions", "API versions")] {
      let values = rule.list(key)
      if values.isEmpty { list.required(path.child(key)) }
      if values.count > 1, values.contains("*") {
        list.invalid(path.child(key), .array(values), "if '*' is present, must not specify other \(what)")
      }
    }
    for (position, version) in rule.list("apiVersions").enumerated() where version == "" {
      list.required(path.child("apiVersions").index(position))
    }
    resources(rule.list("resources"), path.child("resources"), &list)
    list.oneOf(rule, "scope", ["*", "Cluster", "Namespaced"], at: path)
  }

  private static func resources(_ resources: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    if resources.isEmpty { return list.required(path) }
    let names = resources.map { $0.string ?? "" }
    for (position, name) in names.enumerated() {
      if name.isEmpty { list.required(path.index(position)) }
      guard let slash = name.firstIndex(of: "/") else { continue }
      let (resource, subresource) = (name[..<slash], name[name.index(after: slash)...])
      if subresource != "*", names.contains("\(resource)/*") {
        list.invalid(path.index(position), .string(name), "if '\(resource)/*' is present, must not specify \(name)")
      }
      if resource != "*", names.contains("*/\(subresource)") {
        list.invalid(path.index(position), .string(name), "if '*/\(subresource)' is present, must not specify \(name)")
      }
    }
    if names.contains("*/*"), names.count > 1 {
      list.invalid(path, .array(resources), "if '*/*' is present, must not specify other resources")
    }
    if names.contains("*"), names.contains(where: { $0 != "*" && !$0.contains("/") }) {
      list.invalid(path, .array(resources), "if '*' is present, must not specify other resources without subresources")
    }
  }
}

/// Conditions in CEL: their number and names; the expressions are judged where CEL is.
enum MatchConditionValidation {
  private static let countMax = 64

  static func validate(_ conditions: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    if conditions.count > countMax {
      list.add([FieldError(.tooMany, path.description, .int(Int64(conditions.count)), "must have at most \(countMax) items")])
    }
    var names = Set<String>()
    for (position, condition) in conditions.enumerated() {
      let place = path.index(position)
      if condition.text("expression").trimmed.isEmpty { list.required(place.child("expression")) }
      guard let name = list.requiredText(condition, "name", place) else { continue }
      list.check(NameFormat.qualifiedName(name), place.child("name"), name)
      if !names.insert(name).inserted { list.duplicate(place.child("name"), .string(name)) }
    }
  }
}
