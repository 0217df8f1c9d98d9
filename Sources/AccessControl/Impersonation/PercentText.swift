/// Keys in header names, which can't have every character: percent-encoded.
enum PercentText {
  /// In lower case; a wrong escape stays as it is.
  static func decoded(_ key: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(key.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else { bytes.append(byte); continue }
      guard rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return key }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)?.lowercased() ?? key
  }
}
