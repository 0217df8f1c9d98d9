/// Strategic merge patches: merge patches that know which lists merge and by which key, with directives for what a plain merge
/// can't say (`$patch`, `$retainKeys`, `$setElementOrder/…`, `$deleteFromPrimitiveList/…`).
public enum StrategicMerge {
  static let patchDirective = "$patch"
  static let retainKeysDirective = "$retainKeys"
  static let setElementOrderPrefix = "$setElementOrder/"
  static let deletePrimitivesPrefix = "$deleteFromPrimitiveList/"

  /// Applies a patch to an object of the type; 400 or 422 in upstream's words when the patch is malformed.
  public static func apply(_ patch: Value, to value: Value, types: TypeTable, typeName: String) throws(StatusError) -> Value {
    guard case .object(let fields) = patch else { throw .badRequest("error decoding patch: a strategic merge patch must be an object") }
    return .object(try merge(fields, into: value.object ?? Object(), MergeSchema(types: types, typeName: typeName)))
  }

  static func merge(_ patch: Object, into original: Object, _ schema: MergeSchema) throws(StatusError) -> Object {
    var patch = patch
    if let directive = patch[patchDirective] {
      patch[patchDirective] = nil
      switch directive.string {
      case "replace": return (Value.object(patch).withoutNulls).object ?? Object()
      case "delete": return Object()
      case "merge": break
      default: throw .badRequest("unknown patch type: \(JSON.text(directive)) in map: \(JSON.text(.object(patch)))")
      }
    }
    var result = original
    if let retained = patch[retainKeysDirective] {
      patch[retainKeysDirective] = nil
      result = try retain(retained, in: result, patch)
    }
    var lists: [String: ListDirectives] = [:]
    for field in patch {
      if field.key.hasPrefix(setElementOrderPrefix) {
        lists[String(field.key.dropFirst(setElementOrderPrefix.count)), default: ListDirectives()].order = try list(field)
      } else if field.key.hasPrefix(deletePrimitivesPrefix) {
        lists[String(field.key.dropFirst(deletePrimitivesPrefix.count)), default: ListDirectives()].deletions = try list(field)
      }
    }
    result.removeAll(patch.namesOfNulls)
    for field in patch where !field.key.hasPrefix(setElementOrderPrefix) && !field.key.hasPrefix(deletePrimitivesPrefix) {
      let directives = lists.removeValue(forKey: field.key)
      if field.value.isNull { continue }
      result[field.key] = try merge(field.value, into: result[field.key], schema.field(field.key), directives ?? ListDirectives())
    }
    for (name, directives) in lists {
      guard let existing = result[name]?.array else { continue }
      result[name] = .array(try ListMerge(schema: schema.field(name), directives: directives).merge([], into: existing))
    }
    return result
  }

  private static func merge(
    _ patch: Value, into original: Value?, _ schema: MergeSchema, _ directives: ListDirectives
  ) throws(StatusError) -> Value {
    switch patch {
    case .object(let fields):
      // A field that is new merges into nothing, so that directives in the patch never become data.
      let existing = schema.replaces ? nil : original?.object
      return .object(try merge(fields, into: existing ?? Object(), schema))
    case .array(let elements):
      guard schema.mergesList else { return .array(elements.map(\.withoutNulls)) }
      return .array(try ListMerge(schema: schema, directives: directives).merge(elements, into: original?.array ?? []))
    default: return patch
    }
  }

  private static func retain(_ directive: Value, in original: Object, _ patch: Object) throws(StatusError) -> Object {
    guard let names = directive.array?.compactMap(\.string), names.count == directive.array?.count else {
      throw .badRequest("invalid patch format of retainKeys")
    }
    let kept = Set(names)
    for field in patch where !field.value.isNull && !field.key.hasPrefix("$") && !kept.contains(field.key) {
      throw .badRequest("invalid patch format of retainKeys: \(field.key) is in the patch but not in the list")
    }
    return original.filter { kept.contains($0.key) }
  }

  private static func list(_ field: Object.Field) throws(StatusError) -> [Value] {
    guard let list = field.value.array else { throw .badRequest("invalid patch format: \(field.key) must be a list") }
    return list
  }
}

/// What a patch says about a list beside its elements.
struct ListDirectives {
  var order: [Value]?
  var deletions: [Value] = []
}

/// Merges one list whose strategy is `merge`.
struct ListMerge {
  let schema: MergeSchema
  let directives: ListDirectives

  func merge(_ patch: [Value], into original: [Value]) throws(StatusError) -> [Value] {
    let isPrimitive = schema.mergeKey == nil
    let result = isPrimitive ? mergePrimitives(patch, into: original) : try mergeObjects(patch, into: original)
    guard let order = directives.order else { return result }
    let identity = { (value: Value) -> Value in schema.mergeKey.map { value[$0] ?? .null } ?? value }
    let wanted = order.map(identity)
    let known = Set(wanted)
    for element in patch where element[StrategicMerge.patchDirective] == nil && !known.contains(identity(element)) {
      throw .badRequest("The order in patch list doesn't match $setElementOrder list: \(JSON.text(identity(element))) is missing from it")
    }
    return ElementOrder(wanted: wanted, server: original.map(identity)).sorted(result, identity: identity)
  }

  private func mergePrimitives(_ patch: [Value], into original: [Value]) -> [Value] {
    let deleted = Set(directives.deletions)
    var seen: Set<Value> = []
    return original.filter { !deleted.contains($0) && seen.insert($0).inserted } + patch.filter { seen.insert($0).inserted }
  }

  private func mergeObjects(_ patch: [Value], into original: [Value]) throws(StatusError) -> [Value] {
    let mergeKey = schema.mergeKey ?? ""
    var result = original
    var plain: [Value] = []
    var replaces = false
    for element in patch {
      guard let directive = element[StrategicMerge.patchDirective] else { plain.append(element); continue }
      switch directive.string {
      case "replace":
        replaces = true
        // An element that carries fields beside the directive stands for itself.
        if element.object?.count ?? 0 > 1 { plain.append(withoutDirective(element)) }
      case "delete":
        guard let key = element[mergeKey] else { throw noMergeKey(element) }
        result.removeAll { $0[mergeKey] == key }
      case "merge": plain.append(withoutDirective(element))
      default: throw .badRequest("unknown patch type: \(JSON.text(directive)) in map: \(JSON.text(element))")
      }
    }
    if replaces { return plain.map(\.withoutNulls) }
    let existingCount = result.count
    for element in plain {
      guard case .object(let fields) = element, let key = fields[mergeKey], !key.isNull else { throw noMergeKey(element) }
      if let position = result[..<existingCount].firstIndex(where: { $0[mergeKey] == key }) {
        result[position] = .object(try StrategicMerge.merge(fields, into: result[position].object ?? Object(), schema.element))
      } else {
        result.append(.object(try StrategicMerge.merge(fields, into: Object(), schema.element)))
      }
    }
    return result
  }

  private func withoutDirective(_ element: Value) -> Value {
    var element = element
    element[StrategicMerge.patchDirective] = nil
    return element
  }

  private func noMergeKey(_ element: Value) -> StatusError {
    StatusError(
      422, .invalid,
      "the server rejected our request due to an error in our request: map: \(JSON.text(element)) "
        + "does not contain declared merge key: \(schema.mergeKey ?? "")")
  }
}
