import Basics
import Crypto
import CryptoExtras
import FoundationEssentials

/// A public key of OpenSSH: `ssh-ed25519 AAAA…`. Ed25519, ECDSA and RSA keys verify; keys on security tokens are known by name only.
public struct SSHPublicKey: Hashable, Sendable, CustomStringConvertible {
  /// Such as `ssh-ed25519`.
  public let type: String
  /// The key's own encoding (RFC 4253, section 6.6).
  public let blob: [UInt8]

  public init?(blob: [UInt8]) {
    var reader = SSHReader(blob)
    guard blob.count <= 16 << 10, let type = reader.text(), !type.isEmpty, type.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    (self.type, self.blob) = (type, blob)
  }

  /// `TYPE BASE64`, and what follows is a comment.
  public init?(_ line: some StringProtocol) {
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    guard words.count >= 2, let blob = Base64.decode(String(words[1])), let key = SSHPublicKey(blob: blob), key.type == words[0] else { return nil }
    self = key
  }

  /// The form of `authorized_keys`, without a comment.
  public var description: String { type + " " + Base64.encode(blob) }

  /// `SHA256:…`, as ssh-keygen shows it.
  public var fingerprint: String {
    "SHA256:" + Base64.encode(Array(SHA256.hash(data: blob))).filter { $0 != "=" }
  }

  /// Whether the signature (with its algorithm's name before it) is of this key.
  func isValid(_ signature: [UInt8], over message: [UInt8]) -> Bool {
    var reader = SSHReader(signature)
    var key = SSHReader(blob)
    guard let algorithm = reader.text(), let content = reader.string(), reader.isAtEnd, key.text() == type else { return false }
    switch (type, algorithm) {
    case ("ssh-ed25519", "ssh-ed25519"):
      guard let raw = key.string(), key.isAtEnd, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw) else { return false }
      return key.isValidSignature(content, for: message)
    case ("ssh-rsa", "rsa-sha2-256"), ("ssh-rsa", "rsa-sha2-512"):
      guard let e = key.positive(), let n = key.positive(), key.isAtEnd, (256...1_024).contains(n.count), e.count <= 8,
        let key = try? _RSA.Signing.PublicKey(n: n, e: e)
      else { return false }
      let signature = _RSA.Signing.RSASignature(rawRepresentation: content)
      return algorithm.hasSuffix("256")
        ? key.isValidSignature(signature, for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
        : key.isValidSignature(signature, for: SHA512.hash(data: message), padding: .insecurePKCS1v1_5)
    case (let name, let other) where name == other && name.hasPrefix("ecdsa-sha2-nistp"):
      return isValidECDSA(content, message, &key)
    default: return false
    }
  }

  private func isValidECDSA(_ signature: [UInt8], _ message: [UInt8], _ key: inout SSHReader) -> Bool {
    var numbers = SSHReader(signature)
    guard let curve = key.text(), let point = key.string(), key.isAtEnd, type == "ecdsa-sha2-" + curve,
      let r = numbers.positive(), let s = numbers.positive(), numbers.isAtEnd
    else { return false }
    func pair(_ size: Int) -> [UInt8]? {
      guard r.count <= size, s.count <= size else { return nil }
      return [UInt8](repeating: 0, count: size - r.count) + r + [UInt8](repeating: 0, count: size - s.count) + s
    }
    switch curve {
    case "nistp256":
      guard let raw = pair(32), let key = try? P256.Signing.PublicKey(x963Representation: point),
        let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw)
      else { return false }
      return key.isValidSignature(signature, for: SHA256.hash(data: message))
    case "nistp384":
      guard let raw = pair(48), let key = try? P384.Signing.PublicKey(x963Representation: point),
        let signature = try? P384.Signing.ECDSASignature(rawRepresentation: raw)
      else { return false }
      return key.isValidSignature(signature, for: SHA384.hash(data: message))
    case "nistp521":
      guard let raw = pair(66), let key = try? P521.Signing.PublicKey(x963Representation: point),
        let signature = try? P521.Signing.ECDSASignature(rawRepresentation: raw)
      else { return false }
      return key.isValidSignature(signature, for: SHA512.hash(data: message))
    default: return false
    }
  }
}
