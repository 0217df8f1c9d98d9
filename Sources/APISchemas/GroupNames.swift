import APIMachinery

/// The names that the resources of a group go by, in any of its versions.
public struct GroupNames: Sendable {
  /// Plurals, singulars and short names.
  public var resources: Set<String> = []
  /// Kinds, and those of their lists.
  public var kinds: Set<String> = []

  public init() {}
}

extension Scheme {
  public func names(in group: String) -> GroupNames {
    var names = GroupNames()
    for resource in resources where resource.group == group {
      names.resources.formUnion([resource.plural, resource.singular] + resource.shortNames)
      names.kinds.formUnion([resource.kind, resource.listKind])
    }
    return names
  }

  /// Whether a resource is here in any version: its objects are kept under this name.
  public func contains(_ resource: GroupResource) -> Bool { resources.contains { $0.groupResource == resource } }
}
