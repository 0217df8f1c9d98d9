extension ServerSideApply {
  /// The object with the configuration merged into it; nobody owns anything by that. Throws 400, in upstream's words, for one that
  /// can't be typed, and for one that would replace what merges as one value: the fields that it doesn't name would be lost.
  public func merging(_ configuration: Value, into live: Value) throws(StatusError) -> Value {
    let merge = TypedMerge(topology: topology)
    do throws(TypedMerge.Invalid) {
      _ = try merge.fieldSet(of: configuration, typeName: typeName)
    } catch {
      throw .badRequest("failed to convert patch object to typed object: \(error.message)")
    }
    let atomics = atomicPaths(configuration, .named(typeName), "")
    guard atomics.isEmpty else {
      throw .badRequest("invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: \(atomics.joined(separator: ", "))")
    }
    return merge.merge(live, configuration, .named(typeName))
  }

  private func atomicPaths(_ value: Value, _ type: TypeExpression?, _ path: String) -> [String] {
    let shape = topology.shape(type, of: value)
    switch (shape, value) {
    case (.leaf, .object), (.leaf, .array): return [path]
    case (.structure, .object(let object)), (.map, .object(let object)):
      return object.flatMap { atomicPaths($0.value, FieldTopology.fieldType(shape, $0.key), path + "." + $0.key) }
    case (.keyed(_, let element), .array(let elements)):
      return elements.enumerated().flatMap { atomicPaths($1, element, "\(path)[\($0)]") }
    default: return []
    }
  }
}
