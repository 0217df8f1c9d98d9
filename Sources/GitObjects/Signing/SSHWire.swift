/// The encoding of SSH's messages (RFC 4251, section 5): numbers big-endian, texts with their length before them.
struct SSHWriter {
  private(set) var bytes: [UInt8] = []

  mutating func raw(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }
  mutating func uint32(_ number: UInt32) { for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) } }

  mutating func string(_ content: some Collection<UInt8>) {
    uint32(UInt32(truncatingIfNeeded: content.count))
    raw(content)
  }

  mutating func string(_ text: String) { string(Array(text.utf8)) }
}

struct SSHReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func raw(_ count: Int) -> [UInt8]? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func uint32() -> UInt32? { raw(4).map { $0.reduce(0) { $0 << 8 | UInt32($1) } } }
  mutating func string() -> [UInt8]? { uint32().flatMap { raw(Int($0)) } }
  mutating func text() -> String? { string().flatMap { String(validating: $0, as: UTF8.self) } }

  /// A whole number (RFC 4251: mpint), which must be positive: big-endian without leading zeros.
  mutating func positive() -> [UInt8]? {
    guard let bytes = string(), let first = bytes.first, first < 0x80 else { return nil }
    return Array(bytes.drop { $0 == 0 })
  }
}
