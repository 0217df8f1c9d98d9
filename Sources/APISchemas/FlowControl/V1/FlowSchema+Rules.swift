import APIMachinery
import Basics

struct FlowSchemaRules: KindRules {
  private static let precedenceMax: Int64 = 10000
  private static let verbs = [
    "*", "get", "list", "create", "update", "patch", "watch", "proxy", "redirect", "delete", "deletecollection", "bind", "use",
    "approve", "escalate", "impersonate",
  ]
  private static let pathVerbs = ["*", "get", "head", "post", "put", "patch", "delete"]

  var tracksGeneration: Bool { true }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { if $0.isZero("matchingPrecedence") { $0["matchingPrecedence"] = 1000 } }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let precedence = spec["matchingPrecedence"]?.int ?? 0
    if precedence <= 0 { list.invalid("spec.matchingPrecedence", .int(precedence), "must be a positive value") }
    if precedence > Self.precedenceMax {
      list.invalid("spec.matchingPrecedence", .int(precedence), "must not be greater than \(Self.precedenceMax)")
    }
    if precedence == 1, object.name != "exempt" {
      list.invalid("spec.matchingPrecedence", .int(precedence), "only the schema named 'exempt' may have matchingPrecedence 1")
    }
    if let method = spec["distinguisherMethod"], !["ByNamespace", "ByUser"].contains(method.text("type")) {
      list.notSupported("spec.distinguisherMethod", .string(method.text("type")), ["ByNamespace", "ByUser"])
    }
    let level = spec["priorityLevelConfiguration"]?.text("name") ?? ""
    if level.isEmpty {
      list.required("spec.priorityLevelConfiguration.name", "must reference a priority level")
    } else {
      list.check(NameFormat.dns1123Subdomain(level), "spec.priorityLevelConfiguration.name", level)
    }
    for (position, rule) in spec.list("rules").enumerated() {
      validate(rule: rule, FieldPath("spec.rules").index(position), &list)
    }
    return list.errors
  }

  private func validate(rule: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if rule.list("subjects").isEmpty { list.required(path.child("subjects"), "subjects must contain at least one value") }
    for (position, subject) in rule.list("subjects").enumerated() {
      validate(subject: subject, path.child("subjects").index(position), &list)
    }
    if rule.list("resourceRules").isEmpty, rule.list("nonResourceRules").isEmpty {
      list.required(path, "at least one of resourceRules and nonResourceRules has to be non-empty")
    }
    for (position, resources) in rule.list("resourceRules").enumerated() {
      validate(resources: resources, path.child("resourceRules").index(position), &list)
    }
    for (position, paths) in rule.list("nonResourceRules").enumerated() {
      validate(paths: paths, path.child("nonResourceRules").index(position), &list)
    }
  }

  private func validate(subject: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let fields = ["User": "user", "Group": "group", "ServiceAccount": "serviceAccount"]
    guard let field = fields[subject.text("kind")] else {
      return list.notSupported(path.child("kind"), .string(subject.text("kind")), fields.keys.sorted())
    }
    for (kind, other) in fields.sorted(by: { $0.key < $1.key }) where other != field && subject[other] != nil {
      list.forbidden(path.child(other), "\(other) is forbidden when subject kind is not '\(kind)'")
    }
    guard let who = subject[field] else {
      return list.required(path.child(field), "\(field) is required when subject kind is '\(subject.text("kind"))'")
    }
    guard let name = list.requiredText(who, "name", path.child(field)), field == "serviceAccount" else { return }
    if name != "*" { list.check(NameFormat.dns1123Subdomain(name), path.child(field).child("name"), name) }
    guard let namespace = list.requiredText(who, "namespace", path.child(field)) else { return }
    list.check(NameFormat.dns1123Label(namespace), path.child(field).child("namespace"), namespace)
  }

  private func verbs(_ rule: Value, _ supported: [String], _ path: FieldPath, _ list: inout FieldErrorList) {
    let verbs = rule.list("verbs")
    if verbs.isEmpty { list.required(path.child("verbs"), "verbs must contain at least one value") }
    if verbs.count > 1, verbs.contains("*") {
      list.invalid(path.child("verbs"), .array(verbs), "if '*' is present, must not specify other verbs")
    }
    for verb in verbs where !supported.contains(verb.string ?? "") { list.notSupported(path.child("verbs"), .array(verbs), supported) }
  }

  private func validate(resources rule: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    verbs(rule, Self.verbs, path, &list)
    for (key, one, others) in [("apiGroups", "api group", "api groups"), ("resources", "resource", "resources")] {
      let values = rule.list(key)
      if values.isEmpty { list.required(path.child(key), "resource rules must supply at least one \(one)") }
      if values.count > 1, values.contains("*") {
        list.invalid(path.child(key), .array(values), "if '*' is present, must not specify other \(others)")
      }
    }
    let namespaces = rule.list("namespaces")
    if namespaces.isEmpty, rule["clusterScope"]?.bool != true {
      list.required(path.child("namespaces"), "resource rules that are not cluster scoped must supply at least one namespace")
    }
    if namespaces.count > 1, namespaces.contains("*") {
      list.invalid(path.child("namespaces"), .array(namespaces), "if '*' is present, must not specify other namespaces")
    }
    for (position, namespace) in namespaces.enumerated() where namespace != "*" {
      list.check(NameFormat.dns1123Label(namespace.string ?? ""), path.child("namespaces").index(position), namespace.string ?? "")
    }
  }

  private func validate(paths rule: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    verbs(rule, Self.pathVerbs, path, &list)
    let urls = rule.list("nonResourceURLs")
    let place = path.child("nonResourceURLs")
    if urls.isEmpty { list.required(place, "nonResourceURLs must contain at least one value") }
    if urls.count > 1, urls.contains("*") {
      list.invalid(place, .array(urls), "if '*' is present, must not specify other non-resource URLs")
    }
    for (position, url) in urls.enumerated() where url != "*" {
      if let message = Self.pathProblem(url.string ?? "") { list.invalid(place.index(position), url, message) }
    }
  }

  /// What is wrong with a path that may end in `/*`; nil when nothing is.
  private static func pathProblem(_ path: String) -> String? {
    if path.isEmpty { return "must not be empty" }
    if path.contains(" ") { return "must not contain white-space" }
    if !path.hasPrefix("/") { return "must start with slash" }
    if path == "/" { return nil }
    if path.contains("//") { return "must not contain double slash" }
    if path.dropLast().contains("*") || (path.hasSuffix("*") && !path.hasSuffix("/*")) {
      return "wildcard can only do suffix matching"
    }
    return nil
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    let dangling = (object["status"]?.list("conditions") ?? []).first { $0.text("type") == "Dangling" }
    return [
      .string(object.name), .string(spec["priorityLevelConfiguration"]?.text("name") ?? ""),
      .string("\(spec["matchingPrecedence"]?.int ?? 0)"), Cell.text(spec["distinguisherMethod"]?["type"]), Cell.age(object, now),
      Cell.text(dangling?["status"], otherwise: "?"),
    ]
  }
}
