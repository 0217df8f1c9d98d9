/// The steps of an apply on values: the set of fields a configuration has opinions on, the merge, and the pruning.
struct TypedMerge {
  let topology: FieldTopology

  struct Invalid: Error { var message: String }

  // MARK: the fields of a configuration

  /// All fields of an applied configuration. Throws when a list element lacks its keys, or two have the same.
  func fieldSet(of config: Value, typeName: String) throws(Invalid) -> FieldSet {
    var root = Object()
    try insertFields(FieldComparison.tracked(config), .named(typeName), path: "", into: &root)
    return FieldSet(root: root)
  }

  private func insertFields(_ value: Value, _ type: TypeExpression?, path: String, into node: inout Object) throws(Invalid) {
    let shape = topology.shape(type, of: value)
    switch shape {
    case .leaf: return
    case .structure, .map:
      for field in value.object ?? Object() {
        var child = Object()
        try insertFields(field.value, FieldTopology.fieldType(shape, field.key), path: path + "." + field.key, into: &child)
        node["f:" + field.key] = .object(child)
      }
    case .set:
      for element in value.array ?? [] {
        let name = FieldTopology.valueElement(element)
        if node.contains(name) { throw Invalid(message: "\(path): duplicate entries for key [=\(JSON.text(element))]") }
        node[name] = FieldSet.leaf
      }
    case .keyed(let keys, let elementType):
      for (position, element) in (value.array ?? []).enumerated() {
        var missing: String?
        guard let name = topology.key(of: element, keys, elementType, missing: &missing) else {
          throw Invalid(
            message: "\(path): element \(position): associative list with keys has an element that omits key field "
              + "\"\(missing ?? "")\" (and doesn't have default value)")
        }
        let step = FieldSet(root: [name: [:]]).paths.joined()
        if node.contains(name) { throw Invalid(message: "\(path): duplicate entries for key \(step)") }
        var child = Object()
        try insertFields(element, elementType, path: path + step, into: &child)
        node[name] = .object(FieldSet.node(children: child, isMember: true) ?? Object())
      }
    }
  }

  // MARK: merging

  func merge(_ live: Value?, _ config: Value, _ type: TypeExpression?) -> Value {
    let shape = topology.shape(type, of: config)
    switch (shape, live, config) {
    case (.structure, .object(let old)?, .object(let new)), (.map, .object(let old)?, .object(let new)):
      var result = old
      result.removeAll(new.namesOfNulls)
      for field in new where !field.value.isNull {
        result[field.key] = merge(old[field.key], field.value, FieldTopology.fieldType(shape, field.key))
      }
      return .object(result)
    case (.structure, _, .object), (.map, _, .object): return config.withoutNulls
    case (.set, .array(let old)?, .array(let new)):
      let known = Set(new)
      return .array(ElementOrder(wanted: new, server: old).sorted(old.filter { !known.contains($0) } + new) { $0 })
    case (.keyed(let keys, let element), .array(let old)?, .array(let new)) where old.allSatisfy { $0.object != nil }:
      return .array(mergeElements(old, new, keys, element))
    default: return config.withoutNulls
    }
  }

  private func mergeElements(_ old: [Value], _ new: [Value], _ keys: [String], _ type: TypeExpression) -> [Value] {
    let before = old.enumerated().map { (key: topology.lenientKey(of: $1, at: $0, keys, type), value: $1) }
    let wanted = new.enumerated().map { (key: topology.lenientKey(of: $1, at: $0, keys, type), value: $1) }
    var changes = Dictionary(wanted, uniquingKeysWith: { first, _ in first })
    let wantedKeys = Set(changes.keys)
    var result: [(key: String, value: Value)] = []
    for item in before {
      if let change = changes.removeValue(forKey: item.key) {
        result.append((item.key, merge(item.value, change, type)))
      } else if !wantedKeys.contains(item.key) {
        result.append(item)
      }
    }
    for item in wanted where changes[item.key] != nil { result.append((item.key, item.value.withoutNulls)) }
    let order = ElementOrder(wanted: wanted.map { .string($0.key) }, server: before.map { .string($0.key) })
    return order.sorted(result) { .string($0.key) }.map(\.value)
  }

  // MARK: pruning

  /// Removes what the manager applied last time (`last`) and nobody has an opinion on any more (`kept`: everybody's fields now).
  func prune(_ value: Value, _ type: TypeExpression?, last: Object, kept: Object) -> Value {
    let shape = topology.shape(type, of: value)
    switch shape {
    case .leaf: return value
    case .structure, .map:
      var result = Object()
      for field in value.object ?? Object() {
        let name = "f:" + field.key
        let survivor = pruned(field.value, FieldTopology.fieldType(shape, field.key), name, last, kept, keys: [])
        if let survivor { result.append(field.key, survivor) }
      }
      return .object(result)
    case .set:
      return .array((value.array ?? []).filter { element in
        let name = FieldTopology.valueElement(element)
        return !last.contains(name) || kept.contains(name)
      })
    case .keyed(let keys, let elementType):
      var result: [Value] = []
      for (position, element) in (value.array ?? []).enumerated() {
        let name = topology.lenientKey(of: element, at: position, keys, elementType)
        if let survivor = pruned(element, elementType, name, last, kept, keys: keys) { result.append(survivor) }
      }
      return .array(result)
    }
  }

  /// nil: the field goes. `keys` are the fields of a list element that stay as long as anything else of it does.
  private func pruned(
    _ value: Value, _ type: TypeExpression?, _ name: String, _ last: Object, _ kept: Object, keys: [String]
  ) -> Value? {
    guard let lastNode = last[name]?.object else { return value }
    let keptNode = kept[name]?.object
    if case .leaf = topology.shape(type, of: value) {
      if keptNode == nil { return nil }
      return value
    }
    var survivor = prune(value, type, last: lastNode, kept: keptNode ?? Object())
    if keptNode == nil {
      let isGone = switch survivor {
      case .object(let fields): fields.isEmpty
      case .array(let elements): elements.isEmpty
      default: true
      }
      if isGone { return nil }
    }
    for key in keys where survivor[key] == nil { survivor[key] = value[key] }
    return survivor
  }
}
