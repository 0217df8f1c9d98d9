import Basics

/// PEM text (RFC 7468) of DER values, as far as its form goes: what is inside is for those who use it.
enum PEMValidation {
  /// What is wrong with Base64 data that should be PEM blocks of one kind; nil when nothing is.
  static func problem(_ base64: String, label: String) -> String? {
    guard let bytes = Base64.decode(base64), !bytes.isEmpty else { return "PEM block type must be \(label)" }
    return problem(inText: String(decoding: bytes, as: UTF8.self), label: label)
  }

  /// As for data, for text that is PEM itself.
  static func problem(inText text: String, label: String) -> String? {
    var body: String?
    var blocks = 0
    for line in text.split(whereSeparator: \.isNewline).map({ $0.trimming }) where !line.isEmpty {
      switch (line, body) {
      case ("-----BEGIN \(label)-----", nil): body = ""
      case ("-----END \(label)-----", let collected?):
        guard isStructure(collected) else { return "the PEM block holds no DER structure" }
        blocks += 1
        body = nil
      case (let line, let collected?): body = collected + line
      case (let line, nil):
        if line.hasPrefix("-----BEGIN") { return "PEM block type must be \(label)" }
      }
    }
    if body != nil { return "the PEM block isn't closed" }
    return blocks == 0 ? "PEM block type must be \(label)" : nil
  }

  /// Whether Base64 text is one DER SEQUENCE from its first byte to its last.
  private static func isStructure(_ base64: String) -> Bool {
    guard let bytes = Base64.decode(base64), bytes.count >= 2, bytes[0] == 0x30 else { return false }
    if bytes[1] < 0x80 { return bytes.count == Int(bytes[1]) + 2 }
    let lengthBytes = Int(bytes[1] & 0x7f)
    guard (1...4).contains(lengthBytes), bytes.count >= 2 + lengthBytes else { return false }
    let length = bytes[2..<(2 + lengthBytes)].reduce(0) { $0 << 8 | Int($1) }
    return bytes.count == 2 + lengthBytes + length
  }
}

extension Substring {
  fileprivate var trimming: String { String(self).trimmed }
}
