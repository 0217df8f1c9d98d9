/// The types of the API as data: what decoding, pruning, defaulting, merging, OpenAPI and `explain` are all driven by.
///
/// Built-in kinds come from the schema source in APISchemas, custom resources from their definitions; nothing here
/// knows which.
public final class TypeTable: Sendable {
  private let types: [String: ObjectType]

  public init(_ types: [ObjectType]) {
    self.types = Dictionary(types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// With more structures; those known already stay.
  public func adding(_ more: [ObjectType]) -> TypeTable {
    TypeTable(types.merging(more.map { ($0.name, $0) }, uniquingKeysWith: { known, _ in known }))
  }

  private init(_ types: [String: ObjectType]) { self.types = types }

  public func type(_ name: String) -> ObjectType? { types[name] }
  public var names: [String] { types.keys.sorted() }
}

/// A structure: named fields of given types. Shared by all who walk the table, so passing one on costs a reference count.
public final class ObjectType: Sendable {
  public let name: String
  public let description: String
  public let fields: [FieldSchema]
  /// True: server-side apply and strategic merge treat the whole structure as one value.
  public let isAtomic: Bool
  /// Where unknown fields are kept rather than pruned.
  public let preservesUnknownFields: Bool
  /// Whether a value is one of the fields' values itself, the one whose type fits its JSON form (a flag or a structure, a
  /// structure or a list); the fields then name and number the alternatives, as the protobuf message does. Merged as one value.
  public let isUnion: Bool
  private let positions: [String: Int]

  public init(
    name: String, description: String = "", fields: [FieldSchema], isAtomic: Bool = false, preservesUnknownFields: Bool = false,
    isUnion: Bool = false
  ) {
    (self.name, self.description, self.fields) = (name, description, fields)
    (self.isAtomic, self.preservesUnknownFields, self.isUnion) = (isAtomic, preservesUnknownFields, isUnion)
    positions = Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public func field(_ name: String) -> FieldSchema? { positions[name].map { fields[$0] } }

  /// The alternative of a union that a value is; nil when it is none of them.
  public func alternative(for value: Value) -> FieldSchema? { fields.first { $0.type.fits(value) } }
}

public final class FieldSchema: Sendable {
  public let name: String
  public let type: TypeExpression
  public let description: String
  public let isRequired: Bool
  /// A default that doesn't depend on other fields.
  public let defaultValue: Value?
  /// Allowed strings; empty allows any.
  public let allowed: [String]
  /// Strategic merge: `patchStrategy` values (`merge`, `replace`, `retainKeys`).
  public let patchStrategies: Set<String>
  public let patchMergeKey: String?
  /// The field's number in the kind's protobuf message; nil for structures that are never sent as protobuf.
  public let number: Int?
  /// The numbers of the messages around the field within the kind's, outermost first. Empty but for fields that Go's
  /// types embed from another structure: JSON has them flat, protobuf one message deeper (`Volume.emptyDir` is 2.2).
  public let enclosingNumbers: [Int]

  public init(
    name: String, type: TypeExpression, description: String = "", isRequired: Bool = false, defaultValue: Value? = nil,
    allowed: [String] = [], patchStrategies: Set<String> = [], patchMergeKey: String? = nil, number: Int? = nil,
    enclosingNumbers: [Int] = []
  ) {
    (self.name, self.type, self.description, self.isRequired) = (name, type, description, isRequired)
    (self.defaultValue, self.allowed) = (defaultValue, allowed)
    (self.patchStrategies, self.patchMergeKey) = (patchStrategies, patchMergeKey)
    (self.number, self.enclosingNumbers) = (number, enclosingNumbers)
  }
}

/// The type of a field, list element or map value.
public indirect enum TypeExpression: Hashable, Sendable {
  case string
  case boolean
  case int32
  case int64
  case number
  /// A string or number such as `500m` (API reference: Quantity).
  case quantity
  case intOrString
  /// `metav1.Time`.
  case time
  /// `metav1.MicroTime`.
  case microTime
  /// Base64 text.
  case bytes
  /// Any JSON object, kept whole.
  case anyObject
  /// Any JSON value, kept whole.
  case any
  case map(TypeExpression, isAtomic: Bool = false)
  case list(TypeExpression, ListType = .atomic)
  /// A structure of the table.
  case named(String)
}

extension TypeExpression {
  /// Whether a value has this type's JSON form, parts of it not looked at.
  func fits(_ value: Value) -> Bool {
    switch (self, value) {
    case (.any, _), (.boolean, .bool), (.named, .object), (.map, .object), (.anyObject, .object), (.list, .array): true
    case (.string, .string), (.quantity, .string), (.time, .string), (.microTime, .string), (.bytes, .string): true
    case (.intOrString, .string), (.intOrString, .int): true
    case (.int32, _), (.int64, _): value.int != nil
    case (.number, _): value.double != nil
    default: false
    }
  }
}

/// How server-side apply merges a list (`x-kubernetes-list-type`).
public enum ListType: Hashable, Sendable {
  case atomic
  case set
  case map(keys: [String])
}
