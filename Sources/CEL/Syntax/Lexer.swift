/// Cuts the source into tokens (cel-spec, "Syntax": lexis).
struct Lexer {
  private let source: String
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ source: String) {
    self.source = source
    scalars = Array(source.unicodeScalars)
  }

  static func tokens(of source: String) throws(CompileError) -> [Token] {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    position + ahead < scalars.count ? scalars[position + ahead] : nil
  }

  private func fail(_ message: String, _ offset: Int) -> CompileError { CompileError("Syntax error: " + message, at: offset, in: source) }

  private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { (48...57).contains($0.value) } ?? false }
  private static func isHex(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { (48...57).contains($0.value) || (65...70).contains($0.value) || (97...102).contains($0.value) } ?? false
  }
  private static func isNameStart(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { (65...90).contains($0.value) || (97...122).contains($0.value) || $0 == "_" } ?? false
  }

  private mutating func skipBlanks() {
    while let scalar = peek() {
      if [" ", "\t", "\n", "\r", "\u{c}"].contains(scalar) {
        position += 1
      } else if scalar == "/", peek(1) == "/" {
        while let scalar = peek(), scalar != "\n" { _ = scalar; position += 1 }
      } else {
        return
      }
    }
  }

  private mutating func next() throws(CompileError) -> Token {
    skipBlanks()
    let start = position
    guard let scalar = peek() else { return Token(kind: .end, offset: start) }
    if let literal = try stringLiteral(start) { return Token(kind: literal, offset: start) }
    if Self.isNameStart(scalar) {
      while Self.isNameStart(peek()) || Self.isDigit(peek()) { position += 1 }
      return Token(kind: .identifier(text(start)), offset: start)
    }
    if Self.isDigit(scalar) || scalar == "." && Self.isDigit(peek(1)) { return Token(kind: try number(start), offset: start) }
    if scalar == "`" { return Token(kind: try quotedIdentifier(start), offset: start) }
    for symbol in Self.symbols where scalars[position...].starts(with: symbol.unicodeScalars) {
      position += symbol.unicodeScalars.count
      return Token(kind: .symbol(symbol), offset: start)
    }
    throw fail("token recognition error at: '\(Character(scalar))'", start)
  }

  private static let symbols = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}",
  ]

  private func text(_ start: Int) -> String { LinearRegex.text(scalars, start, position) }

  private mutating func quotedIdentifier(_ start: Int) throws(CompileError) -> Token.Kind {
    position += 1
    let nameStart = position
    while let scalar = peek(), Self.isNameStart(scalar) || Self.isDigit(scalar) || ["-", ".", "/", " "].contains(scalar) { position += 1 }
    let name = text(nameStart)
    guard peek() == "`", !name.isEmpty else { throw fail("token recognition error at: '`\(name)'", start) }
    position += 1
    return .quotedIdentifier(name)
  }

  private mutating func number(_ start: Int) throws(CompileError) -> Token.Kind {
    if peek() == "0", peek(1) == "x" || peek(1) == "X", Self.isHex(peek(2)) {
      position += 2
      while Self.isHex(peek()) { position += 1 }
      let digits = text(start)
      return takeUnsigned() ? .uint(digits) : .int(digits)
    }
    while Self.isDigit(peek()) { position += 1 }
    var isDouble = false
    if peek() == ".", Self.isDigit(peek(1)) {
      isDouble = true
      position += 1
      while Self.isDigit(peek()) { position += 1 }
    }
    if peek() == "e" || peek() == "E" {
      let ahead = peek(1) == "+" || peek(1) == "-" ? 2 : 1
      if Self.isDigit(peek(ahead)) {
        isDouble = true
        position += ahead
        while Self.isDigit(peek()) { position += 1 }
      }
    }
    let digits = text(start)
    if isDouble { return .double(digits) }
    return takeUnsigned() ? .uint(digits) : .int(digits)
  }

  private mutating func takeUnsigned() -> Bool {
    guard peek() == "u" || peek() == "U" else { return false }
    position += 1
    return true
  }

  /// nil when what stands here isn't a string.
  private mutating func stringLiteral(_ start: Int) throws(CompileError) -> Token.Kind? {
    var ahead = 0
    var isRaw = false
    var isBytes = false
    while ahead < 2, let scalar = peek(ahead) {
      if scalar == "r" || scalar == "R", !isRaw {
        isRaw = true
      } else if scalar == "b" || scalar == "B", !isBytes {
        isBytes = true
      } else {
        break
      }
      ahead += 1
    }
    guard let quote = peek(ahead), quote == "\"" || quote == "'" else { return nil }
    position += ahead
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    var content = StringContent(isBytes: isBytes)
    while true {
      guard let scalar = peek(), isTriple || (scalar != "\n" && scalar != "\r") else {
        throw fail("token recognition error at: '\(text(start).prefix(20))'", start)
      }
      if scalar == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
        position += isTriple ? 3 : 1
        break
      }
      position += 1
      if scalar == "\\", !isRaw { try escape(into: &content, position - 1) } else { content.append(scalar) }
    }
    return isBytes ? .bytes(content.bytes) : .string(content.text)
  }

  private struct StringContent {
    let isBytes: Bool
    var text = ""
    var bytes: [UInt8] = []
    mutating func append(_ scalar: Unicode.Scalar) {
      if isBytes { bytes += Array(String(Character(scalar)).utf8) } else { text.unicodeScalars.append(scalar) }
    }
  }

  private static let simpleEscapes: [Unicode.Scalar: Unicode.Scalar] = [
    "a": "\u{7}", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{b}", "\\": "\\", "?": "?", "\"": "\"", "'": "'",
    "`": "`",
  ]

  private mutating func escape(into content: inout StringContent, _ start: Int) throws(CompileError) {
    guard let scalar = peek() else { throw fail("unterminated escape sequence", start) }
    position += 1
    if let simple = Self.simpleEscapes[scalar] { return content.append(simple) }
    let radix: Int
    let count: Int
    switch scalar {
    case "x", "X": (radix, count) = (16, 2)
    case "u" where !content.isBytes: (radix, count) = (16, 4)
    case "U" where !content.isBytes: (radix, count) = (16, 8)
    case "0"..."3":
      position -= 1
      (radix, count) = (8, 3)
    default: throw fail("invalid escape sequence '\\\(Character(scalar))'", start)
    }
    guard position + count <= scalars.count, let value = UInt32(LinearRegex.text(scalars, position, position + count), radix: radix) else {
      throw fail("invalid escape sequence", start)
    }
    position += count
    if content.isBytes {
      guard let byte = UInt8(exactly: value) else { throw fail("invalid escape sequence", start) }
      content.bytes.append(byte)
    } else {
      guard let scalar = Unicode.Scalar(value) else { throw fail("invalid unicode code point", start) }
      content.append(scalar)
    }
  }
}
