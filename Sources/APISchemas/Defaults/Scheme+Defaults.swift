import APIMachinery

extension Scheme {
  /// The object with every unset field that has a default filled in. Idempotent. A list has the defaults of its items.
  public func withDefaults(_ object: Value, of kind: GroupVersionKind) -> Value {
    guard let name = typeName(of: kind) else { return object }
    if let custom = customKinds[kind] { return CanonicalOrder(types: types).ordered(custom.defaulted(object), as: name) }
    var result = object
    if kind.kind.hasSuffix("List") {
      let element = GroupVersionKind(group: kind.group, version: kind.version, kind: String(kind.kind.dropLast(4)))
      result.editEach("items") { $0 = withDefaults($0, of: element) }
      return result
    }
    rules(of: kind).applyDefaults(to: &result)
    staticDefaults.apply(to: &result, as: name)
    return CanonicalOrder(types: types).ordered(result, as: name)
  }
}
