import Basics

/// The alphabet of web tokens: base64 for URLs, without padding (RFC 7515, section 2).
enum Base64URL {
  static func encode(_ bytes: some Collection<UInt8>) -> String {
    String(
      Base64.encode(bytes).compactMap { character in
        switch character {
        case "+": "-"
        case "/": "_"
        case "=": nil
        default: character
        }
      })
  }

  /// nil for anything but the one text that the bytes encode to: no padding, no line breaks, no stray bits at the end.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var standard = ""
    standard.reserveCapacity(text.utf8.count + 2)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"): standard.append("+")
      case UInt8(ascii: "_"): standard.append("/")
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        standard.unicodeScalars.append(Unicode.Scalar(byte))
      default: return nil
      }
    }
    while standard.utf8.count % 4 != 0 { standard.append("=") }
    guard let bytes = Base64.decode(standard), encode(bytes) == text else { return nil }
    return bytes
  }
}
