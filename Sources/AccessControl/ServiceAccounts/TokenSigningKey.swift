import APIMachinery
import Crypto
import CryptoExtras
import FoundationEssentials

/// A private key that tokens are signed with: RSA or ECDSA P-256.
public struct TokenSigningKey: Sendable {
  enum Material: Sendable {
    case rsa(_RSA.Signing.PrivateKey)
    case p256(P256.Signing.PrivateKey)
  }

  let material: Material
  public let verification: TokenVerificationKey

  init(_ material: Material) {
    self.material = material
    switch material {
    case .rsa(let key): verification = TokenVerificationKey(.rsa(key.publicKey))
    case .p256(let key): verification = TokenVerificationKey(.p256(key.publicKey))
    }
  }

  /// A new key: ECDSA P-256, or RSA of 2048 bits.
  public static func generate(_ algorithm: TokenAlgorithm) throws -> TokenSigningKey {
    switch algorithm {
    case .es256: TokenSigningKey(.p256(P256.Signing.PrivateKey()))
    case .rs256: TokenSigningKey(.rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048)))
    }
  }

  public static func generate() -> TokenSigningKey { TokenSigningKey(.p256(P256.Signing.PrivateKey())) }

  public var pem: String {
    switch material {
    case .rsa(let key): key.pemRepresentation + "\n"
    case .p256(let key): key.pemRepresentation + "\n"
    }
  }

  /// The claims as a signed token in its compact form (RFC 7515, section 7.1).
  public func sign(_ claims: Value) throws -> String {
    let header: Value = ["alg": .string(verification.algorithm.rawValue), "kid": .string(verification.id)]
    let text = Base64URL.encode(JSON.encode(header)) + "." + Base64URL.encode(JSON.encode(claims))
    let digest = SHA256.hash(data: Array(text.utf8))
    let signature =
      switch material {
      case .rsa(let key): try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation
      case .p256(let key): try key.signature(for: digest).rawRepresentation
      }
    return text + "." + Base64URL.encode(Array(signature))
  }
}
