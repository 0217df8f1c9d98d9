import APIMachinery

/// A rule of a role (API reference: rbac.authorization.k8s.io PolicyRule).
public struct RoleRule: Hashable, Sendable {
  public var verbs: [String]
  public var apiGroups: [String]
  public var resources: [String]
  public var resourceNames: [String]
  public var nonResourceURLs: [String]

  public init(
    verbs: [String], apiGroups: [String] = [], resources: [String] = [], resourceNames: [String] = [], nonResourceURLs: [String] = []
  ) {
    (self.verbs, self.apiGroups, self.resources) = (verbs, apiGroups, resources)
    (self.resourceNames, self.nonResourceURLs) = (resourceNames, nonResourceURLs)
  }

  public init(_ value: Value) {
    func strings(_ key: String) -> [String] { (value[key]?.array ?? []).compactMap(\.string) }
    self.init(
      verbs: strings("verbs"), apiGroups: strings("apiGroups"), resources: strings("resources"),
      resourceNames: strings("resourceNames"), nonResourceURLs: strings("nonResourceURLs"))
  }

  /// The rule as a role holds it.
  public var value: Value {
    var object = Object()
    for (key, values) in [
      ("apiGroups", apiGroups), ("nonResourceURLs", nonResourceURLs), ("resourceNames", resourceNames), ("resources", resources),
    ] where !values.isEmpty {
      object[key] = .array(values.map { .string($0) })
    }
    object["verbs"] = .array(verbs.map { .string($0) })
    return .object(object)
  }

  public func allows(_ attributes: AuthorizationAttributes) -> Bool {
    guard Self.matches(verbs, attributes.verb) else { return false }
    guard attributes.isResourceRequest else { return nonResourceURLs.contains { Self.path(attributes.path, matches: $0) } }
    return Self.matches(apiGroups, attributes.apiGroup) && matchesResource(attributes)
      && (resourceNames.isEmpty || resourceNames.contains(attributes.name))
  }

  private func matchesResource(_ attributes: AuthorizationAttributes) -> Bool {
    let wanted = attributes.qualifiedResource
    return resources.contains { resource in
      resource == "*" || resource == wanted || (!attributes.subresource.isEmpty && resource == "*/" + attributes.subresource)
    }
  }

  private static func matches(_ allowed: [String], _ value: String) -> Bool { allowed.contains("*") || allowed.contains(value) }

  /// `*` alone stands for every path, a `*` at the end for everything that begins so.
  static func path(_ path: String, matches pattern: String) -> Bool {
    pattern == "*" || pattern == path || (pattern.hasSuffix("*") && path.hasPrefix(pattern.dropLast()))
  }
}

extension RoleRule: CustomStringConvertible {
  /// As refusals name missing permissions: `{APIGroups:["apps"], Resources:["deployments"], Verbs:["get" "list"]}`.
  public var description: String {
    let parts = [
      ("APIGroups", apiGroups), ("Resources", resources), ("NonResourceURLs", nonResourceURLs), ("ResourceNames", resourceNames),
      ("Verbs", verbs),
    ].filter { !$0.1.isEmpty }.map { "\($0.0):\(Self.quoted($0.1))" }
    return "{" + parts.joined(separator: ", ") + "}"
  }

  static func quoted(_ texts: [String]) -> String { "[" + texts.map { JSON.text(.string($0)) }.joined(separator: " ") + "]" }
}
