/// Gives every node its type, and says what can't be right.
struct Checker {
  let environment: Environment
  let source: String
  private(set) var issues: [CompileError.Issue] = []
  private(set) var types: [Int: CELType] = [:]
  /// Variables of the macros around, innermost last.
  private var scopes: [(String, CELType)] = []
  /// Lists and maps hold one type, except in what `format` is given.
  var allowsMixedLiterals = false

  init(_ environment: Environment, source: String) { (self.environment, self.source) = (environment, source) }

  mutating func report(_ message: String, at offset: Int) {
    issues.append(CompileError.issue(message, at: offset, in: source))
  }

  mutating func check(_ node: Expression) -> CELType {
    let type = type(of: node)
    types[node.id] = type
    return type
  }

  private mutating func type(of node: Expression) -> CELType {
    switch node.kind {
    case .literal(let value): return value.type
    case .identifier(let name): return identifier(name, at: node.offset)
    case .select(let operand, let field, let isTest, let isOptional):
      return select(node, operand, field, isTest: isTest, isOptional: isOptional)
    case .call(let name, let arguments, let isMember): return call(name, arguments, isMember: isMember, at: node.offset)
    case .list(let elements, let optionals): return list(elements, optionals)
    case .map(let entries): return map(entries)
    case .message(let name, let fields): return message(name, fields, at: node.offset)
    case .fold(let fold): return check(fold, at: node.offset)
    case .bind(let name, let value, let body):
      let type = check(value)
      return with([(name, type)]) { $0.check(body) }
    }
  }

  private mutating func with(_ variables: [(String, CELType)], _ body: (inout Checker) -> CELType) -> CELType {
    scopes += variables
    defer { scopes.removeLast(variables.count) }
    return body(&self)
  }

  private func variable(_ name: String) -> CELType? {
    scopes.last { $0.0 == name }?.1 ?? environment.variables[name]
  }

  private mutating func identifier(_ name: String, at offset: Int) -> CELType {
    if let type = variable(name) { return type }
    if CELValue.typeNames.contains(name) { return .type }
    report("undeclared reference to '\(name)' (in container '')", at: offset)
    return .dyn
  }

  // MARK: fields

  /// `a.b.c` where a variable of that whole name is declared.
  static func qualifiedName(_ node: Expression) -> String? {
    switch node.kind {
    case .identifier(let name): name
    case .select(let operand, let field, false, false): qualifiedName(operand).map { $0 + "." + field }
    default: nil
    }
  }

  private mutating func select(
    _ node: Expression, _ operand: Expression, _ field: String, isTest: Bool, isOptional: Bool
  ) -> CELType {
    if !isTest, !isOptional, let name = Self.qualifiedName(node) {
      let root = String(name.prefix { $0 != "." })
      if !scopes.contains(where: { $0.0 == root }), let type = environment.variables[name] { return type }
      if CELValue.typeNames.contains(name), variable(root) == nil { return .type }
    }
    let operandType = check(operand)
    guard let type = fieldType(operandType, field, at: node.offset) else { return isTest ? .bool : .dyn }
    if isTest { return .bool }
    if case .optional = operandType.plain { return Self.optional(type) }
    return isOptional ? Self.optional(type) : type
  }

  static func optional(_ type: CELType) -> CELType {
    if case .optional = type { return type }
    return .optional(type)
  }

  private mutating func fieldType(_ operand: CELType, _ field: String, at offset: Int) -> CELType? {
    switch operand.plain {
    case .dyn: return .dyn
    case .map(_, let value): return value
    case .optional(let inner): return fieldType(inner, field, at: offset)
    case .declared(let object):
      if let field = object.field(field) { return .declared(field.type) }
      report("undefined field '\(field)'", at: offset)
      return nil
    default:
      report("type '\(operand)' does not support field selection", at: offset)
      return nil
    }
  }

  // MARK: literals

  private mutating func list(_ elements: [Expression], _ optionals: Set<Int>) -> CELType {
    var joined: CELType?
    for (position, element) in elements.enumerated() {
      var type = check(element)
      if optionals.contains(position) { type = unwrapped(type, at: element.offset) }
      joined = join(joined, type, at: element.offset)
    }
    return .list(joined ?? .dyn)
  }

  private mutating func map(_ entries: [Expression.Entry]) -> CELType {
    var key: CELType?
    var value: CELType?
    for entry in entries {
      let keyType = check(entry.key)
      if ![.dyn, .int, .uint, .string, .bool].contains(keyType.plain) { report("unsupported key type: \(keyType)", at: entry.key.offset) }
      key = join(key, keyType, at: entry.key.offset)
      var type = check(entry.value)
      if entry.isOptional { type = unwrapped(type, at: entry.value.offset) }
      value = join(value, type, at: entry.value.offset)
    }
    return .map(key ?? .dyn, value ?? .dyn)
  }

  /// Lists and maps hold one type; `dyn(x)` lifts that.
  private mutating func join(_ a: CELType?, _ b: CELType, at offset: Int) -> CELType {
    guard let a else { return b }
    if let joined = TypeMatching.joined(a, b) { return joined }
    if allowsMixedLiterals { return .dyn }
    report("expected type '\(a)' but found '\(b)'", at: offset)
    return .dyn
  }

  private mutating func unwrapped(_ type: CELType, at offset: Int) -> CELType {
    switch type.plain {
    case .optional(let inner): return inner
    case .dyn: return .dyn
    default:
      report("expected type 'optional_type(\(type))' but found '\(type)'", at: offset)
      return .dyn
    }
  }

  private mutating func message(_ name: String, _ fields: [Expression.Field], at offset: Int) -> CELType {
    let declared = environment.message(name)
    if declared == nil { report("undeclared reference to '\(name)' (in container '')", at: offset) }
    for field in fields {
      var type = check(field.value)
      if field.isOptional { type = unwrapped(type, at: field.value.offset) }
      guard let declared else { continue }
      guard let known = declared.field(field.name) else {
        report("undefined field '\(field.name)'", at: field.value.offset)
        continue
      }
      if !TypeMatching.isAssignable(.declared(known.type), type) {
        report(
          "expected type of field '\(field.name)' is '\(CELType.declared(known.type))' but provided type is '\(type)'",
          at: field.value.offset)
      }
    }
    return declared.map { .declared($0) } ?? .dyn
  }

  // MARK: macros

  private mutating func check(_ fold: Expression.Fold, at offset: Int) -> CELType {
    let range = check(fold.range)
    let key: CELType
    let value: CELType
    switch range.plain {
    case .list(let element): (key, value) = (.int, element)
    case .map(let mapKey, let mapValue): (key, value) = (mapKey, mapValue)
    case .dyn: (key, value) = (.dyn, .dyn)
    default:
      report("expression of type '\(range)' cannot be range of a comprehension (must be list, map, or dynamic)", at: fold.range.offset)
      (key, value) = (.dyn, .dyn)
    }
    var first = value
    if case .map = range.plain { first = key }
    let variables = fold.second.map { [(fold.variable, key), ($0, value)] } ?? [(fold.variable, first)]
    return with(variables) { checker in
      if let condition = fold.condition { checker.expectBool(condition) }
      switch fold.kind {
      case .all, .exists, .existsOne:
        checker.expectBool(fold.body)
        return .bool
      case .filter:
        checker.expectBool(fold.body)
        return .list(first)
      case .map, .transformList: return .list(checker.check(fold.body))
      case .transformMap: return .map(key, checker.check(fold.body))
      case .transformMapEntry:
        let type = checker.check(fold.body)
        if case .map = type.plain { return type }
        return .map(.dyn, .dyn)
      }
    }
  }

  private mutating func expectBool(_ node: Expression) {
    let type = check(node)
    guard type.plain != .bool, type.plain != .dyn else { return }
    report("found no matching overload for '_&&_' applied to '(bool, \(type))'", at: node.offset)
  }
}
