/// What differs between two states of an object, as sets of fields.
struct FieldComparison {
  /// Added, or changed in value.
  var changed: FieldSet
  var removed: FieldSet

  var isSame: Bool { changed.isEmpty && removed.isEmpty }

  init(_ old: Value?, _ new: Value, topology: FieldTopology, typeName: String) {
    let walker = ComparisonWalker(topology: topology)
    let difference = walker.compare(old.map(Self.tracked), Self.tracked(new), .named(typeName))
    changed = FieldSet(root: difference.changed.map(Self.rootChildren) ?? Object())
    removed = FieldSet(root: difference.removed.map(Self.rootChildren) ?? Object())
  }

  private static func rootChildren(_ node: Object) -> Object { node.filter { $0.key != FieldSet.selfMark } }

  /// Identity and server-set metadata that nobody owns.
  static let untrackedMetadata: Set<String> = [
    "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion",
  ]

  static func tracked(_ value: Value) -> Value {
    guard case .object(let fields) = value else { return value }
    var result = Object()
    result.reserveCapacity(fields.count)
    for field in fields where field.key != "apiVersion" && field.key != "kind" {
      if field.key == "metadata", case .object(let metadata) = field.value {
        let kept = metadata.filter { !untrackedMetadata.contains($0.key) }
        if !kept.isEmpty { result.append(field.key, .object(kept)) }
      } else {
        result.append(field.key, field.value)
      }
    }
    return .object(result)
  }
}

private struct ComparisonWalker {
  /// Nodes of field sets; nil where there is nothing.
  typealias Difference = (changed: Object?, removed: Object?)

  let topology: FieldTopology

  func compare(_ old: Value?, _ new: Value?, _ type: TypeExpression?) -> Difference {
    let old = old?.isNull == true ? nil : old
    let new = new?.isNull == true ? nil : new
    guard let sample = new ?? old else { return (nil, nil) }
    let shape = topology.shape(type, of: sample)
    if let old, let new, !Self.isSameKind(old, new) {
      return (compare(nil, new, type).changed, compare(old, nil, type).removed)
    }
    switch shape {
    case .leaf:
      guard let new else { return (nil, Object()) }
      return old == new ? (nil, nil) : (Object(), nil)
    case .structure, .map: return compareFields(old?.object, new?.object, shape)
    case .set: return compareElements(Self.setElements(old), Self.setElements(new), nil, old == nil, new == nil)
    case .keyed(let keys, let element):
      if let old, case .leaf = topology.shape(type, of: old) { return old == new ? (nil, nil) : (Object(), nil) }
      return compareElements(keyed(old, keys, element), keyed(new, keys, element), element, old == nil, new == nil)
    }
  }

  private static func isSameKind(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.object, .object), (.array, .array): true
    case (.object, _), (.array, _), (_, .object), (_, .array): false
    default: true
    }
  }

  private func compareFields(_ old: Object?, _ new: Object?, _ shape: FieldTopology.Shape) -> Difference {
    if let old, let new, old.isIdentical(to: new) { return (nil, nil) }
    var changed = Object()
    var removed = Object()
    for field in new ?? Object() {
      let below = compare(old?[field.key], field.value, FieldTopology.fieldType(shape, field.key))
      if let node = below.changed { changed.append("f:" + field.key, .object(node)) }
      if let node = below.removed { removed.append("f:" + field.key, .object(node)) }
    }
    for field in old ?? Object() where new?.contains(field.key) != true {
      let below = compare(field.value, nil, FieldTopology.fieldType(shape, field.key))
      if let node = below.removed { removed.append("f:" + field.key, .object(node)) }
    }
    // A structure is there as soon as a field of it is; a map's being there is a fact of its own.
    var ownsItself = old == nil && new != nil
    if ownsItself, case .structure = shape, !changed.isEmpty { ownsItself = false }
    return (FieldSet.node(children: changed, isMember: ownsItself), FieldSet.node(children: removed, isMember: new == nil))
  }

  private typealias Elements = [(element: String, value: Value)]

  private static func setElements(_ list: Value?) -> Elements {
    list?.array?.map { (FieldTopology.valueElement($0), $0) } ?? []
  }

  private func keyed(_ list: Value?, _ keys: [String], _ type: TypeExpression) -> Elements {
    list?.array?.enumerated().map { (topology.lenientKey(of: $1, at: $0, keys, type), $1) } ?? []
  }

  private func compareElements(_ old: Elements, _ new: Elements, _ type: TypeExpression?, _ isNew: Bool, _ isGone: Bool) -> Difference {
    var changed = Object()
    var removed = Object()
    let before = Dictionary(old, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    for (element, value) in new where seen.insert(element).inserted {
      guard let type else {
        if before[element] == nil { changed.append(element, FieldSet.leaf) }
        continue
      }
      let below = compare(before[element], value, type)
      let node = before[element] == nil ? FieldSet.node(children: below.changed ?? Object(), isMember: true) : below.changed
      if let node { changed.append(element, .object(node)) }
      if let node = below.removed { removed.append(element, .object(node)) }
    }
    for (element, value) in old where !seen.contains(element) && !removed.contains(element) {
      removed.append(element, .object(type.flatMap { compare(value, nil, $0).removed } ?? Object()))
    }
    return (FieldSet.node(children: changed, isMember: isNew), FieldSet.node(children: removed, isMember: isGone))
  }
}
