import APIMachinery

/// `printf` of templates: Go's verbs for the values that JSON has.
enum GoFormat {
  static func text(_ format: String, _ arguments: [Value?]) -> String {
    var rest = Substring(format)
    var pending = arguments[...]
    var result = ""
    while let character = rest.popFirst() {
      guard character == "%" else { result.append(character); continue }
      let flags = rest.prefix { "+-# 0".contains($0) }
      rest = rest.dropFirst(flags.count)
      let width = rest.prefix(while: \.isNumber)
      rest = rest.dropFirst(width.count)
      var precision: Int?
      if rest.first == "." {
        let digits = rest.dropFirst().prefix(while: \.isNumber)
        rest = rest.dropFirst(digits.count + 1)
        precision = Int(digits) ?? 0
      }
      guard let verb = rest.popFirst() else { return result + "%!(NOVERB)" }
      if verb == "%" { result += "%"; continue }
      guard let argument = pending.popFirst() else { result += "%!\(verb)(MISSING)"; continue }
      let shown = one(verb, argument, precision)
      result += padded(shown, Swift.min(Int(width) ?? 0, 10_000), flags, isNumber: argument?.double != nil)
    }
    return result
  }

  private static func padded(_ text: String, _ width: Int, _ flags: Substring, isNumber: Bool) -> String {
    let missing = width - text.count
    let signed = flags.contains("+") && isNumber && !text.hasPrefix("-") ? "+" + text : text
    if missing <= 0 { return signed }
    if flags.contains("-") { return signed + String(repeating: " ", count: missing) }
    return String(repeating: flags.contains("0") && isNumber ? "0" : " ", count: missing) + signed
  }

  private static func one(_ verb: Character, _ value: Value?, _ precision: Int?) -> String {
    switch verb {
    case "v": return GoTemplateFunctions.text(value)
    case "s":
      let text = GoTemplateFunctions.text(value)
      return precision.map { String(text.prefix($0)) } ?? text
    case "q": return JSON.text(.string(GoTemplateFunctions.text(value)))
    case "d": return value?.int.map { String($0) } ?? wrong(verb, value)
    case "x": return value?.int.map { String($0, radix: 16) } ?? value?.string.map(hex) ?? wrong(verb, value)
    case "t": return value?.bool.map { $0 ? "true" : "false" } ?? wrong(verb, value)
    case "f", "g", "e": return value?.double.map { fixed($0, precision ?? 6) } ?? wrong(verb, value)
    case "T": return value?.typeName ?? "<nil>"
    default: return wrong(verb, value)
    }
  }

  private static func wrong(_ verb: Character, _ value: Value?) -> String {
    "%!\(verb)(\(value?.typeName ?? "<nil>")=\(GoTemplateFunctions.text(value)))"
  }

  private static func hex(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func fixed(_ value: Double, _ digits: Int) -> String {
    let digits = Swift.min(digits, 12)
    let scale = (0..<digits).reduce(1.0) { factor, _ in factor * 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e18 else { return "\(value)" }
    let text = String(Int64(scaled))
    let whole = String(repeating: "0", count: Swift.max(0, digits + 1 - text.count)) + text
    let shown = digits == 0 ? whole : "\(whole.dropLast(digits)).\(whole.suffix(digits))"
    return value < 0 && scaled != 0 ? "-" + shown : shown
  }

  static func escaped(_ text: String, for function: String) -> String {
    switch function {
    case "urlquery": return QueryString.encode(text)
    case "html":
      let names: [Character: String] = ["<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&#34;", "'": "&#39;"]
      return text.map { names[$0] ?? String($0) }.joined()
    default:
      let names: [Character: String] = [
        "\\": "\\\\", "'": "\\'", "\"": "\\\"", "<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "=": "\\u003D",
      ]
      return text.map { names[$0] ?? String($0) }.joined()
    }
  }
}
