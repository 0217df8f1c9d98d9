import APIMachinery

/// Numbers, strings and characters as Go writes them (go.dev/ref/spec).
enum GoLiteral {
  /// nil when it is no number. Underscores may part digits; what has a point or an exponent is no integer.
  static func number(_ text: String) -> Value? {
    let isNegative = text.hasPrefix("-")
    let digits = text.drop { $0 == "-" || $0 == "+" }.filter { $0 != "_" }
    guard text.count - text.drop(while: { $0 == "-" || $0 == "+" }).count <= 1 else { return nil }
    let bases: [(String, Int)] = [("0x", 16), ("0X", 16), ("0b", 2), ("0B", 2), ("0o", 8), ("0O", 8)]
    for (prefix, radix) in bases where digits.hasPrefix(prefix) {
      return Int64(digits.dropFirst(2), radix: radix).map { .int(isNegative ? -$0 : $0) }
    }
    if digits.count > 1, digits.hasPrefix("0"), digits.allSatisfy(\.isNumber) {
      return Int64(digits, radix: 8).map { .int(isNegative ? -$0 : $0) }
    }
    if let whole = Int64((isNegative ? "-" : "") + digits) { return .int(whole) }
    guard digits.first?.isNumber == true || digits.first == "." else { return nil }
    return Double((isNegative ? "-" : "") + digits).map { .double($0) }
  }

  /// A string, raw string or character, whose quote comes first.
  static func quoted(_ rest: inout Substring, _ line: Int) throws(CommandFailure) -> Value {
    let quote = rest.removeFirst()
    var text = ""
    while let character = rest.popFirst() {
      if character == quote {
        guard quote == "'" else { return .string(text) }
        guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
          throw GoTemplateScanner.failure("malformed character constant: '\(text)'", line)
        }
        return .int(Int64(scalar.value))
      }
      guard character == "\\", quote != "`" else { text.append(character); continue }
      guard let unescaped = escape(&rest) else { throw GoTemplateScanner.failure("invalid syntax in a quoted string", line) }
      text += unescaped
    }
    throw GoTemplateScanner.failure(quote == "'" ? "unterminated character constant" : "unterminated quoted string", line)
  }

  /// What stands behind a backslash; nil when Go knows no such escape.
  static func escape(_ rest: inout Substring) -> String? {
    guard let kind = rest.popFirst() else { return nil }
    let plain: [Character: String] = [
      "a": "\u{7}", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{b}", "\\": "\\", "'": "'", "\"": "\"",
    ]
    if let known = plain[kind] { return known }
    let (count, radix): (Int, Int)
    switch kind {
    case "x": (count, radix) = (2, 16)
    case "u": (count, radix) = (4, 16)
    case "U": (count, radix) = (8, 16)
    case "0"..."7":
      rest = Substring(String(kind) + rest)
      (count, radix) = (3, 8)
    default: return nil
    }
    let digits = rest.prefix(count)
    guard digits.count == count, let number = UInt32(digits, radix: radix), let scalar = Unicode.Scalar(number) else { return nil }
    rest = rest.dropFirst(count)
    return String(scalar)
  }
}
