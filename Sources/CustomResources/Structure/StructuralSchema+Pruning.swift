import APIMachinery

extension StructuralSchema {
  /// The object without the fields that the schema doesn't name, and what those were, as `unknown field "spec.foo"`.
  /// At the root and in embedded resources apiVersion, kind and metadata stay.
  public func pruned(_ object: Value) -> (object: Value, unknownFields: [String]) {
    var unknown: [String] = []
    let pruned = prune(object, path: "", isResource: true, &unknown)
    return (pruned, unknown)
  }

  private static let resourceFields: Set<String> = ["apiVersion", "kind", "metadata"]

  private func prune(_ value: Value, path: String, isResource: Bool, _ unknown: inout [String]) -> Value {
    switch value {
    case .object(let object): return .object(prune(object, path: path, isResource: isResource || isEmbeddedResource, &unknown))
    case .array(let elements):
      guard let items else { return value }
      var result = elements
      for (position, element) in elements.enumerated() {
        result[position] = items.prune(element, path: "\(path)[\(position)]", isResource: false, &unknown)
      }
      return .array(result)
    default: return value
    }
  }

  private func prune(_ object: Object, path: String, isResource: Bool, _ unknown: inout [String]) -> Object {
    var result = object
    for field in object {
      if isResource, Self.resourceFields.contains(field.key) { continue }
      let place = path.isEmpty ? field.key : path + "." + field.key
      if let schema = properties[field.key] {
        result[field.key] = schema.prune(field.value, path: place, isResource: false, &unknown)
        continue
      }
      switch additionalProperties {
      case .anything: continue
      case .schema(let schema): result[field.key] = schema.prune(field.value, path: place, isResource: false, &unknown)
      case .none:
        guard !preservesUnknownFields else { continue }
        unknown.append("unknown field \"\(place)\"")
        result[field.key] = nil
      }
    }
    return result
  }
}
