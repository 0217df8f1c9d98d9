import Basics
import SwiftASN1
import X509

extension CertificateNames {
  /// nil when the bytes (DER) aren't a certificate, or its names can't be read. Nothing is verified here.
  public init?(certificate bytes: [UInt8]) {
    guard let certificate = try? Certificate(derEncoded: bytes),
      // The subject may hold what isn't text; the alternative names are what counts.
      let names = (try? CertificateNames(subject: certificate.subject, extensions: certificate.extensions))
        ?? (try? CertificateNames(subject: DistinguishedName(), extensions: certificate.extensions))
    else { return nil }
    self = names
  }

  /// Whether a server of this name or address may have the certificate (RFC 6125): a `*` stands for the first label of a name.
  public func isOf(_ name: String) -> Bool {
    if let address = IPAddress(name) { return addresses.contains(address) }
    let wanted = name.lowercased().drop { $0 == "." }
    let rest = wanted.drop { $0 != "." }
    return dnsNames.contains { pattern in
      let pattern = pattern.lowercased()
      return pattern == wanted || (pattern.hasPrefix("*.") && !rest.isEmpty && pattern.dropFirst() == rest)
    }
  }
}

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
