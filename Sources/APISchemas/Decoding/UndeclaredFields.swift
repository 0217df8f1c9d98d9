import APIMachinery

extension Scheme {
  /// The fields of an applied configuration that its kind doesn't have, as server-side apply tells of them, such as
  /// `.spec.containers[name="web"].imagee: field not declared in schema`.
  public func undeclaredFields(of object: Value, as kind: GroupVersionKind) -> [String] {
    guard let name = typeName(of: kind) else { return [] }
    var search = UndeclaredFields(types: types)
    search.visit(object, .named(name), at: "")
    return search.found
  }
}

/// Looks an object through for fields that its schema doesn't have; what is kept whole is not looked into.
struct UndeclaredFields {
  let types: TypeTable
  private(set) var found: [String] = []

  init(types: TypeTable) { self.types = types }

  mutating func visit(_ value: Value, _ expression: TypeExpression, at path: String) {
    switch expression {
    case .named(let name):
      guard let object = value.object, let type = types.type(name), !type.isUnion else { return }
      for field in object {
        let place = path + "." + field.key
        if let known = type.field(field.key) {
          visit(field.value, known.type, at: place)
        } else if !type.preservesUnknownFields {
          found.append(place + ": field not declared in schema")
        }
      }
    case .map(let element, _):
      for entry in value.object ?? Object() { visit(entry.value, element, at: path + "." + entry.key) }
    case .list(let element, let listType):
      for (position, item) in (value.array ?? []).enumerated() { visit(item, element, at: path + Self.place(of: item, position, listType)) }
    default: return
    }
  }

  /// Elements of a keyed list are known by their keys, others by where they stand.
  private static func place(of item: Value, _ position: Int, _ listType: ListType) -> String {
    guard case .map(let keys) = listType else { return "[\(position)]" }
    return "[" + keys.compactMap { key in item[key].map { "\(key)=\(JSON.text($0))" } }.joined(separator: ",") + "]"
  }
}
