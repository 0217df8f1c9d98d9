/// Writes the journal's payloads: little-endian varints, and texts with their length before them.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func write(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ value: Int) { write(UInt64(value)) }
  mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func write(_ text: [UInt8]) {
    write(text.count)
    bytes.append(contentsOf: text)
  }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// A presence flag, then the value.
  mutating func write<T>(_ value: T?, _ body: (inout ByteWriter, T) -> Void) {
    write(value != nil)
    if let value { body(&self, value) }
  }
}

/// Reads what `ByteWriter` wrote; running out of bytes is an error, never a trap.
struct ByteReader {
  struct Exhausted: Error {}

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) { (self.bytes, position) = (bytes, bytes.startIndex) }

  var isAtEnd: Bool { position == bytes.endIndex }
  /// What hasn't been read.
  var rest: [UInt8] { Array(bytes[position...]) }

  mutating func byte() throws(Exhausted) -> UInt8 {
    guard position < bytes.endIndex else { throw Exhausted() }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func number() throws(Exhausted) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      guard shift < 64 else { throw Exhausted() }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  mutating func flag() throws(Exhausted) -> Bool { try byte() != 0 }

  mutating func text() throws(Exhausted) -> [UInt8] {
    let count = try number()
    guard count <= UInt64(bytes.endIndex - position) else { throw Exhausted() }
    defer { position += Int(count) }
    return Array(bytes[position..<position + Int(count)])
  }

  mutating func string() throws(Exhausted) -> String { String(decoding: try text(), as: UTF8.self) }

  mutating func optional<T>(_ body: (inout ByteReader) throws(Exhausted) -> T) throws(Exhausted) -> T? {
    try flag() ? try body(&self) : nil
  }
}
