/// Appends JSON text to a buffer. Escapes what RFC 8259 demands, and `<`, `>`, `&`, U+2028 and U+2029 not at all.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []

  package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  package mutating func write(_ value: Value) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .int(let value): append(value)
    case .double(let value): append(value)
    case .string(let value): append(quoted: value)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for position in elements.indices {
        if position > 0 { bytes.append(UInt8(ascii: ",")) }
        write(elements[position])
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for position in 0..<object.count {
        if position > 0 { bytes.append(UInt8(ascii: ",")) }
        append(quoted: object.fields[position].key)
        bytes.append(UInt8(ascii: ":"))
        write(object.fields[position].value)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  package mutating func writePretty(_ value: Value, indent: Int, level: Int) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        newline(indent * (level + 1), comma: position > 0)
        writePretty(element, indent: indent, level: level + 1)
      }
      newline(indent * level, comma: false)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (position, field) in object.enumerated() {
        newline(indent * (level + 1), comma: position > 0)
        append(quoted: field.key)
        append(": ")
        writePretty(field.value, indent: indent, level: level + 1)
      }
      newline(indent * level, comma: false)
      bytes.append(UInt8(ascii: "}"))
    default: write(value)
    }
  }

  package mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package mutating func append(quoted text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      var position = 0
      while position < utf8.count {
        let byte = utf8[position]
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<position]))
          append(escaped: byte)
          start = position + 1
        }
        position += 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(escaped byte: UInt8) {
    switch byte {
    case 0x0a: append("\\n")
    case 0x0d: append("\\r")
    case 0x09: append("\\t")
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    default:
      append("\\u00")
      for nibble in [byte >> 4, byte & 15] { bytes.append(nibble < 10 ? 48 + nibble : 87 + nibble) }
    }
  }

  private mutating func append(_ value: Int64) {
    if value >= 0, value < 10 { bytes.append(UInt8(truncatingIfNeeded: 48 + value)) } else { bytes.append(contentsOf: String(value).utf8) }
  }

  /// The shortest text that reads back as the same number; whole numbers without a decimal point, as Go writes them.
  private mutating func append(_ value: Double) {
    guard value.isFinite else { append("null"); return }
    if value == value.rounded(), abs(value) < 1e15 {
      append(Int64(value))
    } else {
      bytes.append(contentsOf: "\(value)".utf8)
    }
  }

  private mutating func newline(_ spaces: Int, comma: Bool) {
    if comma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: spaces))
  }
}
