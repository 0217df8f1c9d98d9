import APIMachinery

extension Scheme {
  /// Whether a kind comes from a definition in the store.
  public func isCustom(_ kind: GroupVersionKind) -> Bool { customKinds[kind] != nil }

  /// Type-checks and normalises the metadata, prunes the rest. Wrong types outside metadata are validation's to report.
  func decode(_ value: Value, as kind: any CustomKind) throws(StatusError) -> (object: Value, unknownFields: [String]) {
    let gvk = kind.definition.gvk
    var decoder = Decoder(types: types, omittedZeros: omittedZeros)
    var (object, unknown) = kind.pruned(value, embeddedMetadata: prunedMetadata)
    do {
      if let metadata = value["metadata"], !metadata.isNull {
        object["metadata"] = try decoder.decode(metadata, as: Self.metaPackage + ".ObjectMeta")
      } else {
        object["metadata"] = [:]
      }
    } catch {
      throw .badRequest("\(gvk.kind) in version \"\(gvk.version)\" cannot be handled as a \(gvk.kind): \(error.message)")
    }
    let metadataFields = decoder.unknownFields.map { $0.replacingPrefix("unknown field \"", with: "unknown field \"metadata.") }
    return (CanonicalOrder(types: types).ordered(object, as: kind.definition.typeName), metadataFields + unknown)
  }

  /// Metadata of a wrong type is validation's to report.
  private func prunedMetadata(_ metadata: Value) -> (object: Value, unknownFields: [String]) {
    var decoder = Decoder(types: types, omittedZeros: omittedZeros)
    guard let decoded = try? decoder.decode(metadata, as: Self.metaPackage + ".ObjectMeta") else { return (metadata, []) }
    return (decoded, decoder.unknownFields.map { $0.replacingPrefix("unknown field \"", with: "") }.map { String($0.dropLast()) })
  }

  /// The definition of a custom kind: its schema, with the fields that every object has.
  func customDefinition(_ kind: any CustomKind, _ schema: OpenAPISchema) -> Value {
    var definition = schema.version == .v2 ? Self.reducedToVersion2(kind.openAPI) : kind.openAPI
    definition["x-kubernetes-group-version-kind"] = [OpenAPISchema.kindExtension(kind.definition.gvk)]
    if definition["type"] == nil { definition["type"] = "object" }
    // One property named would make all others unknown to an old client.
    if schema.version == .v2, definition["x-kubernetes-preserve-unknown-fields"] == true { return definition }
    var properties = definition["properties"]?.object ?? Object()
    let text: Value = ["type": "string"]
    properties["apiVersion"] = text.with("description", "The version of the schema this object is written in.")
    properties["kind"] = text.with("description", "The kind of the object, in camel case; it can't be changed.")
    let reference = schema.reference(Self.metaPackage + ".ObjectMeta")
    properties["metadata"] = (schema.version == .v3 ? ["allOf": [reference]] : reference).with("description", "Standard object metadata.")
    definition["properties"] = .object(properties.sortedByKey())
    return definition
  }

  /// Version 2 has no nullable and no combinations: what may be null has no type in it. Old clients take unknown fields for
  /// errors where they are kept, so such structures are without properties.
  private static func reducedToVersion2(_ schema: Value) -> Value {
    guard let object = schema.object else { return schema }
    var result = object
    for key in ["oneOf", "anyOf", "allOf", "not", "nullable", "default", "x-kubernetes-validations"] { result[key] = nil }
    if object["nullable"] == true {
      for key in ["type", "enum", "properties", "items", "required", "additionalProperties"] { result[key] = nil }
    }
    if object["x-kubernetes-preserve-unknown-fields"] == true {
      for key in ["properties", "items", "required", "additionalProperties"] { result[key] = nil }
    }
    if let properties = result["properties"]?.object { result["properties"] = .object(properties.mapValues(reducedToVersion2)) }
    for key in ["items", "additionalProperties"] {
      if let inner = result[key], inner.object != nil { result[key] = reducedToVersion2(inner) }
    }
    return .object(result)
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
