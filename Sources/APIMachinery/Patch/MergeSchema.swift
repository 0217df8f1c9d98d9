/// What strategic merge knows about the value at hand: its type, and the field's patch strategy and merge key.
struct MergeSchema {
  let types: TypeTable?
  let type: TypeExpression?
  let strategies: Set<String>
  let mergeKey: String?

  /// Objects merge, lists are replaced.
  static let unknown = MergeSchema(types: nil, type: nil, strategies: [], mergeKey: nil)

  init(types: TypeTable?, type: TypeExpression?, strategies: Set<String>, mergeKey: String?) {
    (self.types, self.type, self.strategies, self.mergeKey) = (types, type, strategies, mergeKey)
  }

  init(types: TypeTable, typeName: String) {
    self.init(types: types, type: .named(typeName), strategies: [], mergeKey: nil)
  }

  func field(_ name: String) -> MergeSchema {
    switch type {
    case .named(let typeName)?:
      guard let type = types?.type(typeName), !type.isUnion, let field = type.field(name) else { return .unknown }
      return MergeSchema(types: types, type: field.type, strategies: field.patchStrategies, mergeKey: field.patchMergeKey)
    case .map(let element, _)?: return MergeSchema(types: types, type: element, strategies: [], mergeKey: nil)
    default: return .unknown
    }
  }

  /// The elements of a list; they inherit `retainKeys`, as in `patchStrategy:"merge,retainKeys"`.
  var element: MergeSchema {
    guard case .list(let element, _)? = type else { return .unknown }
    return MergeSchema(types: types, type: element, strategies: strategies.intersection(["retainKeys"]), mergeKey: nil)
  }

  var replaces: Bool { strategies.contains("replace") }
  var mergesList: Bool { strategies.contains("merge") }
  var retainsKeys: Bool { strategies.contains("retainKeys") }
}
