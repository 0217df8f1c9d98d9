/// Appends fields in the protobuf wire format (Protocol Buffers documentation: Encoding).
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  private mutating func varint(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  private mutating func lengthDelimited(_ field: Int, _ content: some Collection<UInt8>) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  mutating func write(_ field: Int, _ text: String?) {
    if let text { lengthDelimited(field, text.utf8) }
  }

  mutating func write(_ field: Int, _ flag: Bool?) {
    guard let flag, flag else { return }
    varint(UInt64(field) << 3)
    bytes.append(1)
  }

  mutating func message(_ field: Int, _ build: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    build(&inner)
    lengthDelimited(field, inner.bytes)
  }
}
