/// A node of an expression's tree.
final class Expression: Sendable {
  indirect enum Kind: Sendable {
    case literal(CELValue)
    case identifier(String)
    /// `operand.field`, `operand.?field`, and `has(operand.field)`.
    case select(Expression, field: String, isTest: Bool, isOptional: Bool)
    /// Operators are calls of their own names, such as `_+_`. The target of a member call is its first argument.
    case call(String, [Expression], isMember: Bool)
    /// `optionals`: positions written `?element`.
    case list([Expression], optionals: Set<Int>)
    case map([Entry])
    case message(String, [Field])
    case fold(Fold)
    /// `cel.bind(name, value, body)`
    case bind(String, Expression, Expression)
  }

  struct Entry: Sendable {
    var key: Expression
    var value: Expression
    var isOptional: Bool
  }

  struct Field: Sendable {
    var name: String
    var value: Expression
    var isOptional: Bool
  }

  /// A macro over a list or map (cel-spec, "Macros").
  struct Fold: Sendable {
    enum Kind: Sendable { case all, exists, existsOne, map, filter, transformList, transformMap, transformMapEntry }
    var kind: Kind
    var range: Expression
    var variable: String
    /// The value beside the index or key, in macros of two variables.
    var second: String?
    /// What elements must satisfy to be taken, in the forms that have both.
    var condition: Expression?
    var body: Expression
  }

  let kind: Kind
  /// Where it stands in the source, in scalars; what a message points at.
  let offset: Int
  let id: Int
  /// Levels of nodes from here down: what walking the tree takes of the stack.
  let height: Int

  init(_ kind: Kind, at offset: Int, id: Int) {
    (self.kind, self.offset, self.id) = (kind, offset, id)
    height = 1 + (Self.children(of: kind).map(\.height).max() ?? 0)
  }
}
