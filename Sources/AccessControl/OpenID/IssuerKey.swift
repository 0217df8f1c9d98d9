import APIMachinery
import Crypto
import CryptoExtras
import FoundationEssentials

/// A public key of an issuer, from its key set (RFC 7517). It verifies by the algorithms of its own kind and no other.
struct IssuerKey: Sendable {
  private enum Material: Sendable {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)
    case p384(P384.Signing.PublicKey)
    case p521(P521.Signing.PublicKey)
  }

  /// Empty when the set gives none.
  let id: String
  private let material: Material
  /// What the set limits the key to; nil: any of its kind.
  private let algorithm: SignatureAlgorithm?

  static let countMax = 256
  /// An RSA key below it can be broken, one above it costs too much to use.
  private static let modulusBytes = 256...1_024

  /// The keys of a set that are for signatures and of a kind known here; others are passed over.
  static func keys(of set: Value) -> [IssuerKey] { (set["keys"]?.array ?? []).prefix(countMax).compactMap { IssuerKey($0) } }

  init?(_ key: Value) {
    guard key["use"].map({ $0.string == "sig" }) ?? true else { return nil }
    id = key["kid"]?.string ?? ""
    if let name = key["alg"]?.string {
      guard let known = SignatureAlgorithm(rawValue: name) else { return nil }
      algorithm = known
    } else {
      algorithm = nil
    }
    func bytes(_ field: String) -> [UInt8]? { key[field]?.string.flatMap { Base64URL.decode($0) } }
    switch key["kty"]?.string {
    case "RSA":
      guard let n = bytes("n"), let e = bytes("e"), Self.modulusBytes.contains(n.count), (1...8).contains(e.count),
        let rsa = try? _RSA.Signing.PublicKey(n: n, e: e)
      else { return nil }
      material = .rsa(rsa)
    case "EC":
      guard let x = bytes("x"), let y = bytes("y"), let curve = Self.curve(key["crv"]?.string ?? "", x + y, x.count, y.count) else { return nil }
      material = curve
    default: return nil
    }
  }

  /// Coordinates have the curve's whole length (RFC 7518, section 6.2.1.2).
  private static func curve(_ name: String, _ point: [UInt8], _ x: Int, _ y: Int) -> Material? {
    switch name {
    case "P-256" where x == 32 && y == 32: (try? P256.Signing.PublicKey(rawRepresentation: point)).map { .p256($0) }
    case "P-384" where x == 48 && y == 48: (try? P384.Signing.PublicKey(rawRepresentation: point)).map { .p384($0) }
    case "P-521" where x == 66 && y == 66: (try? P521.Signing.PublicKey(rawRepresentation: point)).map { .p521($0) }
    default: nil
    }
  }

  func isValid(_ signature: [UInt8], over text: Substring, by algorithm: SignatureAlgorithm) -> Bool {
    guard self.algorithm.map({ $0 == algorithm }) ?? true else { return false }
    let bytes = Array(text.utf8)
    switch (material, algorithm) {
    case (.rsa(let key), .rs256): return Self.verify(key, signature, SHA256.hash(data: bytes), .insecurePKCS1v1_5)
    case (.rsa(let key), .rs384): return Self.verify(key, signature, SHA384.hash(data: bytes), .insecurePKCS1v1_5)
    case (.rsa(let key), .rs512): return Self.verify(key, signature, SHA512.hash(data: bytes), .insecurePKCS1v1_5)
    case (.rsa(let key), .ps256): return Self.verify(key, signature, SHA256.hash(data: bytes), .PSS)
    case (.rsa(let key), .ps384): return Self.verify(key, signature, SHA384.hash(data: bytes), .PSS)
    case (.rsa(let key), .ps512): return Self.verify(key, signature, SHA512.hash(data: bytes), .PSS)
    case (.p256(let key), .es256):
      return (try? P256.Signing.ECDSASignature(rawRepresentation: signature)).map { key.isValidSignature($0, for: SHA256.hash(data: bytes)) } ?? false
    case (.p384(let key), .es384):
      return (try? P384.Signing.ECDSASignature(rawRepresentation: signature)).map { key.isValidSignature($0, for: SHA384.hash(data: bytes)) } ?? false
    case (.p521(let key), .es512):
      return (try? P521.Signing.ECDSASignature(rawRepresentation: signature)).map { key.isValidSignature($0, for: SHA512.hash(data: bytes)) } ?? false
    default: return false
    }
  }

  private static func verify(
    _ key: _RSA.Signing.PublicKey, _ signature: [UInt8], _ digest: some Digest, _ padding: _RSA.Signing.Padding
  ) -> Bool {
    key.isValidSignature(_RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: padding)
  }
}
