import Basics
import Crypto
import SwiftASN1
import X509

/// A request for a certificate (PKCS #10, RFC 2986), as signers read it. Whoever made it has the private key: that was verified.
public struct CertificateRequest: Sendable {
  public let names: CertificateNames
  let request: CertificateSigningRequest

  /// Reads a PEM block `CERTIFICATE REQUEST`. Throws when it isn't one or isn't signed by its own key.
  public init(pem: String) throws {
    request = try CertificateSigningRequest(pemEncoded: pem)
    guard request.publicKey.isValidSignature(request.signature, for: request) else { throw PKIError.requestNotSigned }
    names = try CertificateNames(subject: request.subject, extensions: try request.attributes.extensionRequest?.extensions)
  }

  /// A request for these names with a new key (ECDSA P-256), both as PEM text.
  public static func make(_ names: CertificateNames) throws -> (request: String, privateKey: String) {
    let key = P256.Signing.PrivateKey()
    return (try make(names, key: key), key.pemRepresentation + "\n")
  }

  /// The same with a key that is there already.
  public static func make(_ names: CertificateNames, privateKey: String) throws -> String {
    try make(names, key: try P256.Signing.PrivateKey(pemRepresentation: privateKey))
  }

  private static func make(_ names: CertificateNames, key: P256.Signing.PrivateKey) throws -> String {
    var attributes = CertificateSigningRequest.Attributes()
    if let alternatives = names.alternatives {
      let extensions = try Certificate.Extensions { SubjectAlternativeNames(alternatives) }
      attributes.insert(try .init(ExtensionRequest(extensions: extensions)))
    }
    let request = try CertificateSigningRequest(
      version: .v1, subject: try names.subject, privateKey: .init(key), attributes: attributes, signatureAlgorithm: .ecdsaWithSHA256)
    return try request.serializeAsPEM().pemString + "\n"
  }
}
