/// A domain name: labels of 1 to 63 bytes, no more than 255 bytes on the wire (RFC 1035 section 3.1).
///
/// Names are equal whatever the case of their ASCII letters (RFC 4343), and keep the case in which they came.
public struct DNSName: Hashable, Sendable {
  /// The labels, each after its length, without the root's empty one. A length is below 64, and so never taken for a letter.
  let wire: [UInt8]

  static let labelBytesMax = 63
  static let wireBytesMax = 255

  public static let root = DNSName(unchecked: [])

  init(unchecked wire: [UInt8]) { self.wire = wire }

  /// nil when a label is empty or longer than 63 bytes, or the name is too long.
  public init?(labels: [String]) {
    var wire: [UInt8] = []
    for label in labels {
      let bytes = label.utf8
      guard (1...Self.labelBytesMax).contains(bytes.count) else { return nil }
      wire.append(UInt8(bytes.count))
      wire.append(contentsOf: bytes)
    }
    guard wire.count < Self.wireBytesMax else { return nil }
    self.wire = wire
  }

  /// Reads dotted text such as `www.example.com`, with or without the last dot, and with `\.` and `\046` for what isn't meant as a dot
  /// (RFC 1035 section 5.1). nil for what is no name.
  public init?(_ text: String) {
    var wire: [UInt8] = []
    var label: [UInt8] = []
    var rest = Array(text.utf8)[...]
    if rest == [UInt8(ascii: ".")] { rest = [] }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "."):
        guard Self.append(label, to: &wire) else { return nil }
        label = []
      case UInt8(ascii: "\\"):
        guard let escaped = Self.escaped(&rest) else { return nil }
        label.append(escaped)
      default: label.append(byte)
      }
    }
    if !label.isEmpty { guard Self.append(label, to: &wire) else { return nil } }
    guard wire.count < Self.wireBytesMax else { return nil }
    self.wire = wire
  }

  private static func append(_ label: [UInt8], to wire: inout [UInt8]) -> Bool {
    guard (1...labelBytesMax).contains(label.count) else { return false }
    wire.append(UInt8(label.count))
    wire += label
    return true
  }

  private static func escaped(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    guard let first = rest.popFirst() else { return nil }
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return first }
    guard let second = rest.popFirst(), let third = rest.popFirst() else { return nil }
    return UInt8(String(decoding: [first, second, third], as: UTF8.self))
  }

  /// The labels in lower case, the one next to the root last.
  public var labels: [String] {
    var labels: [String] = []
    var position = 0
    while position < wire.count {
      let end = position + 1 + Int(wire[position])
      labels.append(String(decoding: wire[position + 1..<end].map(Self.folded), as: UTF8.self))
      position = end
    }
    return labels
  }

  /// Whether the name is `ancestor` or under it.
  public func isWithin(_ ancestor: DNSName) -> Bool {
    let start = wire.count - ancestor.wire.count
    guard start >= 0 else { return false }
    // The suffix has to begin with a label.
    var position = 0
    while position < start { position += 1 + Int(wire[position]) }
    return position == start && zip(wire[start...], ancestor.wire).allSatisfy { Self.folded($0) == Self.folded($1) }
  }

  /// The bytes by which names are compared.
  var foldedWire: [UInt8] { wire.map(Self.folded) }

  private static func folded(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }

  public static func == (a: DNSName, b: DNSName) -> Bool {
    a.wire.count == b.wire.count && zip(a.wire, b.wire).allSatisfy { folded($0) == folded($1) }
  }

  public func hash(into hasher: inout Hasher) { for byte in wire { hasher.combine(Self.folded(byte)) } }
}

extension DNSName: CustomStringConvertible {
  /// Dotted text with the last dot, as `init(_:)` reads it.
  public var description: String {
    var text: [UInt8] = []
    var position = 0
    while position < wire.count {
      let end = position + 1 + Int(wire[position])
      for byte in wire[position + 1..<end] {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
        case 33...126: text.append(byte)
        default: text += Array("\\\(byte / 100)\(byte / 10 % 10)\(byte % 10)".utf8)
        }
      }
      text.append(UInt8(ascii: "."))
      position = end
    }
    return text.isEmpty ? "." : String(decoding: text, as: UTF8.self)
  }
}
