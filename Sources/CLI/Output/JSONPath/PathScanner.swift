import APIMachinery

/// Reads the steps of a path, up to the brace or bracket that ends it.
struct PathScanner {
  private(set) var rest: Substring

  init(_ text: some StringProtocol) { rest = Substring(text) }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skipSpaces() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  mutating func take(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest = rest.dropFirst(text.count)
    return true
  }

  /// `$.a.b[0]`, `@.a`, `.a`, `a` or nothing.
  mutating func steps() throws(CommandFailure) -> [PathStep] {
    var steps: [PathStep] = []
    let isRooted = take("$") || take("@")
    if !isRooted, let literal = literal() { return [.literal(literal)] }
    while let first = rest.first {
      if take("..") {
        steps.append(.descend)
        if let next = rest.first, next != "[", next != "." { steps.append(try name()) }
      } else if take(".") {
        if rest.isEmpty || rest.first == "}" || rest.first == " " { continue }
        if rest.first != "[" { steps.append(try name()) }
      } else if take("[") {
        steps.append(try bracket())
      } else if steps.isEmpty, isNameCharacter(first) || first == "*" {
        steps.append(try name())
      } else {
        break
      }
    }
    return steps
  }

  /// `true`, `3`, `2.5` by themselves.
  private mutating func literal() -> Value? {
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
    guard word == "true" || word == "false" || word.first.map({ $0.isNumber || $0 == "-" }) ?? false, let after = rest.dropFirst(word.count).first, "} \t".contains(after),
      let value = try? JSON.decode(String(word))
    else { return nil }
    rest = rest.dropFirst(word.count)
    return value
  }

  private func isNameCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_-/\\".contains(character)
  }

  /// A field's name; a backslash takes the next character as it is (`a\.b`).
  private mutating func name() throws(CommandFailure) -> PathStep {
    if take("*") { return .all }
    var name = ""
    while let character = rest.first, isNameCharacter(character) {
      rest.removeFirst()
      if character == "\\", let escaped = rest.popFirst() { name.append(escaped) } else { name.append(character) }
    }
    guard !name.isEmpty else { throw unexpected() }
    return .field(name)
  }

  private mutating func bracket() throws(CommandFailure) -> PathStep {
    skipSpaces()
    if take("?(") {
      let filter = try filter()
      skipSpaces()
      guard take(")"), take("]") else { throw unexpected() }
      return .filter(filter)
    }
    var parts = [try bracketPart()]
    skipSpaces()
    while take(",") {
      parts.append(try bracketPart())
      skipSpaces()
    }
    guard take("]") else { throw unexpected() }
    return parts.count == 1 ? parts[0] : .union(parts)
  }

  private mutating func bracketPart() throws(CommandFailure) -> PathStep {
    skipSpaces()
    if take("*") { return .all }
    if rest.first == "'" || rest.first == "\"" { return .field(try quoted()) }
    let start = number()
    guard take(":") else {
      guard let start else {
        // kubectl takes a bare name in brackets, too.
        return try name()
      }
      return .index(start)
    }
    let end = number()
    let step = take(":") ? number() ?? 1 : 1
    return .slice(start: start, end: end, step: step)
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { $0.isNumber || $0 == "-" }
    guard let value = Int(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    return value
  }

  /// A string in single or double quotes, with Go's usual escapes.
  mutating func quoted() throws(CommandFailure) -> String {
    guard let quote = rest.popFirst() else { throw unexpected() }
    var text = ""
    while let character = rest.popFirst() {
      if character == quote { return text }
      guard character == "\\" else { text.append(character); continue }
      var ahead = rest
      if let known = GoLiteral.escape(&ahead) {
        text += known
        rest = ahead
      } else if let escaped = rest.popFirst() {
        text.append(escaped)
      }
    }
    throw CommandFailure("unterminated quoted string")
  }

  private mutating func filter() throws(CommandFailure) -> PathFilter {
    let left = try operand()
    skipSpaces()
    for comparison in ["==", "!=", "<=", ">=", "<", ">"] where take(comparison) {
      return PathFilter(left: left, comparison: comparison, right: try operand())
    }
    return PathFilter(left: left)
  }

  private mutating func operand() throws(CommandFailure) -> PathFilter.Operand {
    skipSpaces()
    switch rest.first {
    case "@", "$", ".": return .path(try steps())
    case "'", "\"": return .literal(.string(try quoted()))
    default:
      let word = rest.prefix { !" )=!<>".contains($0) }
      rest = rest.dropFirst(word.count)
      guard !word.isEmpty, let literal = try? JSON.decode(String(word)) else { throw unexpected() }
      return .literal(literal)
    }
  }

  func unexpected() -> CommandFailure {
    CommandFailure((rest.isEmpty ? "unexpected end" : "unexpected \"\(rest.prefix(12))\""))
  }
}
