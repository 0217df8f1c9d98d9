extension LabelSelector {
  /// Reads the string form: `a=b,c!=d,e in (f,g),!h,i,j>3`. The empty text selects everything. 400 in upstream's words otherwise.
  public init(parsing text: String) throws(StatusError) {
    var parser = LabelSelectorParser(text)
    do throws(LabelSelectorParser.Failure) {
      self.init(try parser.requirements())
    } catch {
      throw .badRequest("unable to parse requirement: \(error.message)")
    }
  }
}

private struct LabelSelectorParser {
  struct Failure: Error { var message: String }

  private enum Token: Equatable {
    case end, open, close, comma, not, doubleEquals, equals, notEquals, greater, less, `in`, notIn
    case identifier(String)
    case invalid(String)

    /// What a message calls the token.
    var literal: String {
      switch self {
      case .end: ""
      case .open: "("
      case .close: ")"
      case .comma: ","
      case .not: "!"
      case .doubleEquals: "=="
      case .equals: "="
      case .notEquals: "!="
      case .greater: ">"
      case .less: "<"
      case .in: "in"
      case .notIn: "notin"
      case .identifier(let text), .invalid(let text): text
      }
    }
  }

  private var tokens: [Token]
  private var position = 0

  init(_ text: String) { tokens = Self.scan(text) }

  private static func scan(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    var symbols = ""
    func flushed() -> [Token] {
      defer { (word, symbols) = ("", "") }
      if !word.isEmpty { return [word == "in" ? .in : word == "notin" ? .notIn : .identifier(word)] }
      return symbols.isEmpty ? [] : split(symbols)
    }
    for character in text {
      if " \t\r\n".contains(character) || character == "\r\n" {
        tokens += flushed()
      } else if "=!(),><".contains(character) {
        if !word.isEmpty { tokens += flushed() }
        symbols.append(character)
      } else {
        if !symbols.isEmpty { tokens += flushed() }
        word.append(character)
      }
    }
    return tokens + flushed() + [.end]
  }

  /// The longest operators first: `!==` is `!=` and `=`.
  private static func split(_ symbols: String) -> [Token] {
    let operators: [(String, Token)] = [
      ("==", .doubleEquals), ("!=", .notEquals), ("=", .equals), ("!", .not), ("(", .open), (")", .close), (",", .comma),
      (">", .greater), ("<", .less),
    ]
    var tokens: [Token] = []
    var rest = Substring(symbols)
    while let (text, token) = operators.first(where: { rest.hasPrefix($0.0) }) {
      tokens.append(token)
      rest = rest.dropFirst(text.count)
    }
    return tokens
  }

  private var current: Token { tokens[min(position, tokens.count - 1)] }

  private mutating func take() -> Token {
    defer { position += 1 }
    return current
  }

  private func failure(_ token: Token, _ expected: String) -> Failure {
    Failure(message: "found '\(token.literal)', expected: \(expected)")
  }

  mutating func requirements() throws(Failure) -> [LabelSelector.Requirement] {
    var requirements: [LabelSelector.Requirement] = []
    if current == .end { return [] }
    while true {
      switch current {
      case .identifier, .not, .in, .notIn: break
      default: throw failure(current, "!, identifier, or 'end of string'")
      }
      let requirement = try requirement()
      let errors = requirement.problems.map(\.description)
      guard errors.isEmpty else { throw Failure(message: errors.count == 1 ? errors[0] : "[" + errors.joined(separator: ", ") + "]") }
      requirements.append(requirement)
      let separator = take()
      if separator == .end { return requirements }
      guard separator == .comma else { throw failure(separator, "',' or 'end of string'") }
      switch current {
      case .identifier, .not, .in, .notIn: break
      default: throw failure(current, "identifier after ','")
      }
    }
  }

  private mutating func requirement() throws(Failure) -> LabelSelector.Requirement {
    let isNegated = current == .not
    if isNegated { position += 1 }
    let key: String
    switch take() {
    case .identifier(let text): key = text
    case .in: key = "in"
    case .notIn: key = "notin"
    case let token: throw failure(token, "identifier")
    }
    if isNegated { return .init(key, .doesNotExist) }
    switch current {
    case .end, .comma: return .init(key, .exists)
    default: break
    }
    let token = take()
    switch token {
    case .in: return .init(key, .in, try values())
    case .notIn: return .init(key, .notIn, try values())
    case .equals: return .init(key, .equals, [exactValue()])
    case .doubleEquals: return .init(key, .doubleEquals, [exactValue()])
    case .notEquals: return .init(key, .notEquals, [exactValue()])
    case .greater: return .init(key, .greaterThan, [exactValue()])
    case .less: return .init(key, .lessThan, [exactValue()])
    default: throw failure(token, "in, notin, =, ==, !=, gt, lt")
    }
  }

  /// The value after `=`; `a=` and `a=,b` have the empty one.
  private mutating func exactValue() -> String {
    switch current {
    case .identifier(let text):
      position += 1
      return text
    case .in, .notIn: return take().literal
    default: return ""
    }
  }

  private mutating func values() throws(Failure) -> [String] {
    let open = take()
    guard open == .open else { throw failure(open, "'('") }
    var values: [String] = []
    while true {
      switch current {
      case .identifier, .in, .notIn:
        values.append(take().literal)
      case .comma, .close: values.append("")
      case let token: throw failure(token, "',', ')' or identifier")
      }
      let separator = take()
      if separator == .close { return values }
      guard separator == .comma else { throw failure(separator, "',', or ')'") }
    }
  }
}
