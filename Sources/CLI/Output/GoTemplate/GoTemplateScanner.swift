import APIMachinery

/// Splits a template into text and actions, and actions into tokens. Failures begin with the line they are in.
enum GoTemplateScanner {
  enum Piece: Equatable {
    case text(String)
    case action([Token], line: Int)
  }

  enum Token: Equatable {
    case word(String)
    /// `.a.b`; empty is the dot alone.
    case field([String])
    case variable(String, [String])
    case literal(Value)
    /// `|`, `(`, `)`, `,`, `=`, `:=`
    case mark(String)
    /// The fields after a closing parenthesis.
    case chain([String])
  }

  static func pieces(_ text: String) throws(CommandFailure) -> [Piece] {
    var pieces: [Piece] = []
    var rest = Substring(text)
    var trimsNext = false
    var line = 1
    while !rest.isEmpty {
      let open = rest.firstRange(of: "{{")
      var plain = String(rest[..<(open?.lowerBound ?? rest.endIndex)])
      line += plain.count { $0.isNewline }
      if trimsNext { plain = String(plain.drop { $0.isWhitespace }) }
      guard let open else {
        if !plain.isEmpty { pieces.append(.text(plain)) }
        break
      }
      rest = rest[open.upperBound...]
      if rest.hasPrefix("-"), rest.dropFirst().first?.isWhitespace == true {
        rest = rest.dropFirst()
        while plain.last?.isWhitespace == true { plain.removeLast() }
      }
      if !plain.isEmpty { pieces.append(.text(plain)) }
      let (body, after) = try action(rest, line)
      rest = after
      trimsNext = body.hasSuffix("-") && (body.dropLast().last?.isWhitespace ?? false)
      let content = trimsNext ? body.dropLast() : body
      if !content.drop(while: \.isWhitespace).hasPrefix("/*") { pieces.append(.action(try tokens(content, line), line: line)) }
      line += body.count { $0.isNewline }
    }
    return pieces
  }

  /// The text up to the end of the action; braces in strings and comments don't end it.
  private static func action(_ rest: Substring, _ line: Int) throws(CommandFailure) -> (Substring, Substring) {
    var position = rest.startIndex
    var quote: Character?
    let isComment = rest.drop(while: \.isWhitespace).hasPrefix("/*")
    while position < rest.endIndex {
      let character = rest[position]
      if let open = quote {
        if character == "\\", open != "`" {
          position = rest.index(after: position)
          if position == rest.endIndex { break }
        } else if character == open {
          quote = nil
        }
      } else if "\"`'".contains(character), !isComment {
        quote = character
      } else if rest[position...].hasPrefix("}}") {
        return (rest[..<position], rest[rest.index(position, offsetBy: 2)...])
      }
      position = rest.index(after: position)
    }
    throw failure("unclosed action", line)
  }

  private static func tokens(_ text: Substring, _ line: Int) throws(CommandFailure) -> [Token] {
    var rest = text
    var tokens: [Token] = []
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if "|(),=".contains(first) {
        rest.removeFirst()
        tokens.append(.mark(String(first)))
        if first == ")", rest.first == "." { tokens.append(.chain(fields(&rest))) }
      } else if rest.hasPrefix(":=") {
        rest.removeFirst(2)
        tokens.append(.mark(":="))
      } else if first == ".", rest.dropFirst().first?.isNumber != true {
        tokens.append(.field(fields(&rest)))
      } else if first == "$" {
        rest.removeFirst()
        let name = name(&rest)
        tokens.append(.variable(name, rest.first == "." ? fields(&rest) : []))
      } else if first == "\"" || first == "`" || first == "'" {
        tokens.append(.literal(try GoLiteral.quoted(&rest, line)))
      } else if first.isNumber || first == "-" || first == "+" || first == "." {
        let word = rest.prefix { $0.isNumber || $0.isLetter || "+-._".contains($0) }
        rest.removeFirst(word.count)
        guard let number = GoLiteral.number(String(word)) else { throw failure("bad number syntax: \"\(word)\"", line) }
        tokens.append(.literal(number))
      } else {
        let word = name(&rest)
        guard !word.isEmpty else { throw failure("unexpected \"\(first)\" in operand", line) }
        switch word {
        case "true", "false": tokens.append(.literal(.bool(word == "true")))
        case "nil": tokens.append(.literal(.null))
        default: tokens.append(.word(word))
        }
      }
    }
    return tokens
  }

  private static func name(_ rest: inout Substring) -> String {
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    rest.removeFirst(word.count)
    return String(word)
  }

  private static func fields(_ rest: inout Substring) -> [String] {
    var names: [String] = []
    while rest.first == "." {
      rest.removeFirst()
      let name = name(&rest)
      if name.isEmpty { break }
      names.append(name)
    }
    return names
  }

  static func failure(_ message: String, _ line: Int) -> CommandFailure { CommandFailure("\(line): \(message)") }
}
