import SwiftASN1
import X509

/// What Kubernetes reads from a client certificate: common name and organizations.
public struct CertificateSubject: Hashable, Sendable {
  public var commonName: String?
  public var organizations: [String]

  /// nil when the bytes aren't a certificate. Nothing is verified here.
  public init?(derEncoded bytes: [UInt8]) {
    guard let certificate = try? Certificate(derEncoded: bytes) else { return nil }
    organizations = []
    for attribute in certificate.subject.flatMap({ $0 }) {
      switch attribute.type {
      // The value's description is escaped (RFC 4514): a name with a comma would come out as another.
      case .RDNAttributeType.commonName: commonName = String(attribute.value)
      case .RDNAttributeType.organizationName:
        guard let organization = String(attribute.value) else { return nil }
        organizations.append(organization)
      default: continue
      }
    }
  }
}
