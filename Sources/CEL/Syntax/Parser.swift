/// Reads an expression by recursive descent (cel-spec, "Syntax"); macros are expanded as they are met.
struct Parser {
  static let scalarsMax = 100_000
  /// Of brackets within brackets. Small, as all of this may run on the small stacks of the task pool.
  static let depthMax = 48
  /// Of the tree.
  static let heightMax = 120

  let source: String
  private let tokens: [Token]
  private var position = 0
  private var depth = 0
  private var nextID = 0

  static func parse(_ source: String) throws(CompileError) -> Expression {
    guard source.utf8.count <= scalarsMax else {
      throw CompileError("expression code point size exceeds limit: size: \(source.utf8.count), limit \(scalarsMax)", at: 0, in: source)
    }
    var parser = Parser(source: source, tokens: try Lexer.tokens(of: source))
    let expression = try parser.expression()
    guard parser.token.kind == .end else { throw parser.unexpected() }
    return expression
  }

  private init(source: String, tokens: [Token]) { (self.source, self.tokens) = (source, tokens) }

  // MARK: tokens

  private var token: Token { tokens[position] }

  private mutating func advance() { if position < tokens.count - 1 { position += 1 } }

  private mutating func take(_ symbol: String) -> Bool {
    guard token.kind == .symbol(symbol) else { return false }
    advance()
    return true
  }

  private mutating func expect(_ symbol: String) throws(CompileError) {
    guard take(symbol) else {
      throw CompileError("Syntax error: mismatched input '\(token.kind.text)' expecting '\(symbol)'", at: token.offset, in: source)
    }
  }

  private func unexpected() -> CompileError {
    let text = token.kind == .end ? "<EOF>" : token.kind.text
    return CompileError("Syntax error: mismatched input '\(text)' expecting an expression", at: token.offset, in: source)
  }

  mutating func make(_ kind: Expression.Kind, at offset: Int) -> Expression {
    nextID += 1
    return Expression(kind, at: offset, id: nextID)
  }

  // MARK: precedence

  mutating func expression() throws(CompileError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else {
      throw CompileError("expression recursion limit exceeded: \(Self.depthMax)", at: token.offset, in: source)
    }
    let condition = try binary(0)
    let offset = token.offset
    guard take("?") else { return condition }
    let yes = try binary(0)
    try expect(":")
    let no = try expression()
    return make(.call("_?_:_", [condition, yes, no], isMember: false), at: offset)
  }

  private static let levels: [[String: String]] = [
    ["||": "_||_"], ["&&": "_&&_"],
    ["<": "_<_", "<=": "_<=_", ">": "_>_", ">=": "_>=_", "==": "_==_", "!=": "_!=_", "in": "@in"],
    ["+": "_+_", "-": "_-_"], ["*": "_*_", "/": "_/_", "%": "_%_"],
  ]

  private mutating func binary(_ level: Int) throws(CompileError) -> Expression {
    guard level < Self.levels.count else { return try unary() }
    var terms = [try binary(level + 1)]
    while let function = Self.levels[level][operatorText] {
      let offset = token.offset
      advance()
      let right = try binary(level + 1)
      // Chains of && and || are kept flat, so that long ones cost no depth.
      if level < 2 { terms.append(right) } else { terms = [make(.call(function, [terms[0], right], isMember: false), at: offset)] }
      guard terms[0].height <= Self.heightMax else {
        throw CompileError("expression recursion limit exceeded: \(Self.heightMax)", at: offset, in: source)
      }
    }
    guard terms.count > 1 else { return terms[0] }
    return make(.call(level == 0 ? "_||_" : "_&&_", terms, isMember: false), at: terms[1].offset)
  }

  private var operatorText: String {
    switch token.kind {
    case .symbol(let text): text
    case .identifier("in"): "in"
    default: ""
    }
  }

  private mutating func unary() throws(CompileError) -> Expression {
    let offset = token.offset
    for (symbol, function) in [("!", "!_"), ("-", "-_")] where token.kind == .symbol(symbol) {
      var count = 0
      while take(symbol) { count += 1 }
      if symbol == "-", count % 2 == 1, let negative = try negativeLiteral(offset) { return try postfix(negative) }
      let operand = try member()
      return count % 2 == 1 ? make(.call(function, [operand], isMember: false), at: offset) : operand
    }
    return try member()
  }

  /// `-5`, which as a whole may be the least integer.
  private mutating func negativeLiteral(_ offset: Int) throws(CompileError) -> Expression? {
    switch token.kind {
    case .int(let text):
      advance()
      return make(.literal(try intValue("-" + text, offset)), at: offset)
    case .double(let text):
      advance()
      return make(.literal(.double(-(Double(text) ?? 0))), at: offset)
    default: return nil
    }
  }

  private func intValue(_ text: String, _ offset: Int) throws(CompileError) -> CELValue {
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? text.dropFirst() : text[...]
    let isHex = digits.hasPrefix("0x") || digits.hasPrefix("0X")
    let value = Int64((isNegative ? "-" : "") + (isHex ? digits.dropFirst(2) : digits), radix: isHex ? 16 : 10)
    guard let value else { throw CompileError("invalid int literal", at: offset, in: source) }
    return .int(value)
  }

  private func uintValue(_ text: String, _ offset: Int) throws(CompileError) -> CELValue {
    let isHex = text.hasPrefix("0x") || text.hasPrefix("0X")
    guard let value = UInt64(isHex ? text.dropFirst(2) : text[...], radix: isHex ? 16 : 10) else {
      throw CompileError("invalid uint literal", at: offset, in: source)
    }
    return .uint(value)
  }

  // MARK: members

  private mutating func member() throws(CompileError) -> Expression { try postfix(try primary()) }

  private mutating func postfix(_ first: Expression) throws(CompileError) -> Expression {
    var operand = first
    var length = 0
    while true {
      let offset = token.offset
      if take(".") {
        let isOptional = take("?")
        operand = try memberAccess(operand, offset, isOptional: isOptional)
      } else if take("[") {
        let isOptional = take("?")
        let index = try expression()
        try expect("]")
        operand = make(.call(isOptional ? "_[?_]" : "_[_]", [operand, index], isMember: false), at: offset)
      } else if case .symbol("{") = token.kind, let name = messageName(operand) {
        operand = try message(name, offset)
      } else {
        return operand
      }
      length += 1
      guard length <= Self.depthMax else {
        throw CompileError("expression recursion limit exceeded: \(Self.depthMax)", at: offset, in: source)
      }
    }
  }

  private mutating func memberAccess(_ operand: Expression, _ offset: Int, isOptional: Bool) throws(CompileError) -> Expression {
    let name: String
    switch token.kind {
    case .identifier(let text): name = text
    case .quotedIdentifier(let text): name = text
    default: throw CompileError("Syntax error: no viable alternative at input '.\(token.kind.text)'", at: token.offset, in: source)
    }
    advance()
    let callOffset = token.offset
    guard !isOptional, take("(") else { return make(.select(operand, field: name, isTest: false, isOptional: isOptional), at: offset) }
    let arguments = try arguments(until: ")")
    if let macro = try expandMember(name, operand, arguments, at: callOffset) { return macro }
    return make(.call(name, [operand] + arguments, isMember: true), at: callOffset)
  }

  private mutating func arguments(until end: String) throws(CompileError) -> [Expression] {
    var list: [Expression] = []
    if take(end) { return list }
    repeat { list.append(try expression()) } while take(",")
    try expect(end)
    return list
  }

  /// `a.b.C` as the name of a message type that is built; nil for other expressions.
  private func messageName(_ expression: Expression) -> String? {
    switch expression.kind {
    case .identifier(let name): name
    case .select(let operand, let field, false, false): messageName(operand).map { $0 + "." + field }
    default: nil
    }
  }

  private mutating func message(_ name: String, _ offset: Int) throws(CompileError) -> Expression {
    try expect("{")
    var fields: [Expression.Field] = []
    while !take("}") {
      let isOptional = take("?")
      let fieldName: String
      switch token.kind {
      case .identifier(let text), .quotedIdentifier(let text): fieldName = text
      default: throw unexpected()
      }
      advance()
      try expect(":")
      fields.append(.init(name: fieldName, value: try expression(), isOptional: isOptional))
      if !take(",") { try expect("}"); break }
    }
    return make(.message(name, fields), at: offset)
  }

  // MARK: primaries

  private static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return",
    "var", "void", "while",
  ]

  private mutating func primary() throws(CompileError) -> Expression {
    let token = token
    let offset = token.offset
    switch token.kind {
    case .int(let text): advance(); return make(.literal(try intValue(text, offset)), at: offset)
    case .uint(let text): advance(); return make(.literal(try uintValue(text, offset)), at: offset)
    case .double(let text): advance(); return make(.literal(.double(Double(text) ?? 0)), at: offset)
    case .string(let text): advance(); return make(.literal(.string(text)), at: offset)
    case .bytes(let bytes): advance(); return make(.literal(.bytes(bytes)), at: offset)
    case .identifier(let name): advance(); return try identifier(name, offset)
    case .symbol("."):
      // A leading dot asks for the outermost scope, the only one there is.
      advance()
      guard case .identifier(let name) = self.token.kind else { throw unexpected() }
      advance()
      return try identifier(name, offset)
    case .symbol("("):
      advance()
      let inner = try expression()
      try expect(")")
      return inner
    case .symbol("["): advance(); return try list(offset)
    case .symbol("{"): advance(); return try map(offset)
    default: throw unexpected()
    }
  }

  private mutating func identifier(_ name: String, _ offset: Int) throws(CompileError) -> Expression {
    switch name {
    case "true": return make(.literal(.bool(true)), at: offset)
    case "false": return make(.literal(.bool(false)), at: offset)
    case "null": return make(.literal(.null), at: offset)
    case "in": throw unexpected()
    default: break
    }
    if Self.reserved.contains(name) { throw CompileError("reserved identifier: \(name)", at: offset, in: source) }
    let callOffset = token.offset
    guard take("(") else { return make(.identifier(name), at: offset) }
    let arguments = try arguments(until: ")")
    if let macro = try expandGlobal(name, arguments, at: callOffset) { return macro }
    return make(.call(name, arguments, isMember: false), at: callOffset)
  }

  private mutating func list(_ offset: Int) throws(CompileError) -> Expression {
    var elements: [Expression] = []
    var optionals: Set<Int> = []
    while !take("]") {
      if take("?") { optionals.insert(elements.count) }
      elements.append(try expression())
      if !take(",") { try expect("]"); break }
    }
    return make(.list(elements, optionals: optionals), at: offset)
  }

  private mutating func map(_ offset: Int) throws(CompileError) -> Expression {
    var entries: [Expression.Entry] = []
    while !take("}") {
      let isOptional = take("?")
      let key = try expression()
      try expect(":")
      entries.append(.init(key: key, value: try expression(), isOptional: isOptional))
      if !take(",") { try expect("}"); break }
    }
    return make(.map(entries), at: offset)
  }
}
