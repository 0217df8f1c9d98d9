import Client

/// A header field that can't be sent as what it is: its text would be read as other fields, or as another request (RFC 9110 section 5.5).
struct InvalidHeaderField: Error, Hashable, CustomStringConvertible {
  /// Shown quoted and escaped: it may hold anything.
  var name: String
  var description: String { "invalid header field name or value: \(name.debugDescription)" }

  static func check(_ headers: HTTPHeaders) throws(InvalidHeaderField) {
    for field in headers.fields where !isToken(field.name) || !isText(field.value) { throw InvalidHeaderField(name: field.name) }
  }

  private static let tokenMarks = Set("!#$%&'*+-.^_`|~".utf8)

  private static func isToken(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: tokenMarks.contains(byte)
      }
    }
  }

  private static func isText(_ value: String) -> Bool { value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7f) || $0 == 0x09 } }
}
