import SwiftASN1
import X509

/// What Kubernetes reads from a client certificate: common name and organizations.
public struct CertificateSubject: Hashable, Sendable {
  public var commonName: String?
  public var organizations: [String]

  /// nil when the bytes aren't a certificate. Nothing is verified here.
  public init?(derEncoded bytes: [UInt8]) {
    guard let certificate = try? Certificate(derEncoded: bytes) else { return nil }
    guard let names = CertificateNames.read(certificate.subject) else { return nil }
    (commonName, organizations) = names
  }
}
