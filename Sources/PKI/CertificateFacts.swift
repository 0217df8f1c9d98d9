import Basics
import Crypto
import X509

/// What can be read from a certificate: whose it is and when it is valid. Nothing is verified here.
public struct CertificateFacts: Hashable, Sendable {
  public var names: CertificateNames
  /// The common name of who signed it.
  public var issuer: String
  public var notBefore: Timestamp
  public var notAfter: Timestamp
  public var isAuthority: Bool

  /// Reads the first certificate of PEM text.
  public init(pem: String) throws {
    let certificate = try Certificate(pemEncoded: Self.first(pem))
    names = try CertificateNames(subject: certificate.subject, extensions: certificate.extensions)
    issuer = CertificateNames.read(certificate.issuer)?.commonName ?? ""
    (notBefore, notAfter) = (Timestamp(certificate.notValidBefore), Timestamp(certificate.notValidAfter))
    if case .isCertificateAuthority = try certificate.extensions.basicConstraints ?? .notCertificateAuthority {
      isAuthority = true
    } else {
      isAuthority = false
    }
  }

  private static func first(_ pem: String) -> String {
    let end = "-----END CERTIFICATE-----"
    var lines: [Substring] = []
    for line in pem.split(separator: "\n") {
      lines.append(line)
      if line.hasPrefix(end) { break }
    }
    return lines.joined(separator: "\n")
  }

  /// When a client should ask for the next one: after 70 to 90 percent of its life, by `chance` (from 0 to below 1), so that those who
  /// started together don't ask together (as client-go's certificate manager). Signers backdate: the first minutes were over at its start.
  public func renewalTime(chance: Double) -> Timestamp {
    let start = min(notBefore + CertificateAuthority.backdate, notAfter)
    return start + (notAfter - start) * (0.7 + 0.2 * chance)
  }

  /// Whether `certificate` was signed by `authority`, both PEM text.
  public static func isSigned(_ certificate: String, by authority: String) -> Bool {
    guard let leaf = try? Certificate(pemEncoded: first(certificate)), let signer = try? Certificate(pemEncoded: first(authority)) else {
      return false
    }
    return leaf.issuer == signer.subject && signer.publicKey.isValidSignature(leaf.signature, for: leaf)
  }

  /// Whether the certificate is for the key: a process may have died between writing the two.
  public static func belongTogether(_ identity: Identity) -> Bool {
    guard let certificate = try? Certificate(pemEncoded: first(identity.certificate)),
      let key = try? P256.Signing.PrivateKey(pemRepresentation: identity.privateKey)
    else { return false }
    return certificate.publicKey == Certificate.PublicKey(key.publicKey)
  }

  /// The SHA-256 of an authority's public key as `kubeadm join --discovery-token-ca-cert-hash` has it: `sha256:` and hexadecimal digits.
  public static func publicKeyHash(_ pem: String) throws -> String {
    let certificate = try Certificate(pemEncoded: first(pem))
    let digest = SHA256.hash(data: certificate.publicKey.subjectPublicKeyInfoBytes)
    return "sha256:" + Hexadecimal.encode(digest)
  }
}
