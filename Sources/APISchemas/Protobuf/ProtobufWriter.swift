/// Appends fields in the protobuf wire format (Protocol Buffers documentation: Encoding).
public struct ProtobufWriter {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  mutating func reserveCapacity(_ capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func append(_ content: some Sequence<UInt8>) { bytes.append(contentsOf: content) }

  private mutating func varint(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  public mutating func lengthDelimited(_ field: Int, _ content: some Collection<UInt8>) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  public mutating func string(_ field: Int, _ text: String) { lengthDelimited(field, text.utf8) }

  /// Also of flags; negative numbers take ten bytes, as int32 and int64 do.
  public mutating func integer(_ field: Int, _ value: Int64) {
    varint(UInt64(field) << 3)
    varint(UInt64(bitPattern: value))
  }

  mutating func fixed(_ field: Int, _ value: Double) {
    varint(UInt64(field) << 3 | 1)
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * shift))) }
  }

  /// A message as a field: its length is put in front of it afterwards, in one byte for nearly all.
  public mutating func nested(_ field: Int, _ build: (inout ProtobufWriter) -> Void) {
    varint(UInt64(field) << 3 | 2)
    let start = bytes.count
    bytes.append(0)
    build(&self)
    var length = UInt64(bytes.count - start - 1)
    if length < 0x80 {
      bytes[start] = UInt8(length)
      return
    }
    var digits: [UInt8] = []
    while length >= 0x80 {
      digits.append(UInt8(truncatingIfNeeded: length) | 0x80)
      length >>= 7
    }
    digits.append(UInt8(length))
    bytes.replaceSubrange(start...start, with: digits)
  }

  mutating func write(_ field: Int, _ text: String?) {
    if let text { string(field, text) }
  }

  mutating func write(_ field: Int, _ flag: Bool?) {
    if let flag, flag { integer(field, 1) }
  }

  mutating func message(_ field: Int, _ build: (inout ProtobufWriter) -> Void) { nested(field, build) }
}
