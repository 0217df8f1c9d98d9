import APIMachinery

/// What must hold of a definition's schemas beyond the form of the definition itself: they are structural, their defaults
/// are valid, and their rules compile and stay within their cost.
public enum DefinitionValidation {
  public static func validate(_ object: Value, old: Value?) -> [FieldError] {
    let spec = object["spec"] ?? [:]
    var errors: [FieldError] = []
    if old == nil, DefinitionStatus.isProtected(spec["group"]?.string ?? ""), (object.annotations[DefinitionStatus.approval] ?? "").isEmpty
    {
      errors.append(
        .required(
          "metadata.annotations[\(DefinitionStatus.approval)]",
          "protected groups must have approval annotation \"\(DefinitionStatus.approval)\", see https://github.com/kubernetes/enhancements/pull/1111"
        ))
    }
    let versions = spec["versions"]?.array ?? []
    let schemas = versions.map { $0["schema"]?["openAPIV3Schema"] }
    let oldSchemas = old?[path: "spec", "versions"]?.array?.map { $0["schema"]?["openAPIV3Schema"] } ?? []
    // One schema for all versions is reported once, at the place where it stood before versions had their own.
    let isShared = schemas.count > 0 && schemas.allSatisfy { $0 == schemas[0] }
    for (position, schema) in schemas.enumerated() {
      let path = isShared ? "spec.validation.openAPIV3Schema" : "spec.versions[\(position)].schema.openAPIV3Schema"
      guard let schema, schema.object != nil else {
        errors.append(.required("spec.versions[\(position)].schema.openAPIV3Schema", "schemas are required"))
        continue
      }
      if isShared, position > 0 { break }
      // A schema that was accepted stays acceptable.
      if oldSchemas.contains(schema) { continue }
      errors += SchemaStructure.validate(schema, path: path)
    }
    errors += selectableFields(versions)
    // What was never right may still be put right; until then nothing is served.
    if let old, CertificateBundle.problem(of: old) == nil, DefinedResources.isTrue("Established", old),
      let problem = CertificateBundle.problem(of: object)
    {
      let bundle = spec[path: "conversion", "webhook", "clientConfig", "caBundle"] ?? ""
      errors.append(.invalid("spec.conversion.webhookClientConfig.caBundle", bundle, problem))
    }
    return errors
  }

  /// Selectable fields must be there, and of a type with one text.
  private static func selectableFields(_ versions: [Value]) -> [FieldError] {
    var errors: [FieldError] = []
    for (position, version) in versions.enumerated() {
      guard let source = version["schema"]?["openAPIV3Schema"] else { continue }
      for (index, field) in (version["selectableFields"]?.array ?? []).enumerated() {
        guard let text = field["jsonPath"]?.string, let names = SimplePath(text)?.fieldNames else { continue }
        var schema: StructuralSchema? = StructuralSchema(source)
        for name in names { schema = schema?.properties[name] }
        let path = "spec.versions[\(position)].selectableFields[\(index)].jsonPath"
        guard let schema else {
          errors.append(.invalid(path, .string(text), "is an invalid path: does not refer to a valid field"))
          continue
        }
        guard ["string", "integer", "boolean"].contains(schema.type) else {
          errors.append(
            .invalid(
              path, .string(text),
              "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed."))
          continue
        }
      }
    }
    return errors
  }
}
