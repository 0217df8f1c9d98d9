import APIMachinery

/// Values as Go's fmt package prints them with `%v`.
enum GoText {
  static func text(_ value: Value) -> String {
    switch value {
    case .null: "<nil>"
    case .string(let text): text
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .double(let value): general(value, largestPlainExponent: 21)
    case .array(let elements): "[" + elements.map(text).joined(separator: " ") + "]"
    case .object(let object): "map[" + object.sortedByKey().map { "\($0.key):\(text($0.value))" }.joined(separator: " ") + "]"
    }
  }

  /// As `fmt.Sprint`: a blank stands between operands that are no strings, both of them.
  static func print(_ values: [Value?]) -> String {
    var result = ""
    for (position, value) in values.enumerated() {
      if position > 0, value?.string == nil, values[position - 1]?.string == nil { result += " " }
      result += text(value ?? .null)
    }
    return result
  }

  static func typeName(_ value: Value?) -> String {
    switch value ?? .null {
    case .null: "<nil>"
    case .string: "string"
    case .bool: "bool"
    case .int: "int64"
    case .double: "float64"
    case .array: "[]interface {}"
    case .object: "map[string]interface {}"
    }
  }

  /// The shortest digits that mean this number, with an exponent when it is below -4 or not below the limit.
  static func general(_ value: Double, largestPlainExponent: Int, isUpper: Bool = false) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    if value == 0 { return value.sign == .minus ? "-0" : "0" }
    let (digits, exponent) = decimal(abs(value))
    let sign = value < 0 ? "-" : ""
    if exponent < -4 || exponent >= largestPlainExponent {
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      let shown = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
      return sign + digits.prefix(1) + fraction + (isUpper ? "E" : "e") + (exponent < 0 ? "-" : "+") + shown
    }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
    if digits.count <= exponent + 1 { return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count) }
    return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
  }

  /// The shortest digits of a positive number, and the exponent of the first of them.
  private static func decimal(_ value: Double) -> (digits: String, exponent: Int) {
    let parts = "\(value)".split(separator: "e").map(String.init)
    let sides = parts[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var exponent = (parts.count == 2 ? Int(parts[1]) ?? 0 : 0) + sides[0].count - 1
    var digits = Substring(sides.joined())
    while digits.hasPrefix("0"), digits.count > 1 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
    return (String(digits), exponent)
  }

  static func escaped(_ text: String, for function: String) -> String {
    switch function {
    case "urlquery": return QueryString.encode(text).replacing("%20", with: "+")
    case "html":
      let names: [Character: String] = ["<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&#34;", "'": "&#39;", "\0": "\u{fffd}"]
      return text.map { names[$0] ?? String($0) }.joined()
    default:
      let names: [Character: String] = [
        "\\": "\\\\", "'": "\\'", "\"": "\\\"", "<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "=": "\\u003D", "\n": "\\u000A", "\t": "\\u0009",
        "\r": "\\u000D",
      ]
      return text.map { names[$0] ?? String($0) }.joined()
    }
  }
}
