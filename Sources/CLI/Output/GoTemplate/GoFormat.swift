import APIMachinery

#if canImport(Glibc)
  import Glibc
#endif

/// `printf` of templates: the verbs and flags of Go's fmt package for the values that JSON has.
struct GoFormat {
  private static let widthMax = 10_000

  private struct Directive {
    var flags: Set<Character> = []
    var width: Int?
    var precision: Int?
    func has(_ flag: Character) -> Bool { flags.contains(flag) }
  }

  private var rest: Substring
  private let arguments: [Value?]
  private var position = 0
  /// True once arguments were chosen by number: what is left over is meant then.
  private var isReordered = false

  private init(_ format: String, _ arguments: [Value?]) { (rest, self.arguments) = (Substring(format), arguments) }

  static func text(_ format: String, _ arguments: [Value?]) -> String {
    var run = GoFormat(format, arguments)
    return run.text()
  }

  private mutating func text() -> String {
    var result = ""
    while let character = rest.popFirst() {
      guard character == "%" else { result.append(character); continue }
      var directive = Directive()
      while let flag = rest.first, "+-# 0".contains(flag) {
        directive.flags.insert(flag)
        rest.removeFirst()
      }
      chooseArgument()
      directive.width = number()
      if directive.width ?? 0 < 0 {
        directive.flags.insert("-")
        directive.width = directive.width.map { -$0 }
      }
      if rest.first == "." {
        rest.removeFirst()
        chooseArgument()
        directive.precision = number() ?? 0
      }
      chooseArgument()
      guard let verb = rest.popFirst() else { return result + "%!(NOVERB)" }
      if verb == "%" { result += "%"; continue }
      guard position < arguments.count else { result += "%!\(verb)(MISSING)"; continue }
      let argument = arguments[position] ?? .null
      position += 1
      result += Self.padded(Self.shown(verb, argument, directive), directive, argument)
    }
    guard !isReordered, position < arguments.count else { return result }
    let extra = arguments[position...].map { value in (value ?? .null).isNull ? "<nil>" : "\(Self.shortType(value))=\(GoText.text(value ?? .null))" }
    return result + "%!(EXTRA \(extra.joined(separator: ", ")))"
  }

  /// `[2]`: the argument that comes next.
  private mutating func chooseArgument() {
    guard rest.first == "[", let close = rest.firstIndex(of: "]"), let number = Int(rest[rest.index(after: rest.startIndex)..<close]) else { return }
    rest = rest[rest.index(after: close)...]
    position = max(0, number - 1)
    isReordered = true
  }

  /// Digits, or `*` for the next argument.
  private mutating func number() -> Int? {
    if rest.first == "*" {
      rest.removeFirst()
      guard position < arguments.count, let value = arguments[position]?.int else { return nil }
      position += 1
      return Int(clamping: max(-Int64(Self.widthMax), min(value, Int64(Self.widthMax))))
    }
    let digits = rest.prefix(while: \.isNumber)
    rest = rest.dropFirst(digits.count)
    return digits.isEmpty ? nil : min(Int(digits) ?? Self.widthMax, Self.widthMax)
  }

  private static func padded(_ text: String, _ directive: Directive, _ value: Value) -> String {
    let missing = (directive.width ?? 0) - text.count
    guard missing > 0 else { return text }
    if directive.has("-") { return text + String(repeating: " ", count: missing) }
    guard directive.has("0"), value.double != nil else { return String(repeating: " ", count: missing) + text }
    let sign = text.prefix { "+- ".contains($0) }
    return sign + String(repeating: "0", count: missing) + text.dropFirst(sign.count)
  }

  private static func shown(_ verb: Character, _ value: Value, _ directive: Directive) -> String {
    if verb == "T" { return GoText.typeName(value) }
    if value.isNull { return verb == "v" ? "<nil>" : "%!\(verb)(<nil>)" }
    switch value {
    case .array(let elements): return "[" + elements.map { shown(verb, $0, directive) }.joined(separator: " ") + "]"
    case .object(let object): return "map[" + object.sortedByKey().map { "\($0.key):\(shown(verb, $0.value, directive))" }.joined(separator: " ") + "]"
    case .string(let text): return string(verb, text, directive) ?? wrong(verb, value)
    case .int(let number): return integer(verb, number, directive) ?? wrong(verb, value)
    case .double(let number): return float(verb, number, directive) ?? wrong(verb, value)
    case .bool(let truth): return verb == "t" || verb == "v" ? "\(truth)" : wrong(verb, value)
    case .null: return ""
    }
  }

  private static func string(_ verb: Character, _ text: String, _ directive: Directive) -> String? {
    let cut = directive.precision.map { String(text.prefix($0)) } ?? text
    switch verb {
    case "v" where directive.has("#"), "q": return JSON.text(.string(cut))
    case "v", "s": return cut
    case "x", "X":
      let digits = cut.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: verb == "X") }.joined(separator: directive.has(" ") ? " " : "")
      return (directive.has("#") ? "0\(verb)" : "") + digits
    default: return nil
    }
  }

  private static func integer(_ verb: Character, _ number: Int64, _ directive: Directive) -> String? {
    let bases: [Character: (radix: Int, prefix: String)] = ["d": (10, ""), "v": (10, ""), "x": (16, "0x"), "X": (16, "0X"), "o": (8, "0"), "O": (8, ""), "b": (2, "0b")]
    let sign = number < 0 ? "-" : directive.has("+") ? "+" : directive.has(" ") ? " " : ""
    if let (radix, prefix) = bases[verb] {
      var digits = String(number.magnitude, radix: radix, uppercase: verb == "X")
      if let precision = directive.precision { digits = String(repeating: "0", count: max(0, precision - digits.count)) + digits }
      return sign + (verb == "O" ? "0o" : directive.has("#") ? prefix : "") + digits
    }
    guard let scalar = UInt32(exactly: number).flatMap({ Unicode.Scalar($0) }) else { return nil }
    switch verb {
    case "c": return String(scalar)
    case "q": return "'\(scalar)'"
    case "U":
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    default: return nil
    }
  }

  private static func float(_ verb: Character, _ number: Double, _ directive: Directive) -> String? {
    let sign = number.sign == .plus ? directive.has("+") ? "+" : directive.has(" ") ? " " : "" : ""
    switch verb {
    case "f", "F": return sign + printed("%.*f", directive.precision ?? 6, number)
    case "e", "E": return sign + printed("%.*\(verb)", directive.precision ?? 6, number)
    case "g", "G", "v":
      if let precision = directive.precision { return sign + printed("%.*\(verb == "G" ? "G" : "g")", precision, number) }
      return sign + GoText.general(number, largestPlainExponent: 21, isUpper: verb == "G")
    default: return nil
    }
  }

  private static func printed(_ format: String, _ precision: Int, _ number: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 1 << 9)
    _ = withVaList([Int32(min(precision, 100)), number]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func wrong(_ verb: Character, _ value: Value) -> String { "%!\(verb)(\(shortType(value))=\(GoText.text(value)))" }

  /// Numbers in templates are of Go's own width; which of a template's and which of JSON's can't be told any more.
  private static func shortType(_ value: Value?) -> String { value?.int != nil ? "int" : GoText.typeName(value) }
}
