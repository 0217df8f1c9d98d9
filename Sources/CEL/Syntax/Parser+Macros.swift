/// Macros: calls that stand for something a function can't do, as their arguments aren't values (cel-spec, "Macros").
extension Parser {
  mutating func expandGlobal(_ name: String, _ arguments: [Expression], at offset: Int) throws(CompileError) -> Expression? {
    guard name == "has", arguments.count == 1 else { return nil }
    guard case .select(let operand, let field, false, false) = arguments[0].kind else {
      throw CompileError("invalid argument to has() macro", at: arguments[0].offset, in: source)
    }
    return make(.select(operand, field: field, isTest: true, isOptional: false), at: offset)
  }

  mutating func expandMember(
    _ name: String, _ target: Expression, _ arguments: [Expression], at offset: Int
  ) throws(CompileError) -> Expression? {
    if name == "bind", arguments.count == 3, case .identifier("cel") = target.kind {
      return make(.bind(try variable(arguments[0]), arguments[1], arguments[2]), at: offset)
    }
    if name == "optMap" || name == "optFlatMap", arguments.count == 2 {
      return try expandOptional(target, arguments, flattens: name == "optFlatMap", at: offset)
    }
    guard let fold = try fold(name, target, arguments) else { return nil }
    return make(.fold(fold), at: offset)
  }

  /// `target.optMap(v, e)`: e of the value, if there is one.
  private mutating func expandOptional(
    _ target: Expression, _ arguments: [Expression], flattens: Bool, at offset: Int
  ) throws(CompileError) -> Expression {
    let name = try variable(arguments[0])
    // Bound to a name no source can have, so that the target is worked out once.
    let held = make(.identifier("@target"), at: offset)
    let value = make(.call("value", [held], isMember: true), at: offset)
    let body = make(.bind(name, value, arguments[1]), at: offset)
    let some = flattens ? body : make(.call("optional.of", [body], isMember: false), at: offset)
    let none = make(.call("optional.none", [], isMember: false), at: offset)
    let condition = make(.call("hasValue", [held], isMember: true), at: offset)
    return make(.bind("@target", target, make(.call("_?_:_", [condition, some, none], isMember: false), at: offset)), at: offset)
  }

  private func fold(_ name: String, _ range: Expression, _ arguments: [Expression]) throws(CompileError) -> Expression.Fold? {
    let kind: Expression.Fold.Kind
    switch (name, arguments.count) {
    case ("all", 2), ("all", 3): kind = .all
    case ("exists", 2), ("exists", 3): kind = .exists
    case ("exists_one", 2), ("exists_one", 3), ("existsOne", 2), ("existsOne", 3): kind = .existsOne
    case ("map", 2), ("map", 3): kind = .map
    case ("filter", 2): kind = .filter
    case ("transformList", 3), ("transformList", 4): kind = .transformList
    case ("transformMap", 3), ("transformMap", 4): kind = .transformMap
    case ("transformMapEntry", 3), ("transformMapEntry", 4): kind = .transformMapEntry
    default: return nil
    }
    let first = try variable(arguments[0])
    switch kind {
    case .map:
      return .init(
        kind: .map, range: range, variable: first, second: nil, condition: arguments.count == 3 ? arguments[1] : nil,
        body: arguments[arguments.count - 1])
    case .filter: return .init(kind: .filter, range: range, variable: first, second: nil, condition: nil, body: arguments[1])
    case _ where arguments.count == 2:
      return .init(kind: kind, range: range, variable: first, second: nil, condition: nil, body: arguments[1])
    default:
      let second = try variable(arguments[1])
      guard first != second else { throw CompileError("duplicate variable name: \(first)", at: arguments[1].offset, in: source) }
      return .init(
        kind: kind, range: range, variable: first, second: second, condition: arguments.count == 4 ? arguments[2] : nil,
        body: arguments[arguments.count - 1])
    }
  }

  private func variable(_ expression: Expression) throws(CompileError) -> String {
    guard case .identifier(let name) = expression.kind else {
      throw CompileError("argument must be a simple name", at: expression.offset, in: source)
    }
    return name
  }
}
