/// One pass over the bytes, no back-tracking; recursion is bounded by `limits.depth`. Lives no longer than the buffer it reads.
struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: JSON.Limits
  private let keepsDuplicates: Bool
  private(set) var duplicates: [String] = []
  private var path: [String] = []
  private var position: Int
  private var depth = 0
  /// The fields and elements of all collections being read, innermost last, so that each is built at its final size at once.
  private var fields: [Object.Entry] = []
  private var elements: [Value] = []

  init(bytes: UnsafeBufferPointer<UInt8>, limits: JSON.Limits, keepsDuplicates: Bool) {
    (self.bytes, self.limits, self.keepsDuplicates, position) = (bytes, limits, keepsDuplicates, 0)
    fields.reserveCapacity(64)
  }

  mutating func document() throws(JSON.SyntaxError) -> Value {
    guard bytes.count <= limits.bytes else { throw failure("document of \(bytes.count) bytes is larger than the limit of \(limits.bytes)") }
    skipSpace()
    let value = try value()
    skipSpace()
    guard position == bytes.endIndex else { throw failure("unexpected text after the value") }
    return value
  }

  private func failure(_ message: String, at place: Int? = nil) -> JSON.SyntaxError {
    let before = bytes[bytes.startIndex..<min(place ?? position, bytes.endIndex)]
    let line = before.reduce(1) { $1 == 10 ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: 10).map { $0 + 1 } ?? bytes.startIndex
    return JSON.SyntaxError(message: message, line: line, column: before.endIndex - lineStart + 1)
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex {
      switch bytes[position] {
      case 0x20, 0x09, 0x0a, 0x0d: position += 1
      default: return
      }
    }
  }

  private mutating func value() throws(JSON.SyntaxError) -> Value {
    guard position < bytes.endIndex else { throw failure("unexpected end of text") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), 48...57: return try number()
    default: throw failure("unexpected character")
    }
  }

  private mutating func literal(_ text: StaticString, _ value: Value) throws(JSON.SyntaxError) -> Value {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.endIndex else { throw failure("unexpected end of text") }
    let matches = text.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + count]) }
    guard matches else { throw failure("unexpected word, expected \(text)") }
    position += count
    return value
  }

  private mutating func enter() throws(JSON.SyntaxError) {
    depth += 1
    if depth > limits.depth { throw failure("nested deeper than \(limits.depth) levels") }
    position += 1
    skipSpace()
  }

  private mutating func object() throws(JSON.SyntaxError) -> Object {
    try enter()
    defer { depth -= 1 }
    if take(UInt8(ascii: "}")) { return Object() }
    let first = fields.count
    var seen: Set<String> = []
    while true {
      guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "\"") else { throw failure("expected a field name in double quotes") }
      let keyPosition = position
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure("expected ':' after the field name") }
      skipSpace()
      let existing = duplicate(of: key, from: first, &seen)
      if existing != nil, !keepsDuplicates { throw failure("duplicate field \"\(key)\"", at: keyPosition) }
      if keepsDuplicates { path.append(key) }
      let fieldValue = try value()
      if let existing {
        duplicates.append(path.joined(separator: "."))
        fields[existing].value = fieldValue
      } else {
        fields.append(Object.Entry(key: key, value: fieldValue))
      }
      if keepsDuplicates { path.removeLast() }
      skipSpace()
      if take(UInt8(ascii: "}")) { break }
      guard take(UInt8(ascii: ",")) else { throw failure("expected ',' or '}' in the object") }
      skipSpace()
    }
    return Object(unique: fields.takeAll(from: first))
  }

  /// Where the field of the object that begins at `start` stands already: looked up in line, through `seen` where the object is long.
  private func duplicate(of key: String, from start: Int, _ seen: inout Set<String>) -> Int? {
    if fields.count - start < 24 {
      for index in start..<fields.count where fields[index].key == key { return index }
      return nil
    }
    if seen.isEmpty { seen = Set(fields[start...].lazy.map(\.key)) }
    return seen.insert(key).inserted ? nil : fields[start...].firstIndex { $0.key == key }
  }

  private mutating func array() throws(JSON.SyntaxError) -> [Value] {
    try enter()
    defer { depth -= 1 }
    if take(UInt8(ascii: "]")) { return [] }
    let first = elements.count
    while true {
      let element = try value()
      elements.append(element)
      skipSpace()
      if take(UInt8(ascii: "]")) { break }
      guard take(UInt8(ascii: ",")) else { throw failure("expected ',' or ']' in the array") }
      skipSpace()
    }
    return elements.takeAll(from: first)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.endIndex, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func string() throws(JSON.SyntaxError) -> String {
    position += 1
    let start = position
    var seen: UInt8 = 0
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
        position += 1
        // ASCII needs no validation, and decoding it is the quicker way.
        if seen < 0x80 { return String(decoding: text, as: UTF8.self) }
        guard let valid = String(validating: text, as: UTF8.self) else { throw failure("string is not valid UTF-8", at: start) }
        return valid
      }
      if byte == UInt8(ascii: "\\") { return try stringWithEscapes(from: start) }
      if byte < 0x20 { throw failure("control character in a string must be escaped") }
      seen |= byte
      position += 1
    }
    throw failure("string without an end", at: start - 1)
  }

  private mutating func stringWithEscapes(from start: Int) throws(JSON.SyntaxError) -> String {
    var buffer = Array(bytes[start..<position])
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: buffer, as: UTF8.self) else { throw failure("string is not valid UTF-8", at: start) }
        return text
      case UInt8(ascii: "\\"): try escape(into: &buffer)
      case ..<0x20: throw failure("control character in a string must be escaped", at: position - 1)
      default: buffer.append(byte)
      }
    }
    throw failure("string without an end", at: start - 1)
  }

  private mutating func escape(into buffer: inout [UInt8]) throws(JSON.SyntaxError) {
    guard position < bytes.endIndex else { throw failure("unexpected end of text") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0c)
    case UInt8(ascii: "n"): buffer.append(0x0a)
    case UInt8(ascii: "r"): buffer.append(0x0d)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"): buffer.append(contentsOf: String(Character(try unicodeEscape())).utf8)
    default: throw failure("unknown escape in a string", at: position - 1)
    }
  }

  /// A lone surrogate becomes U+FFFD, as in Go's decoder: Kubernetes clients send what Go accepts.
  private mutating func unicodeEscape() throws(JSON.SyntaxError) -> Unicode.Scalar {
    let high = try hexadecimal()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xd800..<0xdc00).contains(high), position + 1 < bytes.endIndex, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return "\u{fffd}" }
    let rewind = position
    position += 2
    let low = try hexadecimal()
    guard (0xdc00..<0xe000).contains(low), let scalar = Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00)) else {
      position = rewind
      return "\u{fffd}"
    }
    return scalar
  }

  private mutating func hexadecimal() throws(JSON.SyntaxError) -> UInt32 {
    guard position + 4 <= bytes.endIndex else { throw failure("unexpected end of text") }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      switch byte {
      case 48...57: value = value << 4 | UInt32(byte - 48)
      case 65...70: value = value << 4 | UInt32(byte - 55)
      case 97...102: value = value << 4 | UInt32(byte - 87)
      default: throw failure("expected four hexadecimal digits")
      }
    }
    position += 4
    return value
  }

  private mutating func number() throws(JSON.SyntaxError) -> Value {
    let start = position
    _ = take(UInt8(ascii: "-"))
    guard position < bytes.endIndex, (48...57).contains(bytes[position]) else { throw failure("expected a digit") }
    if !take(UInt8(ascii: "0")) { skipDigits() }
    var isInteger = true
    if take(UInt8(ascii: ".")) {
      isInteger = false
      guard skipDigits() > 0 else { throw failure("expected a digit after the decimal point") }
    }
    if position < bytes.endIndex, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      position += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard skipDigits() > 0 else { throw failure("expected a digit in the exponent") }
    }
    if isInteger, let value = shortInteger(from: start) { return .int(value) }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    if isInteger, let value = Int64(text) { return .int(value) }
    guard let value = Double(text), value.isFinite else { throw failure("number is out of range", at: start) }
    return .double(value)
  }

  /// Integers of up to 18 digits, which can't overflow.
  private func shortInteger(from start: Int) -> Int64? {
    let isNegative = bytes[start] == UInt8(ascii: "-")
    let first = isNegative ? start + 1 : start
    guard position - first <= 18 else { return nil }
    var value: Int64 = 0
    for index in first..<position { value = value &* 10 &+ Int64(bytes[index] &- 48) }
    return isNegative ? -value : value
  }

  @discardableResult
  private mutating func skipDigits() -> Int {
    let start = position
    while position < bytes.endIndex, (48...57).contains(bytes[position]) { position += 1 }
    return position - start
  }
}

extension Array {
  /// Moves the elements from a position on out of the array, without counting references up and down.
  fileprivate mutating func takeAll(from first: Int) -> [Element] {
    [Element](unsafeUninitializedCapacity: count - first) { taken, initializedCount in
      initializedCount = count - first
      for position in (0..<initializedCount).reversed() { taken.initializeElement(at: position, to: removeLast()) }
    }
  }
}
