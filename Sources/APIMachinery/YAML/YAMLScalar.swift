/// What a plain (unquoted) scalar means: the rules of go-yaml v2, which every Kubernetes client reads manifests by.
enum YAMLScalar {
  enum Resolution: Equatable {
    case value(Value)
    /// `<<` as a key.
    case merge
    /// `.inf` and `.nan`, which JSON can't carry.
    case notFinite
  }

  /// Whether a number, boolean, null or merge key may start with the byte.
  @inline(__always)
  private static func isHint(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: "="): true
    default:
      switch byte | 0x20 {
      case UInt8(ascii: "y"), UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "o"): true
      default: false
      }
    }
  }

  /// A quick look that rules out nearly every string: longer words aren't booleans, and numbers and dates have few letters.
  static func mayNeedQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, isHint(first) else { return false }
    if first >= 0x3c { return text.count <= 5 }
    for byte in text {
      switch byte {
      case 0x2b, 0x2d, 0x2e, 0x30...0x3a, 0x20, UInt8(ascii: "_"): continue
      default: break
      }
      switch byte | 0x20 {
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "t"), UInt8(ascii: "z"),
        UInt8(ascii: "i"), UInt8(ascii: "n"):
        continue
      default: return false
      }
    }
    return true
  }

  static func resolve(_ text: String) -> Resolution {
    guard let first = text.utf8.first else { return .value(.null) }
    guard isHint(first) else { return .value(.string(text)) }
    if text.utf8.count <= 5, let word = word(text) { return word }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return .value(number(text) ?? .string(text))
    default: return .value(.string(text))
    }
  }

  private static func word(_ text: String) -> Resolution? {
    switch text {
    case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": .value(true)
    case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": .value(false)
    case "~", "null", "Null", "NULL": .value(.null)
    case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF": .notFinite
    case "<<": .merge
    default: nil
    }
  }

  private static func number(_ text: String) -> Value? {
    if let number = shortDecimal(text) { return .int(number) }
    if isTimestamp(Array(text.utf8)) { return nil }
    let plain = text.utf8.contains(UInt8(ascii: "_")) ? text.filter { $0 != "_" } : text
    return integer(plain) ?? float(plain)
  }

  /// Digits that can't overflow, and no leading zero.
  private static func shortDecimal(_ text: String) -> Int64? {
    guard (1...18).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "0") else { return nil }
    var number: Int64 = 0
    for byte in text.utf8 {
      guard (48...57).contains(byte) else { return nil }
      number = number * 10 + Int64(byte - 48)
    }
    return number
  }

  /// Go's `ParseInt(text, 0, 64)`: decimal, `0x`, `0o`, `0b`, and octal for a leading zero.
  private static func integer(_ text: String) -> Value? {
    var digits = Substring(text)
    var sign = ""
    if let first = digits.first, first == "+" || first == "-" {
      sign = String(first)
      digits = digits.dropFirst()
    }
    var radix = 10
    if digits.utf8.count > 1, digits.utf8.first == UInt8(ascii: "0") {
      switch digits.utf8[digits.utf8.index(after: digits.utf8.startIndex)] {
      case UInt8(ascii: "x"), UInt8(ascii: "X"): (radix, digits) = (16, digits.dropFirst(2))
      case UInt8(ascii: "o"), UInt8(ascii: "O"): (radix, digits) = (8, digits.dropFirst(2))
      case UInt8(ascii: "b"), UInt8(ascii: "B"): (radix, digits) = (2, digits.dropFirst(2))
      default: (radix, digits) = (8, digits.dropFirst())
      }
    }
    guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
    if let value = Int64(sign + digits, radix: radix) { return .int(value) }
    if sign != "-", let value = UInt64(digits, radix: radix) { return .double(Double(value)) }
    return nil
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
  private static func float(_ text: String) -> Value? {
    let bytes = Array(text.utf8)
    var position = 0
    func digits() -> Int {
      let start = position
      while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
      return position - start
    }
    func take(_ characters: StaticString) -> Bool {
      guard position < bytes.count, characters.withUTF8Buffer({ $0.contains(bytes[position]) }) else { return false }
      position += 1
      return true
    }
    _ = take("+-")
    let whole = digits()
    let fraction = take(".") ? digits() : 0
    guard whole + fraction > 0 else { return nil }
    if take("eE") {
      _ = take("+-")
      guard digits() > 0 else { return nil }
    }
    guard position == bytes.count, let value = Double(text.hasSuffix(".") ? text + "0" : text) ?? lenientDouble(text), value.isFinite
    else { return nil }
    return .double(value)
  }

  /// `1.e5` and `.5`, which Swift's own reader may refuse.
  private static func lenientDouble(_ text: String) -> Double? {
    var parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return nil }
    if parts[0].last?.isNumber != true { parts[0] += "0" }
    if parts[1].first?.isNumber != true { parts[1] = "0" + parts[1] }
    return Double(parts[0] + "." + parts[1])
  }

  /// Four digits, a month and a day, perhaps a time: YAML 1.1 readers make a date of it, Kubernetes keeps the text.
  static func isTimestamp(_ bytes: [UInt8]) -> Bool {
    var position = 0
    func digits(_ allowed: ClosedRange<Int>) -> Bool {
      let start = position
      while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
      return allowed.contains(position - start)
    }
    guard bytes.count > 7, digits(4...4), position < bytes.count, bytes[position] == UInt8(ascii: "-") else { return false }
    position += 1
    guard digits(1...2), position < bytes.count, bytes[position] == UInt8(ascii: "-") else { return false }
    position += 1
    guard digits(1...2) else { return false }
    return position == bytes.count || bytes[position] | 0x20 == UInt8(ascii: "t") || bytes[position] == UInt8(ascii: " ")
  }

  /// `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`: a number in YAML 1.1, text for Kubernetes.
  static func isSexagesimal(_ bytes: [UInt8]) -> Bool {
    guard bytes.contains(UInt8(ascii: ":")) else { return false }
    return bytes.allSatisfy { (48...58).contains($0) || "_.+-".utf8.contains($0) }
  }

  /// Whether some reader of YAML 1.1 or 1.2 would take this text, unquoted, for anything but this string.
  static func needsQuotes(_ text: String) -> Bool {
    guard let firstByte = text.utf8.first, isHint(firstByte) else { return false }
    if text == "=" { return true }
    guard resolve(text) == .value(.string(text)) else { return true }
    switch firstByte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      let bytes = Array(text.utf8)
      return isTimestamp(bytes) || isSexagesimal(bytes) || isNumberElsewhere(bytes)
    default: return false
    }
  }

  /// Numbers that other readers know: `0b102`-like near misses don't count, `1_000.5`, `1e400` and long integers do.
  private static func isNumberElsewhere(_ bytes: [UInt8]) -> Bool {
    var digits = 0
    for byte in bytes {
      switch byte {
      case 48...57: digits += 1
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "e"), UInt8(ascii: "E"): break
      case UInt8(ascii: "."): break
      default: return isPrefixedInteger(bytes)
      }
    }
    let dots = bytes.count { $0 == UInt8(ascii: ".") }
    let inner = bytes.dropFirst().filter { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }.count
    let exponents = bytes.count { $0 | 0x20 == UInt8(ascii: "e") }
    return digits > 0 && dots <= 1 && inner <= exponents && exponents <= 1
  }

  private static func isPrefixedInteger(_ bytes: [UInt8]) -> Bool {
    let start = bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") ? 1 : 0
    guard bytes.count > start + 2, bytes[start] == UInt8(ascii: "0") else { return false }
    let rest = bytes[(start + 2)...]
    switch bytes[start + 1] | 0x20 {
    case UInt8(ascii: "x"): return rest.allSatisfy { (48...57).contains($0) || (97...102).contains($0 | 0x20) || $0 == UInt8(ascii: "_") }
    case UInt8(ascii: "o"), UInt8(ascii: "b"): return rest.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: "_") }
    default: return false
    }
  }
}
