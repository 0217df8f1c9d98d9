import APIMachinery

/// Reads the pieces of a template as nested nodes. Functions and variables that there aren't are told here, before anything is printed.
struct GoTemplateParser {
  private typealias Token = GoTemplateScanner.Token
  private typealias Tokens = ArraySlice<GoTemplateScanner.Token>

  private var pieces: ArraySlice<GoTemplateScanner.Piece>
  private(set) var named: [String: [GoTemplate.Node]] = [:]
  private var depth = 0
  private var loops = 0
  private var line = 1
  private var variables = [""]

  init(_ pieces: [GoTemplateScanner.Piece]) { self.pieces = pieces[...] }

  mutating func template() throws(CommandFailure) -> [GoTemplate.Node] {
    let (nodes, end) = try list()
    if let end { throw failure("unexpected {{\(end.word)}}") }
    return nodes
  }

  /// What ended a list: `end` or `else`, and the tokens after it.
  private typealias End = (word: String, rest: Tokens)

  private func failure(_ message: String) -> CommandFailure { GoTemplateScanner.failure(message, line) }

  private mutating func list() throws(CommandFailure) -> ([GoTemplate.Node], End?) {
    depth += 1
    let scope = variables.count
    defer {
      depth -= 1
      variables.removeSubrange(scope...)
    }
    guard depth < 100 else { throw failure("actions are nested too deeply") }
    var nodes: [GoTemplate.Node] = []
    while let piece = pieces.popFirst() {
      guard case .action(let all, let line) = piece else {
        if case .text(let text) = piece { nodes.append(.text(text)) }
        continue
      }
      self.line = line
      let tokens = all[...]
      guard case .word(let word)? = tokens.first else {
        nodes.append(.action(try pipeline(tokens, "command")))
        continue
      }
      let rest = tokens.dropFirst()
      switch word {
      case "end", "else": return (nodes, (word, rest))
      case "if", "with", "range": nodes.append(try block(word, rest))
      case "break", "continue":
        guard loops > 0 else { throw failure("{{\(word)}} outside {{range}}") }
        nodes.append(.leave(isContinue: word == "continue"))
      case "define": try define(rest)
      case "template": nodes.append(try call(rest, "template"))
      case "block":
        let node = try call(rest, "block")
        guard case .call(let name, _) = node else { continue }
        let own = try body("block")
        if named[name] == nil { named[name] = own }
        nodes.append(node)
      default: nodes.append(.action(try pipeline(tokens, "command")))
      }
    }
    return (nodes, nil)
  }

  private mutating func define(_ tokens: Tokens) throws(CommandFailure) {
    guard case .literal(.string(let name))? = tokens.first, tokens.count == 1 else { throw failure("unexpected \"}}\" in define clause") }
    guard depth == 1 else { throw failure("unexpected {{define}}") }
    named[name] = try body("define")
  }

  /// A template of its own: it has its own variables, and no loop around it.
  private mutating func body(_ clause: String) throws(CommandFailure) -> [GoTemplate.Node] {
    let outer = (variables, loops)
    (variables, loops) = ([""], 0)
    let (nodes, end) = try list()
    (variables, loops) = outer
    guard end?.word == "end" else { throw failure(end == nil ? "unexpected EOF" : "unexpected {{else}} in \(clause) clause") }
    return nodes
  }

  private mutating func call(_ tokens: Tokens, _ clause: String) throws(CommandFailure) -> GoTemplate.Node {
    guard case .literal(.string(let name))? = tokens.first else { throw failure("unexpected \"}}\" in \(clause) clause") }
    let rest = tokens.dropFirst()
    if rest.isEmpty, clause == "block" { throw failure("missing value for block clause") }
    return .call(name, rest.isEmpty ? nil : try pipeline(rest, clause))
  }

  private mutating func block(_ word: String, _ tokens: Tokens) throws(CommandFailure) -> GoTemplate.Node {
    let scope = variables.count
    defer { variables.removeSubrange(scope...) }
    let condition = try pipeline(tokens, word)
    if word == "range" { loops += 1 }
    let (body, ending) = try list()
    if word == "range" { loops -= 1 }
    guard let end = ending else { throw failure("unexpected EOF") }
    var otherwise: [GoTemplate.Node] = []
    if end.word == "else" {
      if case .word(let next)? = end.rest.first, next == "if" || next == "with" {
        otherwise = [try block(next, end.rest.dropFirst())]
      } else {
        let (nodes, ending) = try list()
        guard let ending else { throw failure("unexpected EOF") }
        guard ending.word == "end" else { throw failure("expected end; found {{\(ending.word)}}") }
        otherwise = nodes
      }
    }
    switch word {
    case "if": return .branch(condition, then: body, otherwise: otherwise)
    case "with": return .with(condition, then: body, otherwise: otherwise)
    default: return .range(condition, body: body, otherwise: otherwise)
    }
  }

  private mutating func pipeline(_ tokens: Tokens, _ clause: String) throws(CommandFailure) -> GoTemplate.Pipeline {
    if tokens.isEmpty { throw failure("missing value for \(clause)") }
    var rest = tokens
    let pipeline = try pipeline(&rest, level: 0)
    guard rest.isEmpty else { throw failure("unexpected right paren") }
    return pipeline
  }

  private mutating func pipeline(_ rest: inout Tokens, level: Int) throws(CommandFailure) -> GoTemplate.Pipeline {
    guard level < 100 else { throw failure("parentheses are nested too deeply") }
    var pipeline = GoTemplate.Pipeline()
    if let declaration = Self.declaration(rest) {
      (pipeline.variables, pipeline.isAssignment) = (declaration.names, declaration.isAssignment)
      rest = rest.dropFirst(declaration.count)
      for name in declaration.names where declaration.isAssignment && !variables.contains(name) { throw failure("undefined variable \"$\(name)\"") }
    }
    var command: [GoTemplate.Operand] = []
    loop: while let token = rest.first {
      switch token {
      case .mark(")"): break loop
      case .mark("|"):
        if command.isEmpty { throw failure("missing value for command") }
        pipeline.commands.append(command)
        command = []
      case .mark("("):
        rest = rest.dropFirst()
        let inner = try self.pipeline(&rest, level: level + 1)
        guard rest.first == .mark(")") else { throw failure("unclosed left paren") }
        var fields: [String] = []
        if case .chain(let names)? = rest.dropFirst().first {
          fields = names
          rest = rest.dropFirst()
        }
        command.append(.group(inner, fields))
      default: command.append(try operand(token))
      }
      rest = rest.dropFirst()
    }
    if command.isEmpty { throw failure("missing value for command") }
    pipeline.commands.append(command)
    // A variable is there behind its own declaration.
    if !pipeline.isAssignment { variables += pipeline.variables }
    return pipeline
  }

  private func operand(_ token: Token) throws(CommandFailure) -> GoTemplate.Operand {
    switch token {
    case .word(let name):
      guard GoTemplateFunctions.names.contains(name) else { throw failure("function \"\(name)\" not defined") }
      return .function(name)
    case .field(let names): return .field(names)
    case .variable(let name, let names):
      guard variables.contains(name) else { throw failure("undefined variable \"$\(name)\"") }
      return .variable(name, names)
    case .literal(let value): return .literal(value)
    case .mark(let mark): throw failure("unexpected \"\(mark)\" in operand")
    case .chain: throw failure("unexpected \".\" in operand")
    }
  }

  private static func declaration(_ tokens: Tokens) -> (names: [String], isAssignment: Bool, count: Int)? {
    let tokens = Array(tokens.prefix(4))
    guard tokens.count > 1, case .variable(let first, []) = tokens[0] else { return nil }
    if tokens[1] == .mark(":=") || tokens[1] == .mark("=") { return ([first], tokens[1] == .mark("="), 2) }
    guard tokens.count == 4, tokens[1] == .mark(","), case .variable(let second, []) = tokens[2] else { return nil }
    guard tokens[3] == .mark(":=") || tokens[3] == .mark("=") else { return nil }
    return ([first, second], tokens[3] == .mark("="), 4)
  }
}
