/// Reads the protobuf wire format from a buffer that it doesn't own. Every length is checked against what is there.
public struct ProtobufReader {
  public struct Malformed: Error, CustomStringConvertible {
    public var description: String
    public init(description: String) { self.description = description }
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  public var isAtEnd: Bool { position >= bytes.count }

  public mutating func varint() throws(Malformed) -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      result |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return result }
      shift += 7
      guard shift < 64 else { throw Malformed(description: "proto: integer overflow") }
    }
    throw Malformed(description: "unexpected EOF")
  }

  public mutating func tag() throws(Malformed) -> (number: Int, wireType: UInt8) {
    let tag = try varint()
    let number = Int(truncatingIfNeeded: tag >> 3)
    guard number > 0, tag >> 3 <= 0x1fff_ffff else { throw Malformed(description: "proto: illegal tag \(tag >> 3)") }
    return (number, UInt8(tag & 7))
  }

  public mutating func block() throws(Malformed) -> UnsafeRawBufferPointer {
    let length = try varint()
    guard length <= UInt64(bytes.count - position) else { throw Malformed(description: "unexpected EOF") }
    defer { position += Int(length) }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + Int(length)])
  }

  public mutating func fixed64() throws(Malformed) -> UInt64 {
    guard bytes.count - position >= 8 else { throw Malformed(description: "unexpected EOF") }
    defer { position += 8 }
    return bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
  }

  /// Passes over a field that nobody knows.
  public mutating func skip(_ wireType: UInt8, depth: Int = 0) throws(Malformed) {
    switch wireType {
    case 0: _ = try varint()
    case 1: _ = try fixed64()
    case 2: _ = try block()
    case 3:
      guard depth < 32 else { throw Malformed(description: "proto: groups nest too deep") }
      while true {
        let (_, inner) = try tag()
        if inner == 4 { return }
        try skip(inner, depth: depth + 1)
      }
    case 5:
      guard bytes.count - position >= 4 else { throw Malformed(description: "unexpected EOF") }
      position += 4
    default: throw Malformed(description: "proto: illegal wireType \(wireType)")
    }
  }
}
