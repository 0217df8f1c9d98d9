extension StrategicMerge {
  /// The patch that makes `modified` of `original`. Fields that are null in `modified` count as absent.
  public static func createTwoWayPatch(from original: Value, to modified: Value, types: TypeTable, typeName: String) -> Value {
    let schema = MergeSchema(types: types, typeName: typeName)
    return .object(difference(original.object ?? Object(), modified.withoutNulls.object ?? Object(), schema))
  }

  /// What `kubectl apply` sends: fields gone from `original` (the last applied configuration) to `modified` are removed from
  /// `current`, the fields of `modified` are set, all others stay.
  public static func createThreeWayPatch(
    original: Value, modified: Value, current: Value, types: TypeTable, typeName: String
  ) -> Value {
    let schema = MergeSchema(types: types, typeName: typeName)
    let target = ThreeWayMerge(schema: schema).merge(original: original, modified: modified, current: current)
    return createTwoWayPatch(from: current, to: target, types: types, typeName: typeName)
  }

  private static func difference(_ original: Object, _ modified: Object, _ schema: MergeSchema) -> Object {
    var patch = Object()
    for field in original where !modified.contains(field.key) && !field.value.isNull { patch[field.key] = .null }
    for field in modified {
      guard let before = original[field.key], !before.isNull else { patch[field.key] = field.value; continue }
      if before == field.value { continue }
      let child = schema.field(field.key)
      switch (before, field.value) {
      case (.object(let old), .object(let new)) where !child.replaces:
        let changes = difference(old, new, child)
        if !changes.isEmpty { patch[field.key] = .object(changes) }
      case (.array(let old), .array(let new)) where child.mergesList:
        if isMergeable(old, child), isMergeable(new, child) {
          listDifference(field.key, old, new, child, into: &patch)
        } else {
          patch[field.key] = .array((child.mergeKey == nil ? [] : [[patchDirective: "replace"]]) + new)
        }
      default: patch[field.key] = field.value
      }
    }
    if schema.retainsKeys, !patch.isEmpty {
      patch[retainKeysDirective] = .array(modified.fieldNames.sorted().map { .string($0) })
    }
    return patch
  }


  /// Merging needs keys, each once; without them a list can only be replaced.
  private static func isMergeable(_ elements: [Value], _ schema: MergeSchema) -> Bool {
    guard let key = schema.mergeKey else { return elements.allSatisfy { $0.object == nil && $0.array == nil } }
    var seen: Set<Value> = []
    return elements.allSatisfy { element in element[key].map { !$0.isNull && seen.insert($0).inserted } ?? false }
  }

  private static func listDifference(_ name: String, _ old: [Value], _ new: [Value], _ schema: MergeSchema, into patch: inout Object) {
    var changes: [Value] = []
    var order: [Value]
    if let key = schema.mergeKey {
      let before = Dictionary(old.compactMap { element in element[key].map { ($0, element) } }, uniquingKeysWith: { first, _ in first })
      let kept = Set(new.compactMap { $0[key] })
      order = new.map { .object([key: $0[key] ?? .null]) }
      for element in new {
        let identity = element[key] ?? .null
        guard let existing = before[identity] else { changes.append(element); continue }
        var change = difference(existing.object ?? Object(), element.object ?? Object(), schema.element)
        if change.isEmpty { continue }
        change[key] = identity
        changes.append(.object(change))
      }
      for element in old {
        guard let identity = element[key], !kept.contains(identity) else { continue }
        changes.append(.object([patchDirective: "delete", key: identity]))
      }
    } else {
      let (before, kept) = (Set(old), Set(new))
      order = new
      changes = new.filter { !before.contains($0) }
      let deletions = old.filter { !kept.contains($0) }
      if !deletions.isEmpty { patch[deletePrimitivesPrefix + name] = .array(deletions) }
    }
    if !changes.isEmpty { patch[name] = .array(changes) }
    patch[setElementOrderPrefix + name] = .array(order)
  }
}
