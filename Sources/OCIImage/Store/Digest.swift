import Crypto

/// The SHA-256 of content, as `sha256:` and 64 hexadecimal digits.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  public let hex: String

  public init?(_ text: String) {
    guard text.hasPrefix("sha256:") else { return nil }
    let hex = text.dropFirst("sha256:".count)
    guard hex.utf8.count == 64, hex.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
    self.hex = String(hex)
  }

  public init(of bytes: [UInt8]) {
    self.init(SHA256.hash(data: bytes))
  }

  init(_ hash: SHA256.Digest) {
    let digits = Array("0123456789abcdef".utf8)
    hex = String(decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  public var description: String { "sha256:" + hex }
}
