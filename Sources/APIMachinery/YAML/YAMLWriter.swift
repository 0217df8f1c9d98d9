/// Appends YAML text to a buffer. Written by hand, since every write of the store goes through it.
package struct YAMLWriter {
  package private(set) var bytes: [UInt8] = []
  private let sortKeys: Bool
  /// Columns from a mapping to what is below its keys, and from a key to the sequence below it.
  private let step: Int
  private let sequenceOffset: Int

  /// A longer key must be written as an explicit one (`? key`): readers give up looking for its colon after 1,024 characters.
  private static let simpleKeyBytesMax = 256

  package init(sortKeys: Bool = false, step: Int = 2, sequenceOffset: Int = 0) {
    (self.sortKeys, self.step, self.sequenceOffset) = (sortKeys, step, sequenceOffset)
    bytes.reserveCapacity(1024)
  }

  package mutating func writeDocument(_ value: Value) {
    switch value {
    case .object(let object) where !object.isEmpty: write(object, indent: 0)
    case .array(let elements) where !elements.isEmpty: write(elements, indent: 0)
    default:
      writeScalar(value, indent: 0)
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  /// The text of a block collection whose first line stands at column `indent` already, for an editor to insert.
  package mutating func writeBlock(_ value: Value, indent: Int) {
    switch value {
    case .object(let object) where !object.isEmpty: write(object, indent: indent)
    case .array(let elements) where !elements.isEmpty: write(elements, indent: indent)
    default:
      writeScalar(value, indent: max(indent - 2, 0))
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  /// The fields of a mapping; the cursor stands at column `indent` already.
  private mutating func write(_ object: Object, indent: Int) {
    if sortKeys {
      for (rank, field) in object.sortedByKey().enumerated() {
        if rank > 0 { spaces(indent) }
        writeField(field.key, field.value, indent: indent)
      }
    } else {
      for position in 0..<object.count {
        if position > 0 { spaces(indent) }
        writeField(object.fields[position].key, object.fields[position].value, indent: indent)
      }
    }
  }

  /// `key: value` and a newline; the cursor stands at column `indent`.
  package mutating func writeField(_ key: String, _ value: Value, indent: Int) {
    if key.utf8.count > Self.simpleKeyBytesMax {
      append("? ")
      writeString(key, indent: nil)
      bytes.append(UInt8(ascii: "\n"))
      spaces(indent)
    } else {
      writeString(key, indent: nil)
    }
    bytes.append(UInt8(ascii: ":"))
    switch value {
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "\n"))
      spaces(indent + step)
      write(object, indent: indent + step)
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "\n"))
      spaces(indent + sequenceOffset)
      write(elements, indent: indent + sequenceOffset)
    default:
      bytes.append(UInt8(ascii: " "))
      writeScalar(value, indent: indent)
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  /// The entries of a sequence; the cursor stands at column `indent` already.
  private mutating func write(_ elements: [Value], indent: Int) {
    for position in elements.indices {
      if position > 0 { spaces(indent) }
      writeEntry(elements[position], indent: indent)
    }
  }

  /// `- value` and a newline; the cursor stands at column `indent`.
  package mutating func writeEntry(_ value: Value, indent: Int) {
    append("- ")
    switch value {
    case .object(let object) where !object.isEmpty: write(object, indent: indent + 2)
    case .array(let elements) where !elements.isEmpty: write(elements, indent: indent + 2)
    default:
      writeScalar(value, indent: indent)
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  /// One line in flow style: `{a: 1, b: [x, y]}`.
  package mutating func writeFlow(_ value: Value) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        if position > 0 { append(", ") }
        writeFlow(element)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (position, field) in object.enumerated() {
        if position > 0 { append(", ") }
        writeFlow(.string(field.key))
        append(": ")
        writeFlow(field.value)
      }
      bytes.append(UInt8(ascii: "}"))
    case .string(var text):
      let isPlain = text.utf8.allSatisfy { !",[]{}:?#".utf8.contains($0) } && !text.hasPrefix("-")
      if isPlain { writeString(text, indent: nil) } else { appendDoubleQuoted(&text) }
    default: writeScalar(value, indent: 0)
    }
  }

  /// Scalars and empty collections. `indent` is the column of the parent.
  package mutating func writeScalar(_ value: Value, indent: Int) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .int(let value): append(decimal: value)
    case .double(let value): append(value)
    case .string(let text): writeString(text, indent: indent)
    case .array: append("[]")
    case .object: append("{}")
    }
  }

  /// `indent` nil: a key, which must stay on its line.
  private mutating func writeString(_ text: String, indent: Int?) {
    var text = text
    let style: YAMLStringStyle? = text.withUTF8 { utf8 -> YAMLStringStyle? in
      let style = YAMLStringStyle.choose(utf8, isKey: indent == nil)
      if case .plain = style {
        if YAMLScalar.mayNeedQuotes(utf8) { return YAMLStringStyle.plain }
        bytes.append(contentsOf: utf8)
        return nil
      }
      return style
    }
    switch style {
    case nil: break
    case .plain?:
      if YAMLScalar.needsQuotes(text) { appendDoubleQuoted(&text) } else { bytes.append(contentsOf: text.utf8) }
    case .single?: appendSingleQuoted(&text)
    case .double?: appendDoubleQuoted(&text)
    case .literal?: appendLiteral(&text, indent: (indent ?? 0) + 2)
    }
  }

  private mutating func appendSingleQuoted(_ text: inout String) {
    bytes.append(UInt8(ascii: "'"))
    text.withUTF8 { utf8 in
      for byte in utf8 {
        if byte == UInt8(ascii: "'") { bytes.append(byte) }
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "'"))
  }

  private mutating func appendDoubleQuoted(_ text: inout String) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: append("\\\"")
      case 0x5c: append("\\\\")
      case 0x0a: append("\\n")
      case 0x09: append("\\t")
      case 0x0d: append("\\r")
      case 0..<0x20, 0x7f...0x9f: appendEscape("\\x", scalar.value, digits: 2)
      case 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff: appendEscape("\\u", scalar.value, digits: 4)
      default: bytes.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func appendEscape(_ prefix: StaticString, _ value: UInt32, digits: Int) {
    append(prefix)
    for shift in stride(from: (digits - 1) * 4, through: 0, by: -4) {
      let nibble = UInt8(value >> UInt32(shift) & 15)
      bytes.append(nibble < 10 ? 48 + nibble : 87 + nibble)
    }
  }

  /// `|` with the chomping that keeps the text's own line ends, and the indentation told where the text starts with blanks.
  private mutating func appendLiteral(_ text: inout String, indent: Int) {
    text.withUTF8 { utf8 in
      bytes.append(UInt8(ascii: "|"))
      if utf8[0] == UInt8(ascii: " ") || utf8[0] == UInt8(ascii: "\t") || utf8[0] == UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "2")) }
      let endsInNewline = utf8[utf8.count - 1] == UInt8(ascii: "\n")
      if !endsInNewline {
        bytes.append(UInt8(ascii: "-"))
      } else if utf8[utf8.count - 2] == UInt8(ascii: "\n") {
        bytes.append(UInt8(ascii: "+"))
      }
      var start = 0
      let end = endsInNewline ? utf8.count - 1 : utf8.count
      var position = 0
      while position <= end {
        if position == end || utf8[position] == UInt8(ascii: "\n") {
          bytes.append(UInt8(ascii: "\n"))
          if position > start {
            spaces(indent)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<position]))
          }
          start = position + 1
        }
        position += 1
      }
    }
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func append(decimal value: Int64) {
    if value >= 0, value < 10 { bytes.append(UInt8(48 + value)) } else { bytes.append(contentsOf: String(value).utf8) }
  }

  /// The shortest text that reads back as the same number, always with a point, so that every reader sees a float.
  private mutating func append(_ value: Double) {
    guard value.isFinite else { append("null"); return }
    let text = "\(value)"
    if text.utf8.contains(UInt8(ascii: ".")) {
      bytes.append(contentsOf: text.utf8)
    } else {
      let parts = text.split(separator: "e", maxSplits: 1)
      bytes.append(contentsOf: parts[0].utf8)
      append(".0")
      if parts.count == 2 { bytes.append(contentsOf: "e\(parts[1])".utf8) }
    }
  }

  private mutating func spaces(_ count: Int) {
    let blank: StaticString = "                                                                "
    var left = count
    while left > 0 {
      let part = min(left, blank.utf8CodeUnitCount)
      bytes.append(contentsOf: UnsafeBufferPointer(start: blank.utf8Start, count: part))
      left -= part
    }
  }
}
