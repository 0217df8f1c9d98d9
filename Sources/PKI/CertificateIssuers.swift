import SwiftASN1
import X509

/// Authorities, for telling which of several a verified certificate is of.
public struct CertificateIssuers: Sendable {
  private let keys: [(subject: DistinguishedName, key: Certificate.PublicKey)]

  /// `texts`: PEM, each with one certificate or more. Throws for what can't be read.
  public init(_ texts: [String]) throws {
    keys = try texts.flatMap { try PEMDocument.parseMultiple(pemString: $0) }.map { document in
      let certificate = try Certificate(pemDocument: document)
      return (certificate.subject, certificate.publicKey)
    }
  }

  public var isEmpty: Bool { keys.isEmpty }

  /// Whether one of them has signed the certificate itself; those in between don't count.
  public func haveIssued(derEncoded bytes: [UInt8]) -> Bool {
    guard let certificate = try? Certificate(derEncoded: bytes) else { return false }
    return keys.contains { $0.subject == certificate.issuer && $0.key.isValidSignature(certificate.signature, for: certificate) }
  }
}
