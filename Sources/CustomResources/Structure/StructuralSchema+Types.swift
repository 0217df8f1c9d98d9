import APIMachinery

extension StructuralSchema {
  private static let objectMeta = TypeExpression.named("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")

  /// The structures that merging and printing know the kind by; the root's name is `name`, the others' begin with it.
  public func objectTypes(_ name: String) -> [ObjectType] {
    var types: [ObjectType] = []
    _ = structure(name, isResource: true, &types)
    return types
  }

  private func structure(_ name: String, isResource: Bool, _ types: inout [ObjectType]) -> TypeExpression {
    var fields: [FieldSchema] = []
    if isResource {
      fields += [
        FieldSchema(name: "apiVersion", type: .string), FieldSchema(name: "kind", type: .string),
        FieldSchema(name: "metadata", type: Self.objectMeta),
      ]
    }
    for property in propertyNames where !fields.contains(where: { $0.name == property }) {
      guard let schema = properties[property] else { continue }
      fields.append(
        FieldSchema(
          name: property, type: schema.expression(name + "." + property, &types), description: schema.source["description"]?.string ?? "",
          isRequired: keywords.required.contains(property), defaultValue: schema.defaultValue))
    }
    types.append(
      ObjectType(
        name: name, description: source["description"]?.string ?? "", fields: fields, isAtomic: isAtomicMap,
        preservesUnknownFields: preservesUnknownFields))
    return .named(name)
  }

  private func expression(_ name: String, _ types: inout [ObjectType]) -> TypeExpression {
    if isIntOrString { return .intOrString }
    switch type {
    case "object":
      if isEmbeddedResource || !properties.isEmpty { return structure(name, isResource: isEmbeddedResource, &types) }
      if case .schema(let schema) = additionalProperties { return .map(schema.expression(name + ".*", &types), isAtomic: isAtomicMap) }
      return isAtomicMap ? .map(.any, isAtomic: true) : .anyObject
    case "array":
      let element = items?.expression(name + "[]", &types) ?? .any
      switch listType {
      case "set": return .list(element, .set)
      case "map": return .list(element, .map(keys: listMapKeys))
      default: return .list(element, .atomic)
      }
    case "string": return .string
    case "integer": return .int64
    case "number": return .number
    case "boolean": return .boolean
    default: return .any
    }
  }
}
