import Basics
import Crypto
import SwiftASN1
import X509

extension CertificateAuthority {
  /// For a clock that is a little behind.
  static let backdate = Duration.seconds(300)

  /// The certificate that a request asks for, as PEM text: with its names, for these usages (the API's names of them), valid from five
  /// minutes ago for `lifetime` from now on, but no longer than this authority. It can't sign others.
  ///
  /// Whether the request may have it is for the caller to judge. Throws `PKIError.unknownUsage`.
  public func sign(_ request: CertificateRequest, usages: [String], lifetime: Duration, now: Timestamp) throws -> String {
    let usages = try CertificateUsages(usages)
    let notAfter = min(now + lifetime, Timestamp(notAfter))
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: request.request.publicKey,
      notValidBefore: (now - Self.backdate).date, notValidAfter: notAfter.date, issuer: subject,
      subject: request.request.subject, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        if usages.hasKeyUsages { Critical(usages.key) }
        if !usages.extended.isEmpty { try ExtendedKeyUsage(usages.extended) }
        AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey)).keyIdentifier)
        if let names = request.names.alternatives { names }
      }, issuerPrivateKey: .init(key))
    return try certificate.serializeAsPEM().pemString + "\n"
  }
}
