import Basics
import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// A certificate and its key, as PEM text.
public struct Identity: Sendable {
  public var certificate: String
  public var privateKey: String
  public init(certificate: String, privateKey: String) { (self.certificate, self.privateKey) = (certificate, privateKey) }
}

/// The cluster's own certificate authority: ECDSA P-256, SHA-256, valid for ten years (the terms kubeadm uses).
///
/// Leaf certificates are valid for a year. Every certificate is backdated by five minutes, so that a host whose clock is a
/// little behind accepts it.
public struct CertificateAuthority: Sendable {
  public let identity: Identity
  private let key: P256.Signing.PrivateKey
  private let subject: DistinguishedName

  /// Makes a new authority.
  public init(commonName: String = "kubernetes", now: Timestamp) throws {
    let key = P256.Signing.PrivateKey()
    let subject = try DistinguishedName { CommonName(commonName) }
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
      notValidBefore: now.date(plusSeconds: -300), notValidAfter: now.date(plusSeconds: 10 * 365 * 86_400),
      issuer: subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        Critical(KeyUsage(digitalSignature: true, keyEncipherment: true, keyCertSign: true))
        SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
      }, issuerPrivateKey: .init(key))
    (self.key, self.subject) = (key, subject)
    identity = Identity(certificate: try certificate.serializeAsPEM().pemString + "\n", privateKey: key.pemRepresentation + "\n")
  }

  /// Reads an authority that was made before; throws when the two don't belong together.
  public init(_ identity: Identity) throws {
    self.identity = identity
    let certificate = try Certificate(pemEncoded: identity.certificate)
    key = try P256.Signing.PrivateKey(pemRepresentation: identity.privateKey)
    subject = certificate.subject
    guard certificate.publicKey == Certificate.PublicKey(key.publicKey) else { throw PKIError.keyMismatch }
  }

  /// A serving certificate for these host names and addresses.
  public func serverIdentity(commonName: String, dnsNames: [String], addresses: [IPAddress], now: Timestamp) throws -> Identity {
    let names = dnsNames.map { GeneralName.dnsName($0) }
      + addresses.map { GeneralName.ipAddress(ASN1OctetString(contentBytes: $0.bytes[...])) }
    return try issue(try DistinguishedName { CommonName(commonName) }, .serverAuth, names, now)
  }

  /// A client certificate: Kubernetes reads the common name as the user and the organizations as the groups.
  public func clientIdentity(user: String, groups: [String], now: Timestamp) throws -> Identity {
    let name = try DistinguishedName {
      for group in groups { OrganizationName(group) }
      CommonName(user)
    }
    return try issue(name, .clientAuth, [], now)
  }

  private func issue(_ name: DistinguishedName, _ usage: ExtendedKeyUsage.Usage, _ names: [GeneralName], _ now: Timestamp) throws -> Identity {
    let leafKey = P256.Signing.PrivateKey()
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(leafKey.publicKey),
      notValidBefore: now.date(plusSeconds: -300), notValidAfter: now.date(plusSeconds: 365 * 86_400),
      issuer: subject, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([usage])
        AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey)).keyIdentifier)
        if !names.isEmpty { SubjectAlternativeNames(names) }
      }, issuerPrivateKey: .init(key))
    return Identity(certificate: try certificate.serializeAsPEM().pemString + "\n", privateKey: leafKey.pemRepresentation + "\n")
  }
}

public enum PKIError: Error, Hashable, Sendable, CustomStringConvertible {
  case keyMismatch

  public var description: String { "the private key doesn't belong to the certificate" }
}

extension Timestamp {
  fileprivate func date(plusSeconds seconds: Int64) -> Date {
    Date(timeIntervalSince1970: TimeInterval(secondsSinceEpoch + seconds))
  }
}
