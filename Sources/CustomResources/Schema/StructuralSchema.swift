import APIMachinery
import CEL

/// A structural schema of a custom resource, or one of the schemas inside it (kubernetes.io, "Custom Resources": structural schema).
///
/// Read once from its definition; then pruning, defaulting, validation, rules, OpenAPI and merging all work from it.
public final class StructuralSchema: Sendable {
  public enum AdditionalProperties: Sendable {
    case none
    case anything
    case schema(StructuralSchema)
  }

  /// As it was written.
  public let source: Value
  public let type: String
  public let format: String
  public let isNullable: Bool
  public let defaultValue: Value?
  public let properties: [String: StructuralSchema]
  /// As written.
  public let propertyNames: [String]
  public let additionalProperties: AdditionalProperties
  public let items: StructuralSchema?
  public let preservesUnknownFields: Bool
  public let isEmbeddedResource: Bool
  public let isIntOrString: Bool
  public let listType: String
  public let listMapKeys: [String]
  public let isAtomicMap: Bool
  let keywords: SchemaKeywords
  let rules: [ValidationRule]

  public init(_ source: Value) {
    self.source = source
    type = source["type"]?.string ?? ""
    format = source["format"]?.string ?? ""
    isNullable = source["nullable"]?.bool ?? false
    defaultValue = source["default"]
    let fields = source["properties"]?.object ?? Object()
    propertyNames = fields.fieldNames
    var properties: [String: StructuralSchema] = [:]
    for field in fields { properties[field.key] = StructuralSchema(field.value) }
    self.properties = properties
    switch source["additionalProperties"] {
    case .bool(true)?: additionalProperties = .anything
    case .object?: additionalProperties = .schema(StructuralSchema(source["additionalProperties"] ?? [:]))
    default: additionalProperties = .none
    }
    items = source["items"].flatMap { $0.object == nil ? nil : StructuralSchema($0) }
    preservesUnknownFields = source["x-kubernetes-preserve-unknown-fields"]?.bool ?? false
    isEmbeddedResource = source["x-kubernetes-embedded-resource"]?.bool ?? false
    isIntOrString = source["x-kubernetes-int-or-string"]?.bool ?? false
    listType = source["x-kubernetes-list-type"]?.string ?? ""
    listMapKeys = source["x-kubernetes-list-map-keys"]?.array?.compactMap(\.string) ?? []
    isAtomicMap = source["x-kubernetes-map-type"]?.string == "atomic"
    keywords = SchemaKeywords(source)
    rules = (source["x-kubernetes-validations"]?.array ?? []).map { ValidationRule($0) }
  }

  /// Where no schema was given: any object.
  public static let anything = StructuralSchema(["type": "object", "x-kubernetes-preserve-unknown-fields": true])

  /// Whether elements of this list are matched with those of an older one.
  var hasCorrelatableItems: Bool { listType == "map" }
}

/// The keywords of JSON schema that judge a value and say nothing of its structure.
struct SchemaKeywords: Sendable {
  var allowed: [Value]
  var minimum, maximum, multipleOf: Double?
  var isMinimumExclusive, isMaximumExclusive: Bool
  var minLength, maxLength, minItems, maxItems, minProperties, maxProperties: Int64?
  var hasUniqueItems: Bool
  var pattern: String?
  var regex: LinearRegex?
  var required: [String]
  var allOf, anyOf, oneOf: [StructuralSchema]
  var not: StructuralSchema?

  init(_ source: Value) {
    func schemas(_ key: String) -> [StructuralSchema] { (source[key]?.array ?? []).map { StructuralSchema($0) } }
    allowed = source["enum"]?.array ?? []
    (minimum, maximum, multipleOf) = (source["minimum"]?.double, source["maximum"]?.double, source["multipleOf"]?.double)
    isMinimumExclusive = source["exclusiveMinimum"]?.bool ?? false
    isMaximumExclusive = source["exclusiveMaximum"]?.bool ?? false
    (minLength, maxLength) = (source["minLength"]?.int, source["maxLength"]?.int)
    (minItems, maxItems) = (source["minItems"]?.int, source["maxItems"]?.int)
    (minProperties, maxProperties) = (source["minProperties"]?.int, source["maxProperties"]?.int)
    hasUniqueItems = source["uniqueItems"]?.bool ?? false
    pattern = source["pattern"]?.string
    regex = pattern.flatMap { try? LinearRegex($0) }
    required = source["required"]?.array?.compactMap(\.string) ?? []
    (allOf, anyOf, oneOf) = (schemas("allOf"), schemas("anyOf"), schemas("oneOf"))
    not = source["not"].map { StructuralSchema($0) }
  }
}
