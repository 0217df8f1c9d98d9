import APIMachinery

/// Why a value isn't an object of its kind, in the words of Go's two decoders. Clients match both.
public struct Mistyping: Equatable, Sendable {
  /// Of JSON text (encoding/json).
  public var unmarshalling: String
  /// Of an object in memory, which a strategic merge patch makes (apimachinery's converter from unstructured objects).
  public var restoring: String

  /// Go's converter names the kinds of both sides; a number converts to text in Go's eyes and is refused with its own words.
  static func restoring(_ value: Value, as expression: TypeExpression) -> String? {
    switch expression {
    case .map, .anyObject: "cannot restore map from \(value.goKind)"
    case .list, .bytes: "cannot restore slice from \(value.goKind)"
    case .named: "cannot restore struct from: \(value.goKind)"
    case .string: if case .int = value { "cannot convert int64 to string" } else { "unrecognized type: string" }
    case .int32, .int64:
      if value.double != nil { "cannot convert \(value.goKind) to \(expression.goName)" } else { "unrecognized type: \(expression.goName)" }
    case .boolean, .number: "unrecognized type: \(expression.goName)"
    case .quantity, .time, .microTime, .intOrString, .any: nil
    }
  }
}

extension Scheme {
  /// What makes `decode` refuse the value; nil if it is well typed, or of a kind that the scheme has no types of.
  public func mistyping(of value: Value, as kind: GroupVersionKind) -> Mistyping? {
    guard customKinds[kind] == nil, let name = typeName(of: kind) else { return nil }
    var decoder = Decoder(types: types, omittedZeros: omittedZeros)
    do {
      _ = try decoder.decode(value, as: name)
      return nil
    } catch {
      return Mistyping(unmarshalling: error.message, restoring: error.restoring ?? error.message)
    }
  }
}

extension Value {
  /// The kind of Go value that a JSON value is in memory.
  var goKind: String {
    switch self {
    case .null: "invalid"
    case .bool: "bool"
    case .int: "int64"
    case .double: "float64"
    case .string: "string"
    case .array: "slice"
    case .object: "map"
    }
  }
}
