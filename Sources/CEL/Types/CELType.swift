/// What is known of an expression's type before it runs (cel-spec, "Gradual Type Checking").
public indirect enum CELType: Hashable, Sendable {
  /// Known only when it runs.
  case dyn
  case null
  case bool
  case int
  case uint
  case double
  case string
  case bytes
  case timestamp
  case duration
  case list(CELType)
  case map(CELType, CELType)
  case optional(CELType)
  /// A type as a value: `type(1)`.
  case type
  /// A type of a library, such as `kubernetes.URL`.
  case opaque(String)
  /// A type with a schema behind it: fields, sizes.
  case declared(DeclaredType)
  /// Stands in a function's signature for any one type.
  case parameter(String)

  /// One step without the schema: `list(…)`, `map(…)`, a scalar; an object stays what it is.
  var plain: CELType {
    guard case .declared(let type) = self else { return self }
    return type.plain
  }
}

extension CELType {
  /// Whether a value of the other type may stand where this one is wanted.
  public func accepts(_ other: CELType) -> Bool { TypeMatching.isAssignable(self, other) }
}

extension CELType: CustomStringConvertible {
  public var description: String {
    switch self {
    case .dyn: "dyn"
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .list(let element): "list(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .optional(let type): "optional_type(\(type))"
    case .type: "type"
    case .opaque(let name): name
    case .declared(let type): type.plain == self ? type.name : type.plain.description
    case .parameter(let name): name
    }
  }
}
