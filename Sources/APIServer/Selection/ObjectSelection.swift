import APIMachinery
import APISchemas
import Store

/// Which objects of a resource a list or watch is about: namespace, label selector, field selector.
///
/// Names and namespaces are known from the key; an object is decoded only when a selector looks inside.
struct ObjectSelection: Sendable {
  var definition: ResourceDefinition
  /// nil: all namespaces.
  var namespace: String?
  var name: String?
  var labels: LabelSelector
  /// Those that the key doesn't answer.
  var fields: FieldSelector
  let scheme: Scheme

  init(_ definition: ResourceDefinition, namespace: String, labels: String, fields: String, scheme: Scheme) throws(StatusError) {
    (self.definition, self.scheme) = (definition, scheme)
    self.namespace = definition.isNamespaced && !namespace.isEmpty ? namespace : nil
    self.labels = try LabelSelector(parsing: labels)
    self.fields = try FieldSelector(parsing: fields)
    for requirement in self.fields.requirements {
      guard definition.fieldLabels.contains(requirement.field) || Self.everywhere.contains(requirement.field) else {
        throw .unknownFieldLabel(requirement.field, definition, scheme)
      }
    }
    name = self.fields.requiredValue(of: "metadata.name")
    if let selected = self.fields.requiredValue(of: "metadata.namespace"), definition.isNamespaced, self.namespace == nil { self.namespace = selected }
    self.fields.requirements.removeAll { requirement in
      !requirement.isNegated && (requirement.field == "metadata.name" && requirement.value == name
        || requirement.field == "metadata.namespace" && requirement.value == self.namespace)
    }
  }

  private static let everywhere: Set<String> = ["metadata.name", "metadata.namespace"]

  /// No object has to be decoded.
  var isByKeyOnly: Bool { labels.isEmpty && fields.isEmpty }
  /// Every object of the resource and namespace.
  var isEverything: Bool { isByKeyOnly && name == nil }

  func mayMatch(_ key: ObjectKey) -> Bool {
    (namespace == nil || namespace == key.namespace) && (name == nil || name == key.name)
  }

  func matches(_ object: StoredObject) -> Bool { matches(object, object.decoded) }

  func matches(_ object: StoredObject, _ decoded: () -> Value) -> Bool {
    guard mayMatch(object.key) else { return false }
    return isByKeyOnly || matchesContent(decoded())
  }

  func matches(_ key: ObjectKey, _ value: Value) -> Bool { mayMatch(key) && (isByKeyOnly || matchesContent(value)) }

  private func matchesContent(_ value: Value) -> Bool {
    guard labels.matches(value) else { return false }
    if fields.isEmpty { return true }
    // A custom kind's versions may have their own fields, in their own places.
    let shown = scheme.isCustom(definition.gvk) ? scheme.convert(value, to: definition.gvk) : value
    return fields.matches(scheme.selectableFields(shown, of: definition))
  }

  /// The objects that may match, by key alone.
  func candidates(_ resource: GroupResource, in snapshot: any StoreSnapshot) -> [StoredObject] {
    if let name, let namespace = definition.isNamespaced ? namespace : "" {
      return snapshot.get(ObjectKey(resource, namespace: namespace, name: name)).map { [$0] } ?? []
    }
    return snapshot.list(resource, namespace: namespace)
  }
}

extension StatusError {
  /// Kinds without field labels of their own are told of in upstream's general words.
  static func unknownFieldLabel(_ field: String, _ definition: ResourceDefinition, _ scheme: Scheme) -> StatusError {
    let hasOwn = scheme.isCustom(definition.gvk) || definition.fieldLabels.contains { !$0.hasPrefix("metadata.") }
    return .badRequest(
      hasOwn ? "field label not supported: \(field)"
        : "\"\(field)\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")
  }
}
