/// A JSON tree: what every API object is until a typed view looks at it.
///
/// Values are immutable trees with structural sharing (copying one costs a reference count), so an object can be
/// handed to any number of readers, and unknown fields survive every round trip. Integers are exact over the whole
/// Int64 range; a number with a fraction, an exponent or a larger magnitude is a `double`.
public enum Value: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case array([Value])
  case object(Object)
}

extension Value {
  public var isNull: Bool { self == .null }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The number as an integer: also a double that is a whole number, as JSON doesn't tell `1` from `1.0`.
  public var int: Int64? {
    switch self {
    case .int(let value): value
    case .double(let value): Int64(exactly: value)
    default: nil
    }
  }
  public var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var array: [Value]? { if case .array(let value) = self { value } else { nil } }
  public var object: Object? { if case .object(let value) = self { value } else { nil } }

  /// What a message calls this kind of value.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .int: "integer"
    case .double: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// The field of an object: nil when this isn't an object or has no such field. Setting nil removes the field;
  /// setting a field of something that isn't an object makes it one.
  public subscript(key: String) -> Value? {
    get { if case .object(let object) = self { object[key] } else { nil } }
    set {
      var object = Object()
      if case .object(let existing) = self { object = existing }
      self = .null  // gives up the reference, so that the mutation below is in place
      object[key] = newValue
      self = .object(object)
    }
  }

  public subscript(index: Int) -> Value? {
    if case .array(let array) = self, array.indices.contains(index) { array[index] } else { nil }
  }

  /// The value at the end of a path of field names.
  public subscript(path path: String...) -> Value? {
    get { self[path: path] }
    set { self[path: path] = newValue }
  }

  public subscript(path path: [String]) -> Value? {
    get {
      var current: Value = self
      for key in path {
        guard let next = current[key] else { return nil }
        current = next
      }
      return current
    }
    set { set(newValue, at: path[...]) }
  }

  private mutating func set(_ value: Value?, at path: ArraySlice<String>) {
    guard let first = path.first else { self = value ?? .null; return }
    if path.count == 1 { self[first] = value; return }
    let existing: Value? = self[first]
    if existing == nil, value == nil { return }
    var child = existing ?? .object(Object())
    child.set(value, at: path.dropFirst())
    self[first] = child
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(arrayLiteral elements: Value...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, Value)...) { self = .object(Object(elements)) }
}
