import APIMachinery

extension Scheme {
  /// Type-checks against the schema and brings the object into canonical form: fields in schema order, nulls dropped,
  /// quantities and times normalised; empty optional lists and maps, and zeros that mean unset, dropped (as Go's omitempty
  /// does, so that what a typed client sends back compares equal).
  ///
  /// A wrongly typed field throws 400 BadRequest in upstream's words. Unknown fields are pruned and listed, each as
  /// `unknown field "spec.foo"`; the caller decides by fieldValidation. A kind the scheme doesn't know is returned as
  /// it is.
  public func decode(_ value: Value, as kind: GroupVersionKind) throws(StatusError) -> (object: Value, unknownFields: [String]) {
    if let custom = customKinds[kind] { return try decode(value, as: custom) }
    guard let name = typeName(of: kind) else { return (value, []) }
    var decoder = Decoder(types: types, omittedZeros: omittedZeros)
    do {
      var object = try decoder.decode(value, as: name)
      if types.type(name)?.field("kind") != nil, types.type(name)?.field("apiVersion") != nil {
        object = Self.identified(object, as: kind)
      }
      return (object, decoder.unknownFields)
    } catch {
      throw .badRequest("\(kind.kind) in version \"\(kind.version)\" cannot be handled as a \(kind.kind): \(error.message)")
    }
  }

  /// With apiVersion and kind set where the text left them out.
  private static func identified(_ value: Value, as kind: GroupVersionKind) -> Value {
    if value["apiVersion"] != nil, value["kind"] != nil { return value }
    var object = Object()
    object["apiVersion"] = value["apiVersion"] ?? .string(kind.groupVersion.description)
    object["kind"] = value["kind"] ?? .string(kind.kind)
    for field in value.object ?? Object() where object[field.key] == nil { object[field.key] = field.value }
    return .object(object)
  }
}
