/// What may be done to which resources; `*` stands for any (API reference: rbac PolicyRule).
public struct PolicyRule: Hashable, Sendable {
  public var verbs: Set<String>
  public var apiGroups: Set<String>
  /// `pods`, `pods/log`, `*` (all, subresources too), `*/status`.
  public var resources: Set<String>
  /// Empty: any name.
  public var resourceNames: Set<String>
  /// Empty: any namespace.
  public var namespaces: Set<String>

  public init(
    _ verbs: Set<String>, _ resources: Set<String>, groups apiGroups: Set<String> = ["*"], names resourceNames: Set<String> = [],
    namespaces: Set<String> = []
  ) {
    (self.verbs, self.resources, self.apiGroups) = (verbs, resources, apiGroups)
    (self.resourceNames, self.namespaces) = (resourceNames, namespaces)
  }

  public func allows(_ attributes: AuthorizationAttributes) -> Bool {
    attributes.isResourceRequest && Self.matches(verbs, attributes.verb) && Self.matches(apiGroups, attributes.apiGroup)
      && (Self.matches(resources, attributes.qualifiedResource)
        || (!attributes.subresource.isEmpty && resources.contains("*/" + attributes.subresource)))
      && (resourceNames.isEmpty || resourceNames.contains(attributes.name))
      && (namespaces.isEmpty || namespaces.contains(attributes.namespace))
  }

  private static func matches(_ allowed: Set<String>, _ value: String) -> Bool {
    allowed.contains("*") || allowed.contains(value)
  }
}
