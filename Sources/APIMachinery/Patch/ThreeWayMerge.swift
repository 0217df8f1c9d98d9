/// What an object becomes by `kubectl apply`: `modified` wins, what only `original` had goes, what others added stays.
struct ThreeWayMerge {
  let schema: MergeSchema

  func merge(original: Value?, modified: Value, current: Value) -> Value {
    merge(original, modified, current, schema)
  }

  private func merge(_ original: Value?, _ modified: Value, _ current: Value, _ schema: MergeSchema) -> Value {
    if case .object(let new) = modified, case .object(let old) = current, !schema.replaces {
      return .object(mergeFields(original?.object, new, old, schema))
    }
    if case .array(let new) = modified, case .array(let old) = current, schema.mergesList {
      return .array(mergeElements(original?.array ?? [], new, old, schema))
    }
    return modified.withoutNulls
  }

  private func mergeFields(_ original: Object?, _ modified: Object, _ current: Object, _ schema: MergeSchema) -> Object {
    var result = Object()
    for field in current {
      guard let wanted = modified[field.key] else {
        let isGivenUp = original?.contains(field.key) == true || schema.retainsKeys
        if !isGivenUp { result.append(field.key, field.value) }
        continue
      }
      if wanted.isNull { continue }
      result.append(field.key, merge(original?[field.key], wanted, field.value, schema.field(field.key)))
    }
    for field in modified where !field.value.isNull && !current.contains(field.key) {
      result.append(field.key, field.value.withoutNulls)
    }
    return result
  }

  private func mergeElements(_ original: [Value], _ modified: [Value], _ current: [Value], _ schema: MergeSchema) -> [Value] {
    let identity = { (value: Value) -> Value in schema.mergeKey.map { value[$0] ?? .null } ?? value }
    if Set(modified.map(identity)).count < modified.count || Set(current.map(identity)).count < current.count {
      return modified.map(\.withoutNulls)  // ports 53/TCP and 53/UDP share a merge key: such a list can't merge
    }
    let given = Dictionary(original.map { (identity($0), $0) }, uniquingKeysWith: { first, _ in first })
    let wanted = Dictionary(modified.map { (identity($0), $0) }, uniquingKeysWith: { first, _ in first })
    var result: [Value] = []
    var seen: Set<Value> = []
    for element in current {
      let key = identity(element)
      if let change = wanted[key] {
        if seen.insert(key).inserted { result.append(schema.mergeKey == nil ? change : merge(given[key], change, element, schema.element)) }
      } else if given[key] == nil {
        result.append(element)
      }
    }
    for element in modified where seen.insert(identity(element)).inserted { result.append(element.withoutNulls) }
    return ElementOrder(wanted: modified.map(identity), server: current.map(identity)).sorted(result, identity: identity)
  }
}

extension Value {
  /// Without the fields that are null, at any depth: in an applied configuration they mean absence.
  var withoutNulls: Value {
    switch self {
    case .object(let object):
      var result = Object()
      for field in object where !field.value.isNull { result.append(field.key, field.value.withoutNulls) }
      return .object(result)
    case .array(let elements): return .array(elements.map(\.withoutNulls))
    default: return self
    }
  }
}
