/// RFC 4648 base64, as the data of Secrets has it.
enum Base64 {
  private static let values: [UInt8: UInt32] = {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    return Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) })
  }()

  /// nil for anything that isn't base64; line breaks are skipped.
  static func decode(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count / 4 * 3)
    var buffer: UInt32 = 0
    var bits = 0
    var isPadded = false
    for byte in text.utf8 where byte != 10 && byte != 13 {
      if byte == UInt8(ascii: "=") {
        isPadded = true
        continue
      }
      guard !isPadded, let value = values[byte] else { return nil }
      buffer = (buffer << 6 | value) & 0xff_ffff
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    return bits < 6 ? result : nil
  }
}
