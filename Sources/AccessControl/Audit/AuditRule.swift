import APIMachinery

/// One rule of an audit policy. What it leaves out, it doesn't limit.
struct AuditRule: Sendable {
  struct Resources: Sendable {
    var group = ""
    var resources: [String] = []
    var names: [String] = []
  }

  var level = AuditLevel.none
  var users: [String] = []
  var groups: [String] = []
  var verbs: [String] = []
  var resources: [Resources] = []
  var namespaces: [String] = []
  var paths: [String] = []
  var omittedStages: Set<AuditStage> = []
  /// nil: as the policy has it.
  var omitsManagedFields: Bool?

  init(_ reader: FieldReader) {
    defer { reader.end() }
    let level = reader.text("level")
    if let known = AuditLevel(rawValue: level) {
      self.level = known
    } else {
      let place = reader.place("level")
      reader.note(level.isEmpty ? .required(place) : .notSupported(place, .string(level), AuditLevel.allCases.map(\.rawValue)))
    }
    (users, groups, verbs) = (reader.texts("users"), reader.texts("userGroups"), reader.texts("verbs"))
    resources = reader.objects("resources").map(Self.resources)
    namespaces = reader.texts("namespaces")
    paths = reader.texts("nonResourceURLs")
    omittedStages = Self.stages(reader)
    omitsManagedFields = reader.flag("omitManagedFields")
    if !paths.isEmpty, !resources.isEmpty || !namespaces.isEmpty {
      reader.note(
        .invalid(reader.place("nonResourceURLs"), reader.value["nonResourceURLs"] ?? .null, "rules cannot apply to both regular resources and non-resource URLs"))
    }
    for (index, path) in paths.enumerated() where path != "*" {
      let place = reader.place("nonResourceURLs[\(index)]")
      if !path.hasPrefix("/") { reader.note(.invalid(place, .string(path), "non-resource URL rules must begin with a '/' character")) }
      if path.dropLast().contains("*") { reader.note(.invalid(place, .string(path), "non-resource URL wildcards '*' must be the final character of the rule")) }
    }
  }

  private static func resources(_ reader: FieldReader) -> Resources {
    defer { reader.end() }
    let result = Resources(group: reader.text("group"), resources: reader.texts("resources"), names: reader.texts("resourceNames"))
    let group = reader.place("group")
    if !result.group.isEmpty, !NameFormat.dns1123Subdomain(result.group).isEmpty {
      reader.note(.invalid(group, .string(result.group), "may not be an invalid API group"))
    }
    if result.group.contains("/") { reader.note(.invalid(group, .string(result.group), "group must not have a version: write the group's name alone")) }
    if !result.names.isEmpty, result.resources.isEmpty {
      reader.note(.invalid(reader.place("resourceNames"), reader.value["resourceNames"] ?? .null, "using resourceNames requires at least one resource"))
    }
    return result
  }

  static func stages(_ reader: FieldReader) -> Set<AuditStage> {
    var stages: Set<AuditStage> = []
    for (index, name) in reader.texts("omitStages").enumerated() {
      if let stage = AuditStage(rawValue: name) {
        stages.insert(stage)
      } else {
        reader.note(.notSupported(reader.place("omitStages[\(index)]"), .string(name), AuditStage.allCases.map(\.rawValue)))
      }
    }
    return stages
  }

  func matches(_ attributes: AuthorizationAttributes) -> Bool {
    let user = attributes.user
    guard users.isEmpty || users.contains(user.name), groups.isEmpty || user.groups.contains(where: groups.contains),
      verbs.isEmpty || verbs.contains(attributes.verb)
    else { return false }
    if !resources.isEmpty || !namespaces.isEmpty { return matchesResource(attributes) }
    if !paths.isEmpty { return !attributes.isResourceRequest && paths.contains { Self.path(attributes.path, matches: $0) } }
    return true
  }

  private func matchesResource(_ attributes: AuthorizationAttributes) -> Bool {
    guard attributes.isResourceRequest, namespaces.isEmpty || namespaces.contains(attributes.namespace) else { return false }
    return resources.isEmpty || resources.contains { $0.matches(attributes) }
  }

  private static func path(_ path: String, matches rule: String) -> Bool {
    rule == path || (rule.hasSuffix("*") && path.hasPrefix(rule.dropLast()))
  }
}

extension AuditRule.Resources {
  fileprivate func matches(_ attributes: AuthorizationAttributes) -> Bool {
    guard group == attributes.apiGroup else { return false }
    if resources.isEmpty { return true }
    guard names.isEmpty || names.contains(attributes.name) else { return false }
    return resources.contains { rule in
      if rule == "*" || rule == attributes.qualifiedResource { return true }
      if rule.hasPrefix("*/") { return !attributes.subresource.isEmpty && rule.dropFirst(2) == attributes.subresource }
      return rule.hasSuffix("/*") && rule.dropLast(2) == attributes.resource
    }
  }
}
