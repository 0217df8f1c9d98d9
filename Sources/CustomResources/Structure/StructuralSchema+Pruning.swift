import APIMachinery
import APISchemas

extension StructuralSchema {
  /// The object without the fields that the schema doesn't name, and what those were, as `unknown field "spec.foo"`.
  /// At the root and in embedded resources apiVersion, kind and metadata stay; of embedded metadata what `embeddedMetadata` leaves, which
  /// names unknown fields by their paths alone.
  public func pruned(
    _ object: Value, embeddedMetadata: @escaping CustomKind.Pruning = { ($0, []) }
  ) -> (object: Value, unknownFields: [String]) {
    var unknown: [String] = []
    let pruned = Pruner(metadata: embeddedMetadata).prune(object, by: self, path: "", isResource: true, &unknown)
    return (pruned, unknown)
  }
}

private struct Pruner {
  let metadata: CustomKind.Pruning

  private static let resourceFields: Set<String> = ["apiVersion", "kind", "metadata"]

  func prune(_ value: Value, by schema: StructuralSchema, path: String, isResource: Bool = false, _ unknown: inout [String]) -> Value {
    switch value {
    case .object(let object):
      var result = prune(object, by: schema, path: path, isResource: isResource || schema.isEmbeddedResource, &unknown)
      if schema.isEmbeddedResource, let inner = result["metadata"], inner.object != nil {
        let (pruned, fields) = metadata(inner)
        result["metadata"] = pruned
        unknown += fields.map { "unknown field \"\(path).metadata.\($0)\"" }
      }
      return .object(result)
    case .array(let elements):
      guard let items = schema.items else { return value }
      var result = elements
      for (position, element) in elements.enumerated() {
        result[position] = prune(element, by: items, path: "\(path)[\(position)]", &unknown)
      }
      return .array(result)
    default: return value
    }
  }

  private func prune(
    _ object: Object, by schema: StructuralSchema, path: String, isResource: Bool, _ unknown: inout [String]
  ) -> Object {
    var result = object
    for field in object {
      if isResource, Self.resourceFields.contains(field.key) { continue }
      let place = path.isEmpty ? field.key : path + "." + field.key
      if let property = schema.properties[field.key] {
        result[field.key] = prune(field.value, by: property, path: place, &unknown)
        continue
      }
      switch schema.additionalProperties {
      case .anything: continue
      case .schema(let other): result[field.key] = prune(field.value, by: other, path: place, &unknown)
      case .none:
        guard !schema.preservesUnknownFields else { continue }
        unknown.append("unknown field \"\(place)\"")
        result[field.key] = nil
      }
    }
    return result
  }
}
