import APIMachinery

/// A resource the API serves: its names, what can be done with it, how it is printed and selected.
public struct ResourceDefinition: Sendable {
  public var group: String
  public var version: String
  public var kind: String
  public var plural: String
  public var singular: String
  public var shortNames: [String]
  public var categories: [String]
  public var verbs: [String]
  public var isNamespaced: Bool
  public var subresources: [SubresourceDefinition]
  public var columns: [ColumnDefinition]
  /// The keys that a field selector may name.
  public var fieldLabels: [String]
  /// The kind's structure in the type table.
  public var typeName: String
  /// The resource that the objects are kept as, when they are those of another version or group in a form of their own.
  public var storage: GroupVersionResource?
  /// False for a version that objects are kept in and nobody can ask for.
  public var isServed = true
  /// Objects written before this revision may lack defaults that their definition has got since; nil where there are none.
  public var defaultsSince: UInt64?
  /// Where a scale subresource finds its values; nil for the places that workloads have them in.
  public var scale: ScalePaths?
  /// What clients are told about a version that will go.
  public var deprecationWarning: String?

  public init(
    group: String, version: String, kind: String, plural: String, singular: String, shortNames: [String] = [],
    categories: [String] = [], verbs: [String] = ResourceDefinition.standardVerbs, isNamespaced: Bool,
    subresources: [SubresourceDefinition] = [], columns: [ColumnDefinition] = [], fieldLabels: [String] = [], typeName: String
  ) {
    (self.group, self.version, self.kind) = (group, version, kind)
    (self.plural, self.singular, self.shortNames, self.categories) = (plural, singular, shortNames, categories)
    (self.verbs, self.isNamespaced, self.subresources) = (verbs, isNamespaced, subresources)
    (self.columns, self.fieldLabels, self.typeName) = (columns, fieldLabels, typeName)
  }

  /// What nearly every resource can do.
  public static let standardVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]

  public var groupVersion: GroupVersion { GroupVersion(group: group, version: version) }
  public var gvr: GroupVersionResource { GroupVersionResource(group: group, version: version, resource: plural) }
  public var gvk: GroupVersionKind { GroupVersionKind(group: group, version: version, kind: kind) }
  public var groupResource: GroupResource { GroupResource(group: group, resource: plural) }
  public var listKind: String { kind + "List" }

  public func subresource(_ name: String) -> SubresourceDefinition? { subresources.first { $0.name == name } }
}

/// Where a custom resource keeps what a scale subresource shows: paths of field names.
public struct ScalePaths: Sendable {
  public var replicas: [String]
  public var statusReplicas: [String]
  /// Of a selector in its text form.
  public var selector: [String]?

  public init(replicas: [String], statusReplicas: [String], selector: [String]?) {
    (self.replicas, self.statusReplicas, self.selector) = (replicas, statusReplicas, selector)
  }
}

/// A part of an object with its own URL, such as `status` or `scale`.
public struct SubresourceDefinition: Sendable {
  public var name: String
  /// What the subresource takes and returns; for the connecting ones (exec, log, proxy, …) its options.
  public var kind: GroupVersionKind
  public var verbs: [String]

  public init(name: String, kind: GroupVersionKind, verbs: [String]) {
    (self.name, self.kind, self.verbs) = (name, kind, verbs)
  }
}

/// A column of the table that the API prints a kind as (API reference: TableColumnDefinition).
public struct ColumnDefinition: Sendable {
  public var name: String
  /// An OpenAPI type: `string`, `integer`, `number`, `boolean` or `date`.
  public var type: String
  /// `name` for the column that identifies the object; empty for the others.
  public var format: String
  public var description: String
  /// 0 is always shown, greater only in wide output.
  public var priority: Int

  public init(name: String, type: String = "string", format: String = "", description: String = "", priority: Int = 0) {
    (self.name, self.type, self.format, self.description, self.priority) = (name, type, format, description, priority)
  }
}
