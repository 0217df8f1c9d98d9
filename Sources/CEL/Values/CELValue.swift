import APIMachinery
import Basics

/// A value as an expression sees it. Parts of API objects are wrapped, not copied; they become CEL values one at a time,
/// when they are looked at.
public enum CELValue: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case timestamp(Timestamp)
  /// Nanoseconds.
  case duration(Int64)
  case list(CELList)
  case map(CELMap)
  case type(String)
  indirect case optional(CELValue?)
  case opaque(any OpaqueValue)

  /// An API value under a schema: times, durations and bytes are what the schema says they are.
  public init(_ value: Value, as declared: DeclaredType? = nil) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value):
      if case .scalar(.double)? = declared?.kind { self = .double(Double(value)) } else { self = .int(value) }
    case .double(let value):
      if case .scalar(.int)? = declared?.kind, let whole = Int64(exactly: value) { self = .int(whole) } else { self = .double(value) }
    case .string(let text): self = Self.scalar(text, declared)
    case .array(let elements): self = .list(CELList(elements, as: declared))
    case .object(let object): self = .map(CELMap(object, as: declared))
    }
  }

  private static func scalar(_ text: String, _ declared: DeclaredType?) -> CELValue {
    guard case .scalar(let type)? = declared?.kind else { return .string(text) }
    switch type {
    case .timestamp: return Timestamp(rfc3339: text).map { .timestamp($0) } ?? .string(text)
    case .duration: return GoDuration.parse(text).map { .duration($0) } ?? .string(text)
    case .bytes: return Base64.decode(text).map { .bytes($0) } ?? .string(text)
    default: return .string(text)
    }
  }

  static let typeNames: Set<String> = [
    "null_type", "bool", "int", "uint", "double", "string", "bytes", "list", "map", "type", "google.protobuf.Timestamp",
    "google.protobuf.Duration", "optional_type", "net.IP", "net.CIDR", "kubernetes.Quantity", "kubernetes.URL", "kubernetes.Semver",
  ]

  /// What `type(x)` names.
  public var typeName: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .list: "list"
    case .map: "map"
    case .type: "type"
    case .optional: "optional_type"
    case .opaque(let value): value.typeName
    }
  }

  /// Of a literal.
  var type: CELType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .duration: .duration
    case .list: .list(.dyn)
    case .map: .map(.dyn, .dyn)
    case .type: .type
    case .optional: .optional(.dyn)
    case .opaque(let value): .opaque(value.typeName)
    }
  }
}

/// A value of a library's own type.
public protocol OpaqueValue: Sendable {
  var typeName: String { get }
  func isEqual(to other: any OpaqueValue) -> Bool
}

extension CELValue {
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var int: Int64? { if case .int(let value) = self { value } else { nil } }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var list: CELList? { if case .list(let value) = self { value } else { nil } }
  public var map: CELMap? { if case .map(let value) = self { value } else { nil } }

  /// How long looking at all of it takes: scalars of a string, bytes, elements, entries; 1 for everything else.
  var size: Int {
    switch self {
    case .string(let text): text.unicodeScalars.count
    case .bytes(let bytes): bytes.count
    case .list(let list): list.count
    case .map(let map): map.count
    default: 1
    }
  }

  /// As JSON: for mutations and audit annotations. nil for what JSON can't say (types, library values, odd keys).
  public var json: Value? {
    switch self {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .uint(let value): return Int64(exactly: value).map { .int($0) } ?? .double(Double(value))
    case .double(let value): return .double(value)
    case .string(let value): return .string(value)
    case .bytes(let value): return .string(Base64.encode(value))
    case .timestamp(let value): return .string(TimestampText.text(value))
    case .duration(let value): return .string(GoDuration.secondsText(value))
    case .list(let list):
      var elements: [Value] = []
      for index in 0..<list.count {
        guard let element = list[index].json else { return nil }
        elements.append(element)
      }
      return .array(elements)
    case .map(let map): return map.json
    case .optional(let value): return value.map(\.json) ?? .null
    case .type, .opaque: return nil
    }
  }
}
