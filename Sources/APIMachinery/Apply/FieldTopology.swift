/// How server-side apply sees a value of a type: as one leaf, or as fields or elements with owners of their own.
struct FieldTopology {
  enum Shape {
    /// Scalars, atomic lists, maps and structures.
    case leaf
    /// Named fields of a structure.
    case structure(ObjectType)
    /// Keys of a map; the element's type is nil where nothing is known of it.
    case map(TypeExpression?)
    case set
    case keyed([String], element: TypeExpression)
  }

  let types: TypeTable

  func shape(_ type: TypeExpression?, of value: Value) -> Shape {
    switch value {
    case .object:
      switch type {
      case .named(let name)?:
        guard let object = types.type(name), !object.isUnion else { return .map(nil) }
        return object.isAtomic ? .leaf : .structure(object)
      case .map(let element, let isAtomic)?: return isAtomic ? .leaf : .map(element)
      case .anyObject?, .any?, nil: return .map(nil)
      default: return .leaf
      }
    case .array(let elements):
      guard case .list(let element, let listType)? = type else { return .leaf }
      switch listType {
      case .atomic: return .leaf
      case .set: return .set
      case .map(let keys):
        // An element that isn't an object has no keys: then the list can only be taken whole.
        return elements.allSatisfy { $0.object != nil } ? .keyed(keys, element: element) : .leaf
      }
    default: return .leaf
    }
  }

  static func fieldType(_ shape: Shape, _ name: String) -> TypeExpression? {
    switch shape {
    case .structure(let type): type.field(name)?.type
    case .map(let element): element
    default: nil
    }
  }

  /// The path element of a list element: `k:{"containerPort":80,"protocol":"TCP"}`, keys sorted, missing ones by their default.
  /// nil when a key is missing that has no default; `missing` then names it.
  func key(of element: Value, _ keys: [String], _ type: TypeExpression, missing: inout String?) -> String? {
    var writer = JSONWriter()
    writer.append("k:{")
    for (position, key) in keys.sorted().enumerated() {
      guard let value = element[key] ?? defaultValue(key, type) else {
        missing = key
        return nil
      }
      if position > 0 { writer.append(",") }
      writer.append(quoted: key)
      writer.append(":")
      writer.write(value)
    }
    writer.append("}")
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// As `key(of:…)`, by position where keys are missing: for objects that came in before the schema asked for them.
  func lenientKey(of element: Value, at position: Int, _ keys: [String], _ type: TypeExpression) -> String {
    var missing: String?
    return key(of: element, keys, type, missing: &missing) ?? "i:\(position)"
  }

  private func defaultValue(_ key: String, _ type: TypeExpression) -> Value? {
    guard case .named(let name) = type else { return nil }
    return types.type(name)?.field(key)?.defaultValue
  }

  static func valueElement(_ value: Value) -> String { "v:" + JSON.text(value) }
}
