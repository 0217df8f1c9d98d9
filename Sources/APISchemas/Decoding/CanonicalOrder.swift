import APIMachinery

/// Puts fields into the order of the schema, and map entries into the order of their keys.
///
/// Trees that are in order already (nearly all, and nearly all parts of the rest) are returned as they are, so that they
/// keep sharing their storage.
struct CanonicalOrder {
  let types: TypeTable

  func ordered(_ value: Value, as typeName: String) -> Value {
    guard let type = types.type(typeName), let object = value.object else { return value }
    return ordered(object, as: type).map { .object($0) } ?? value
  }

  /// Nil when nothing moves.
  private func ordered(_ object: Object, as type: ObjectType) -> Object? {
    if type.isUnion { return ordered(alternativeOf: type, .object(object))?.object }
    var changed: [(key: String, value: Value)] = []
    var isSorted = true
    var position = 0
    for field in object {
      guard let at = type.position(of: field.key, from: position) else { continue }
      if at < position { isSorted = false }
      position = at
      if let value = ordered(field.value, as: type.fields[at].type) { changed.append((field.key, value)) }
    }
    if isSorted, changed.isEmpty { return nil }
    var result = object
    for (key, value) in changed { result[key] = value }
    guard !isSorted else { return result }
    var sorted = Object()
    sorted.reserveCapacity(object.count)
    for field in type.fields { if let value = result[field.name] { sorted.append(field.name, value) } }
    for field in result where type.field(field.key) == nil { sorted.append(field.key, field.value) }
    return sorted
  }

  private func ordered(map object: Object, of element: TypeExpression) -> Value? {
    var result = object
    var isChanged = false
    if case .named = element {
      for field in object {
        guard let moved = ordered(field.value, as: element) else { continue }
        result[field.key] = moved
        isChanged = true
      }
    }
    if object.isSortedByKey { return isChanged ? .object(result) : nil }
    return .object(result.sortedByKey())
  }

  private func ordered(alternativeOf union: ObjectType, _ value: Value) -> Value? {
    union.alternative(for: value).flatMap { ordered(value, as: $0.type) }
  }

  private func ordered(_ value: Value, as expression: TypeExpression) -> Value? {
    switch (expression, value) {
    case (.named(let name), .object(let object)):
      guard let type = types.type(name) else { return nil }
      return ordered(object, as: type).map { .object($0) }
    case (.named(let name), .array):
      guard let type = types.type(name), type.isUnion else { return nil }
      return ordered(alternativeOf: type, value)
    case (.list(.named(let name), _), .array(let array)):
      guard let type = types.type(name) else { return nil }
      var result: [Value]?
      for (position, element) in array.enumerated() {
        guard let object = element.object, let moved = ordered(object, as: type) else { continue }
        if result == nil { result = array }
        result?[position] = .object(moved)
      }
      return result.map { .array($0) }
    case (.map(let element, _), .object(let object)): return ordered(map: object, of: element)
    default: return nil
    }
  }
}

extension ObjectType {
  /// Fields mostly come in order, so the search starts at the last one found.
  fileprivate func position(of name: String, from start: Int) -> Int? {
    fields[start...].firstIndex { $0.name == name } ?? fields[..<start].firstIndex { $0.name == name }
  }
}
