import APIMachinery
import Crypto
import CryptoExtras
import FoundationEssentials

/// The signature algorithms of tokens that are issued and taken here (RFC 7518).
public enum TokenAlgorithm: String, Sendable {
  case rs256 = "RS256"
  case es256 = "ES256"
}

/// A public key that tokens are verified with. It verifies by its own algorithm and no other, whatever a token's header says.
public struct TokenVerificationKey: Sendable {
  enum Material: Sendable {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)
  }

  let material: Material
  /// Names the key in tokens and key sets: the digest of its public form, as upstream has it.
  public let id: String

  init(_ material: Material) {
    self.material = material
    let encoded =
      switch material {
      case .rsa(let key): key.derRepresentation
      case .p256(let key): key.derRepresentation
      }
    id = Base64URL.encode(Array(SHA256.hash(data: encoded)))
  }

  public var algorithm: TokenAlgorithm {
    switch material {
    case .rsa: .rs256
    case .p256: .es256
    }
  }

  func isValid(_ signature: [UInt8], over text: some StringProtocol) -> Bool {
    let digest = SHA256.hash(data: Array(text.utf8))
    switch material {
    case .rsa(let key):
      return key.isValidSignature(_RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
    case .p256(let key):
      guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: digest)
    }
  }

  /// As a key set shows it (RFC 7517).
  public var webKey: Value {
    var key: Value = ["use": "sig", "kid": .string(id), "alg": .string(algorithm.rawValue)]
    switch material {
    case .rsa(let rsa):
      guard let primitives = try? rsa.getKeyPrimitives() else { return key }
      key["kty"] = "RSA"
      key["n"] = .string(Base64URL.encode(Array(primitives.modulus)))
      key["e"] = .string(Base64URL.encode(Array(primitives.publicExponent)))
    case .p256(let p256):
      let point = Array(p256.rawRepresentation)
      key["kty"] = "EC"
      key["crv"] = "P-256"
      key["x"] = .string(Base64URL.encode(point.prefix(32)))
      key["y"] = .string(Base64URL.encode(point.suffix(32)))
    }
    return key
  }
}
