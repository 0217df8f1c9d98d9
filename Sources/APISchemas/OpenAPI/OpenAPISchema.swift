import APIMachinery

/// Turns structures of the type table into OpenAPI schemas; versions 2 and 3 differ in how they refer to one another.
struct OpenAPISchema {
  enum Version { case v2, v3 }

  let scheme: Scheme
  let version: Version

  static let quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity"
  static let intOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString"
  static let time = Scheme.metaPackage + ".Time"
  static let microTime = Scheme.metaPackage + ".MicroTime"
  static let fieldsV1 = Scheme.metaPackage + ".FieldsV1"
  static let patch = Scheme.metaPackage + ".Patch"

  var referencePrefix: String { version == .v2 ? "#/definitions/" : "#/components/schemas/" }

  func reference(_ typeName: String) -> Value { ["$ref": .string(referencePrefix + typeName)] }

  func definition(of type: ObjectType, kinds: [GroupVersionKind]) -> Value {
    var schema = Object()
    if !type.description.isEmpty { schema["description"] = .string(type.description) }
    if type.isUnion { return .object(schema) }
    var properties = Object()
    for field in type.fields.sorted(by: { $0.name < $1.name }) { properties[field.name] = property(field) }
    schema["properties"] = .object(properties)
    let required = type.fields.filter(\.isRequired).map(\.name).sorted()
    if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
    schema["type"] = "object"
    if !kinds.isEmpty { schema["x-kubernetes-group-version-kind"] = .array(kinds.map(Self.kindExtension)) }
    if type.isAtomic { schema["x-kubernetes-map-type"] = "atomic" }
    if type.preservesUnknownFields { schema["x-kubernetes-preserve-unknown-fields"] = true }
    return .object(schema)
  }

  static func kindExtension(_ kind: GroupVersionKind) -> Value {
    ["group": .string(kind.group), "kind": .string(kind.kind), "version": .string(kind.version)]
  }

  /// The definitions of types that are scalars on the wire but have names of their own in upstream's documents.
  func namedScalars() -> [(String, Value)] {
    let object: Value = ["type": "object"]
    return [
      (Self.quantity, scalar("A fixed-point number such as 500m, 1.5 or 2Gi.", "string", nil)),
      (Self.intOrString, scalar("A whole number, or a text such as a percentage or a port name.", "string", "int-or-string")),
      (Self.time, scalar("A time in RFC 3339 form, whole seconds.", "string", "date-time")),
      (Self.microTime, scalar("A time in RFC 3339 form, microseconds.", "string", "date-time")),
      (Self.fieldsV1, object.with("description", "A set of fields in a tree of keys.")),
      (Self.patch, object.with("description", "The body of a patch, of the media type's form.")),
    ]
  }

  private func scalar(_ description: String, _ type: String, _ format: String?) -> Value {
    var schema: Value = ["description": .string(description)]
    if version == .v3, type == "string", description.hasPrefix("A fixed") || format == "int-or-string" {
      schema["oneOf"] = [["type": "string"], ["type": format == nil ? "number" : "integer"]]
      if let format { schema["format"] = .string(format) }
      return schema
    }
    if let format { schema["format"] = .string(format) }
    schema["type"] = .string(type)
    return schema
  }

  private func property(_ field: FieldSchema) -> Value {
    var schema = self.schema(of: field.type)
    if version == .v3, schema["$ref"] != nil { schema = ["allOf": [schema]] }
    if !field.description.isEmpty { schema["description"] = .string(field.description) }
    if let value = field.defaultValue { schema["default"] = value }
    if !field.allowed.isEmpty { schema["enum"] = .array(field.allowed.sorted().map { .string($0) }) }
    if let key = field.patchMergeKey { schema["x-kubernetes-patch-merge-key"] = .string(key) }
    if !field.patchStrategies.isEmpty {
      schema["x-kubernetes-patch-strategy"] = .string(field.patchStrategies.sorted().joined(separator: ","))
    }
    return .object((schema.object ?? Object()).sortedByKey())
  }

  func schema(of expression: TypeExpression) -> Value {
    switch expression {
    case .string: ["type": "string"]
    case .boolean: ["type": "boolean"]
    case .int32: ["format": "int32", "type": "integer"]
    case .int64: ["format": "int64", "type": "integer"]
    case .number: ["format": "double", "type": "number"]
    case .bytes: ["format": "byte", "type": "string"]
    case .quantity: reference(Self.quantity)
    case .intOrString: reference(Self.intOrString)
    case .time: reference(Self.time)
    case .microTime: reference(Self.microTime)
    case .anyObject: reference(Self.fieldsV1)
    case .any: ["x-kubernetes-preserve-unknown-fields": true]
    case .map(let element, let isAtomic):
      isAtomic
        ? ["additionalProperties": schema(of: element), "type": "object", "x-kubernetes-map-type": "atomic"]
        : ["additionalProperties": schema(of: element), "type": "object"]
    case .list(let element, let listType): list(schema(of: element), listType)
    case .named(let name): reference(name)
    }
  }

  private func list(_ items: Value, _ listType: ListType) -> Value {
    var schema: Value = ["items": items, "type": "array"]
    switch listType {
    case .atomic: schema["x-kubernetes-list-type"] = "atomic"
    case .set: schema["x-kubernetes-list-type"] = "set"
    case .map(let keys):
      schema["x-kubernetes-list-map-keys"] = .array(keys.map { .string($0) })
      schema["x-kubernetes-list-type"] = "map"
    }
    return schema
  }
}

extension Value {
  func with(_ key: String, _ value: Value) -> Value {
    var copy = self
    copy[key] = value
    return copy
  }
}
