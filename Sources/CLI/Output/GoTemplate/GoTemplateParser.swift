import APIMachinery

/// Reads the pieces of a template as nested nodes.
struct GoTemplateParser {
  private var pieces: ArraySlice<GoTemplateScanner.Piece>
  private var depth = 0

  init(_ pieces: [GoTemplateScanner.Piece]) { self.pieces = pieces[...] }

  mutating func template() throws(CommandFailure) -> [GoTemplate.Node] {
    let (nodes, end) = try list()
    if let end { throw GoTemplateScanner.failure("unexpected {{\(end.word)}}") }
    return nodes
  }

  /// What ended a list: `end` or `else`, and the tokens after it.
  private typealias End = (word: String, rest: ArraySlice<GoTemplateScanner.Token>)

  private mutating func list() throws(CommandFailure) -> ([GoTemplate.Node], End?) {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw GoTemplateScanner.failure("actions are nested too deeply") }
    var nodes: [GoTemplate.Node] = []
    while let piece = pieces.popFirst() {
      guard case .action(let all) = piece else {
        if case .text(let text) = piece { nodes.append(.text(text)) }
        continue
      }
      let tokens = all[...]
      guard case .word(let word)? = tokens.first else {
        nodes.append(.action(try pipeline(tokens)))
        continue
      }
      switch word {
      case "end", "else": return (nodes, (word, tokens.dropFirst()))
      case "if", "with", "range": nodes.append(try block(word, tokens.dropFirst()))
      case "break", "continue": nodes.append(.leave(isContinue: word == "continue"))
      case "define", "template", "block": throw GoTemplateScanner.failure("{{\(word)}} is not supported: there is one template only")
      default: nodes.append(.action(try pipeline(tokens)))
      }
    }
    return (nodes, nil)
  }

  private mutating func block(
    _ word: String, _ tokens: ArraySlice<GoTemplateScanner.Token>
  ) throws(CommandFailure) -> GoTemplate.Node {
    let condition = try pipeline(tokens)
    let (body, ending) = try list()
    guard let end = ending else { throw GoTemplateScanner.failure("unexpected EOF") }
    var otherwise: [GoTemplate.Node] = []
    if end.word == "else" {
      if case .word(let next)? = end.rest.first, next == "if" || next == "with" {
        otherwise = [try block(next, end.rest.dropFirst())]
      } else {
        let (nodes, ending) = try list()
        guard ending?.word == "end" else { throw GoTemplateScanner.failure("expected end; found {{\(ending?.word ?? "EOF")}}") }
        otherwise = nodes
      }
    }
    switch word {
    case "if": return .branch(condition, then: body, otherwise: otherwise)
    case "with": return .with(condition, then: body, otherwise: otherwise)
    default: return .range(condition, body: body, otherwise: otherwise)
    }
  }

  private func pipeline(_ tokens: ArraySlice<GoTemplateScanner.Token>) throws(CommandFailure) -> GoTemplate.Pipeline {
    var rest = tokens
    let pipeline = try pipeline(&rest, level: 0)
    guard rest.isEmpty else { throw GoTemplateScanner.failure("unexpected right paren") }
    return pipeline
  }

  private func pipeline(
    _ rest: inout ArraySlice<GoTemplateScanner.Token>, level: Int
  ) throws(CommandFailure) -> GoTemplate.Pipeline {
    guard level < 100 else { throw GoTemplateScanner.failure("parentheses are nested too deeply") }
    var pipeline = GoTemplate.Pipeline()
    if let declaration = Self.declaration(rest) {
      (pipeline.variables, pipeline.isAssignment) = (declaration.names, declaration.isAssignment)
      rest = rest.dropFirst(declaration.count)
    }
    var command: [GoTemplate.Operand] = []
    loop: while let token = rest.first {
      switch token {
      case .mark(")"): break loop
      case .mark("|"):
        if command.isEmpty { throw GoTemplateScanner.failure("missing value for command") }
        pipeline.commands.append(command)
        command = []
      case .mark("("):
        rest = rest.dropFirst()
        let inner = try self.pipeline(&rest, level: level + 1)
        guard rest.first == .mark(")") else { throw GoTemplateScanner.failure("unclosed left paren") }
        var fields: [String] = []
        if case .chain(let names)? = rest.dropFirst().first {
          fields = names
          rest = rest.dropFirst()
        }
        command.append(.group(inner, fields))
      case .word(let name): command.append(.function(name))
      case .field(let names): command.append(.field(names))
      case .variable(let name, let names): command.append(.variable(name, names))
      case .literal(let value): command.append(.literal(value))
      case .mark(let mark): throw GoTemplateScanner.failure("unexpected \"\(mark)\" in operand")
      case .chain: throw GoTemplateScanner.failure("unexpected \".\" in operand")
      }
      rest = rest.dropFirst()
    }
    if command.isEmpty { throw GoTemplateScanner.failure("missing value for command") }
    pipeline.commands.append(command)
    return pipeline
  }

  private static func declaration(
    _ tokens: ArraySlice<GoTemplateScanner.Token>
  ) -> (names: [String], isAssignment: Bool, count: Int)? {
    let tokens = Array(tokens.prefix(4))
    guard tokens.count > 1, case .variable(let first, []) = tokens[0] else { return nil }
    if tokens[1] == .mark(":=") || tokens[1] == .mark("=") { return ([first], tokens[1] == .mark("="), 2) }
    guard tokens.count == 4, tokens[1] == .mark(","), case .variable(let second, []) = tokens[2] else { return nil }
    guard tokens[3] == .mark(":=") || tokens[3] == .mark("=") else { return nil }
    return ([first, second], tokens[3] == .mark("="), 4)
  }
}
