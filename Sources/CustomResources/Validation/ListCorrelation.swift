import APIMachinery

/// Finds, for an element of a list, the one it was in the older list: by its keys in a list of type map; nowhere else.
struct ListCorrelation {
  private let byKey: [Value: Value]
  private let schema: StructuralSchema

  init(_ elements: [Value], _ schema: StructuralSchema) {
    self.schema = schema
    byKey =
      schema.hasCorrelatableItems
      ? Dictionary(elements.map { (Self.key(of: $0, schema), $0) }, uniquingKeysWith: { first, _ in first }) : [:]
  }

  func counterpart(of element: Value) -> Value? {
    schema.hasCorrelatableItems ? byKey[Self.key(of: element, schema)] : nil
  }

  static func key(of element: Value, _ schema: StructuralSchema) -> Value {
    var key = Object()
    for name in schema.listMapKeys { key[name] = element[name] ?? schema.items?.properties[name]?.defaultValue }
    return .object(key)
  }
}
