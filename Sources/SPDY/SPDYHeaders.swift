/// The name and value pairs of a stream; names are lower case.
public struct SPDYHeaders: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  public private(set) var fields: [Field] = []

  public struct Field: Hashable, Sendable {
    public var name: String
    public var value: String
  }

  public init() {}
  public init(dictionaryLiteral elements: (String, String)...) { for (name, value) in elements { add(name, value) } }

  public mutating func add(_ name: String, _ value: String) { fields.append(Field(name: name.lowercased(), value: value)) }

  public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
}

extension SPDYHeaders {
  /// The uncompressed form (SPDY/3.1 section 2.6.10).
  var block: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: UInt32(fields.count))
    for field in fields {
      for text in [field.name, field.value] {
        bytes.append(bigEndian: UInt32(text.utf8.count))
        bytes += text.utf8
      }
    }
    return bytes
  }

  /// Throws when lengths don't add up, a name is empty, not in lower case or there twice, or something follows the last pair.
  init(block: [UInt8]) throws(SPDYError) {
    var reader = ByteReader(block[...])
    let count = try reader.uint32()
    var names: Set<String> = []
    // Each pair takes at least 9 bytes: a count beyond that is a lie, and nothing is reserved for it.
    guard Int(count) <= block.count / 9 else { throw SPDYError("a header block with \(count) pairs in \(block.count) bytes") }
    for _ in 0..<count {
      let name = String(decoding: try reader.bytes(Int(try reader.uint32())), as: UTF8.self)
      let value = String(decoding: try reader.bytes(Int(try reader.uint32())), as: UTF8.self)
      guard !name.isEmpty, !name.utf8.contains(where: { (65...90).contains($0) }) else {
        throw SPDYError("a header name that is empty or not in lower case")
      }
      guard names.insert(name).inserted else { throw SPDYError("the header \(name) twice") }
      fields.append(Field(name: name, value: value))
    }
    guard reader.isAtEnd else { throw SPDYError("bytes behind the last header") }
  }
}

/// Reads big-endian numbers and runs of bytes; throws where there are too few.
struct ByteReader {
  private var rest: ArraySlice<UInt8>
  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }
  var remaining: [UInt8] { Array(rest) }

  mutating func uint32() throws(SPDYError) -> UInt32 { try bytes(4).reduce(0) { $0 << 8 | UInt32($1) } }

  mutating func bytes(_ count: Int) throws(SPDYError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= rest.count else { throw SPDYError("a frame ends too early") }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}

extension [UInt8] {
  mutating func append(bigEndian value: UInt32) { for shift in [24, 16, 8, 0] as [UInt32] { append(UInt8(truncatingIfNeeded: value >> shift)) } }
  mutating func append(bigEndian value: UInt16) { append(contentsOf: [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]) }
}
