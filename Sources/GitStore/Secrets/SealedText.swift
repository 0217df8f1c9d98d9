import Basics

/// A sealed value as it stands in a file: `kctl:<tag>:<base64>`.
///
/// The tag says how it was sealed and with which key: `v1:<key id>` for the store's own key, `aesgcm:v1:<key name>`,
/// `aescbc:v1:<key name>`, `secretbox:v1:<key name>`, `kms:v2:<provider name>`, `hpke:v1:<key id>` for what people sealed.
struct SealedText {
  private static let prefix = "kctl:"
  private static let schemes = ["v1:", "aesgcm:v1:", "aescbc:v1:", "secretbox:v1:", "kms:v2:", "hpke:v1:"]

  var tag: String
  var bytes: [UInt8]

  init(tag: String, bytes: [UInt8]) { (self.tag, self.bytes) = (tag, bytes) }

  /// Nil for what isn't whole.
  init?(_ text: String) {
    guard Self.isSealed(text), let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
    let tag = text[..<colon].dropFirst(Self.prefix.utf8.count)
    guard Self.schemes.contains(where: { tag.hasPrefix($0) && tag.utf8.count > $0.utf8.count }),
      let bytes = Base64.decode(text[text.index(after: colon)...])
    else { return nil }
    self.init(tag: String(tag), bytes: bytes)
  }

  var text: String { Self.beginning(tag) + Base64.encode(bytes) }

  /// What stands before the bytes.
  static func beginning(_ tag: String) -> String { "\(prefix)\(tag):" }

  /// Whether the text says of itself that it is sealed, be it whole or not: it is never a value in clear.
  static func isSealed(_ text: String) -> Bool {
    guard text.hasPrefix(prefix) else { return false }
    let rest = text.dropFirst(prefix.utf8.count)
    return schemes.contains { rest.hasPrefix($0) }
  }

  /// Whether a file may hold sealed values. Never wrong when it says that there are none.
  static func mayOccur(in bytes: [UInt8]) -> Bool {
    occurs(prefix, in: bytes)
  }

  static func occurs(_ text: String, in bytes: [UInt8]) -> Bool {
    let needle = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      guard !needle.isEmpty, bytes.count >= needle.count else { return needle.isEmpty }
      return (0...bytes.count - needle.count).contains { start in
        bytes[start] == needle[0] && needle.indices.allSatisfy { bytes[start + $0] == needle[$0] }
      }
    }
  }
}
