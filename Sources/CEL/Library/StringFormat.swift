/// `"%d of %s".format([1, "two"])` (cel-go, "ext": Strings, format).
enum StringFormat {
  static func format(_ template: String, _ arguments: CELList) throws(EvaluationError) -> String {
    let scalars = Array(template.unicodeScalars)
    var result = ""
    var position = 0
    var next = 0
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      guard scalar == "%" else { result.unicodeScalars.append(scalar); continue }
      guard position < scalars.count else { throw EvaluationError("unexpected end of string") }
      if scalars[position] == "%" { position += 1; result += "%"; continue }
      var precision: Int?
      if scalars[position] == "." {
        position += 1
        var digits = ""
        while position < scalars.count, (48...57).contains(scalars[position].value) {
          digits.unicodeScalars.append(scalars[position])
          position += 1
        }
        guard let value = Int(digits), value <= 100 else { throw EvaluationError("invalid precision in format string") }
        precision = value
      }
      guard position < scalars.count else { throw EvaluationError("unexpected end of string") }
      guard next < arguments.count else { throw EvaluationError("index \(next) out of range") }
      result += try clause(scalars[position], arguments[next], precision)
      position += 1
      next += 1
    }
    return result
  }

  private static func clause(_ verb: Unicode.Scalar, _ value: CELValue, _ precision: Int?) throws(EvaluationError) -> String {
    switch verb {
    case "s": return text(value, quotes: false)
    case "d":
      switch value {
      case .int(let value): return String(value)
      case .uint(let value): return String(value)
      case .double(let value) where value.isNaN || value.isInfinite: return special(value)
      default: break
      }
    case "f":
      if let double = double(value) { return double.isFinite ? fixed(double, precision ?? 6) : special(double) }
    case "e":
      if let double = double(value) { return double.isFinite ? exponential(double, precision ?? 6) : special(double) }
    case "b":
      switch value {
      case .bool(let value): return value ? "1" : "0"
      default: if let digits = integer(value, 2, false) { return digits }
      }
    case "o": if let digits = integer(value, 8, false) { return digits }
    case "x", "X":
      let isUpper = verb == "X"
      if let digits = integer(value, 16, isUpper) { return digits }
      switch value {
      case .string(let text): return hex(Array(text.utf8), isUpper)
      case .bytes(let bytes): return hex(bytes, isUpper)
      default: break
      }
    default: throw EvaluationError("could not parse formatting clause: unrecognized formatting clause \"\(Character(verb))\"")
    }
    throw EvaluationError("error during formatting: \"\(Character(verb))\" can't format a \(value.typeName)")
  }

  private static func special(_ value: Double) -> String { value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity" }

  private static func double(_ value: CELValue) -> Double? {
    switch value {
    case .double(let value): value
    case .int(let value): Double(value)
    case .uint(let value): Double(value)
    default: nil
    }
  }

  private static func integer(_ value: CELValue, _ radix: Int, _ isUpper: Bool) -> String? {
    switch value {
    case .int(let value): String(value, radix: radix, uppercase: isUpper)
    case .uint(let value): String(value, radix: radix, uppercase: isUpper)
    default: nil
    }
  }

  private static func hex(_ bytes: [UInt8], _ isUpper: Bool) -> String {
    bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: isUpper) }.joined()
  }

  /// Exact decimal digits of a double by long division, rounded half to even at the last wanted one.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let scaled = (value.magnitude * scale).rounded(.toNearestOrEven)
    guard scaled < 0x1p63 else { return ConversionText.number(value) }
    var digits = String(UInt64(scaled))
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    let whole = digits.dropLast(decimals)
    return (value.sign == .minus && scaled > 0 ? "-" : "") + whole + (decimals > 0 ? "." + digits.suffix(decimals) : "")
  }

  private static func exponential(_ value: Double, _ decimals: Int) -> String {
    guard value != 0 else { return fixed(0, decimals) + "e+00" }
    var exponent = 0
    var mantissa = value.magnitude
    while mantissa >= 10 { mantissa /= 10; exponent += 1 }
    while mantissa < 1 { mantissa *= 10; exponent -= 1 }
    var digits = fixed(mantissa, decimals)
    if digits.hasPrefix("10") { digits = fixed(mantissa / 10, decimals); exponent += 1 }
    let magnitude = String(exponent.magnitude)
    return (value < 0 ? "-" : "") + digits + "e" + (exponent < 0 ? "-" : "+") + (magnitude.count < 2 ? "0" : "") + magnitude
  }

  static func text(_ value: CELValue, quotes: Bool) -> String {
    switch value {
    case .null: "null"
    case .string(let text): quotes ? StringLibrary.quote(text) : text
    case .double(let value) where !value.isFinite: special(value)
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .list(let list): "[" + list.values.map { text($0, quotes: false) }.joined(separator: ", ") + "]"
    case .map(let map):
      "{"
        + (0..<map.count).map { (text(map.key(at: $0), quotes: false), text(map.value(at: $0), quotes: false)) }
        .sorted { $0.0 < $1.0 }.map { $0.0 + ": " + $0.1 }.joined(separator: ", ") + "}"
    case .type(let name): name
    case .optional(let inner): inner.map { "optional(" + text($0, quotes: false) + ")" } ?? "optional.none()"
    default: ConversionText.text(value)
    }
  }
}
