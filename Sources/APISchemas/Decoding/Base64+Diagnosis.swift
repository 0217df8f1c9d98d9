import Basics

extension Base64 {
  /// The offset that Go's `CorruptInputError` names; nil for well-formed text. Line breaks are skipped.
  static func firstIllegalByte(_ text: String) -> Int? {
    var digits = 0
    var padding = 0
    for (position, byte) in text.utf8.enumerated() where byte != 0x0a && byte != 0x0d {
      if byte == UInt8(ascii: "=") {
        guard digits % 4 >= 2, padding < 4 - digits % 4 else { return position }
        padding += 1
      } else {
        guard padding == 0, isDigit(byte) else { return position }
        digits += 1
      }
    }
    return (digits + padding) % 4 == 0 ? nil : text.utf8.count
  }

  /// The number of bytes that well-formed text stands for.
  static func decodedCount(_ text: String) -> Int {
    text.utf8.reduce(0) { isDigit($1) ? $0 + 1 : $0 } * 3 / 4
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "+"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
