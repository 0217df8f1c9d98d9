/// Strings by their scalars (cel-go, "ext": Strings).
enum StringLibrary {
  static let functions: [String: CELFunction] = [
    "charAt": CELFunction([.member(.string, .int, to: .string)], resultSize: { _ in 1 }) { arguments throws(EvaluationError) in
      let scalars = try scalars(arguments, 0)
      let index = try arguments.int(1)
      guard index >= 0, index <= Int64(scalars.count) else { throw EvaluationError("index out of range: \(index)") }
      return .string(Int(index) == scalars.count ? "" : String(Character(scalars[Int(index)])))
    },
    "indexOf": CELFunction([.member(.string, .string, to: .int), .member(.string, .string, .int, to: .int)], cost: .product) {
      arguments throws(EvaluationError) in
      let (text, pattern) = (try scalars(arguments, 0), try scalars(arguments, 1))
      let start = arguments.count > 2 ? try arguments.int(2) : 0
      guard start >= 0, start <= Int64(text.count) || arguments.count == 2 else { throw EvaluationError("index out of range: \(start)") }
      return .int(Int64(TextSearch.first(pattern, in: text, from: Int(start)) ?? -1))
    },
    "lastIndexOf": CELFunction([.member(.string, .string, to: .int), .member(.string, .string, .int, to: .int)], cost: .product) {
      arguments throws(EvaluationError) in
      let (text, pattern) = (try scalars(arguments, 0), try scalars(arguments, 1))
      let end = arguments.count > 2 ? try arguments.int(2) : Int64(text.count)
      guard end >= 0, end <= Int64(text.count) else { throw EvaluationError("index out of range: \(end)") }
      return .int(lastIndex(of: pattern, in: text, from: Int(end)))
    },
    "lowerAscii": CELFunction([.member(.string, to: .string)], cost: .traversal(0), resultSize: { $0[0] }) {
      arguments throws(EvaluationError) in
      .string(mapASCII(try arguments.string(0)) { (65...90).contains($0) ? $0 + 32 : $0 })
    },
    "upperAscii": CELFunction([.member(.string, to: .string)], cost: .traversal(0), resultSize: { $0[0] }) {
      arguments throws(EvaluationError) in
      .string(mapASCII(try arguments.string(0)) { (97...122).contains($0) ? $0 - 32 : $0 })
    },
    "replace": CELFunction(
      [.member(.string, .string, .string, to: .string), .member(.string, .string, .string, .int, to: .string)], cost: .traversal(0),
      resultSize: { $0.count > 2 ? FunctionCost.clamp(Double($0[0]) * Double(max($0[2], 1)) + Double($0[2])) : $0[0] }
    ) { arguments throws(EvaluationError) in
      let limit = arguments.count > 3 ? try arguments.int(3) : -1
      return .string(try replace(try scalars(arguments, 0), try scalars(arguments, 1), try scalars(arguments, 2), limit))
    },
    "split": CELFunction(
      [.member(.string, .string, to: .list(.string)), .member(.string, .string, .int, to: .list(.string))], cost: .traversal(0),
      resultSize: { $0[0] }
    ) { arguments throws(EvaluationError) in
      let limit = arguments.count > 2 ? try arguments.int(2) : -1
      return .list(CELList(split(try scalars(arguments, 0), try scalars(arguments, 1), limit).map { .string($0) }))
    },
    "substring": CELFunction(
      [.member(.string, .int, to: .string), .member(.string, .int, .int, to: .string)], cost: .traversal(0), resultSize: { $0[0] }
    ) { arguments throws(EvaluationError) in
      let text = try scalars(arguments, 0)
      let start = try arguments.int(1)
      let end = arguments.count > 2 ? try arguments.int(2) : Int64(text.count)
      guard start >= 0, start <= Int64(text.count) else { throw EvaluationError("index out of range: \(start)") }
      guard end >= 0, end <= Int64(text.count) else { throw EvaluationError("index out of range: \(end)") }
      guard start <= end else { throw EvaluationError("invalid substring range. start: \(start), end: \(end)") }
      return .string(LinearRegex.text(text, Int(start), Int(end)))
    },
    "trim": CELFunction([.member(.string, to: .string)], cost: .traversal(0), resultSize: { $0[0] }) { arguments throws(EvaluationError) in
      let text = try scalars(arguments, 0)
      let start = text.firstIndex { !$0.properties.isWhitespace } ?? text.count
      let end = text.lastIndex { !$0.properties.isWhitespace }.map { $0 + 1 } ?? start
      return .string(LinearRegex.text(text, start, end))
    },
    "reverse": CELFunction([.member(.string, to: .string)], cost: .traversal(0), resultSize: { $0[0] }) {
      arguments throws(EvaluationError) in
      .string(LinearRegex.text(try scalars(arguments, 0).reversed(), 0, arguments[0].size))
    },
    "join": CELFunction(
      [.member(.list(.string), to: .string), .member(.list(.string), .string, to: .string)], cost: .elements(0),
      resultSize: { FunctionCost.clamp(Double($0[0]) * 64) }
    ) { arguments throws(EvaluationError) in
      let separator = arguments.count > 1 ? try arguments.string(1) : ""
      return .string(
        try (try arguments.list(0)).values.map { value throws(EvaluationError) in try [value].string(0) }.joined(separator: separator))
    },
    "strings.quote": CELFunction([.global(.string, to: .string)], cost: .traversal(0), resultSize: { $0[0] &* 2 }) {
      arguments throws(EvaluationError) in
      .string(quote(try arguments.string(0)))
    },
    "format": CELFunction([.member(.string, .list(.dyn), to: .string)], cost: .traversal(0), resultSize: { $0[0] &* 10 }) {
      arguments throws(EvaluationError) in
      .string(try StringFormat.format(try arguments.string(0), try arguments.list(1)))
    },
  ]

  /// Larger texts than a request could bring don't come to be.
  static let scalarsMax = 8 << 20

  private static func scalars(_ arguments: [CELValue], _ index: Int) throws(EvaluationError) -> [Unicode.Scalar] {
    Array(try arguments.string(index).unicodeScalars)
  }

  private static func mapASCII(_ text: String, _ transform: (UInt8) -> UInt8) -> String {
    String(decoding: text.utf8.map(transform), as: UTF8.self)
  }

  private static func lastIndex(of pattern: [Unicode.Scalar], in text: [Unicode.Scalar], from end: Int) -> Int64 {
    let reversedText = Array(text[..<min(text.count, end + pattern.count)].reversed())
    guard let found = TextSearch.first(Array(pattern.reversed()), in: reversedText, from: 0) else { return -1 }
    return Int64(reversedText.count - found - pattern.count)
  }

  private static func replace(
    _ text: [Unicode.Scalar], _ old: [Unicode.Scalar], _ new: [Unicode.Scalar], _ limit: Int64
  ) throws(EvaluationError) -> String {
    var result: [Unicode.Scalar] = []
    var position = 0
    var count: Int64 = 0
    while limit < 0 || count < limit, let found = TextSearch.first(old, in: text, from: position) {
      result += text[position..<found]
      result += new
      count += 1
      guard result.count <= scalarsMax else { throw EvaluationError("result too large") }
      if old.isEmpty {
        guard found < text.count else { position = text.count; break }
        result.append(text[found])
        position = found + 1
      } else {
        position = found + old.count
      }
    }
    result += text[position...]
    return LinearRegex.text(result, 0, result.count)
  }

  private static func split(_ text: [Unicode.Scalar], _ separator: [Unicode.Scalar], _ limit: Int64) -> [String] {
    if limit == 0 { return [] }
    if separator.isEmpty {
      let count = limit < 0 ? text.count : min(text.count, Int(clamping: limit))
      return (0..<count).map { LinearRegex.text(text, $0, $0 == count - 1 ? text.count : $0 + 1) }
    }
    var parts: [String] = []
    var position = 0
    while limit < 0 || Int64(parts.count) < limit - 1, let found = TextSearch.first(separator, in: text, from: position) {
      parts.append(LinearRegex.text(text, position, found))
      position = found + separator.count
    }
    parts.append(LinearRegex.text(text, position, text.count))
    return parts
  }

  static func quote(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{7}": result += "\\a"
      case "\u{8}": result += "\\b"
      case "\u{b}": result += "\\v"
      case "\u{c}": result += "\\f"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
