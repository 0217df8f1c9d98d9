/// Builds the query of a URL, percent-encoded (RFC 3986).
struct QueryString: Sendable {
  private(set) var text = ""

  mutating func add(_ name: String, _ value: String) {
    if !text.isEmpty { text += "&" }
    text += Self.encode(name) + "=" + Self.encode(value)
  }

  /// Adds the field unless the value is nil or empty.
  mutating func add(_ name: String, nonEmpty value: String?) {
    if let value, !value.isEmpty { add(name, value) }
  }

  init() {}
  /// What is encoded already.
  init(encoded: String) { text = encoded }
  init(_ fields: KeyValuePairs<String, String>) { for (name, value) in fields { add(name, value) } }

  static func encode(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = Array("0123456789ABCDEF")
        encoded += "%" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
      }
    }
    return encoded
  }
}
