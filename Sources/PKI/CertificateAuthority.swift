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
  /// A year.
  public static let leafLifetime = Duration.seconds(365 * 86_400)

  public let identity: Identity
  let key: P256.Signing.PrivateKey
  let subject: DistinguishedName
  let notAfter: Date

  /// Makes a new authority; `privateKey` (PEM) is one that was made for it before.
  public init(commonName: String = "kubernetes", privateKey: String? = nil, now: Timestamp) throws {
    let key = try privateKey.map { try P256.Signing.PrivateKey(pemRepresentation: $0) } ?? P256.Signing.PrivateKey()
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
    (self.key, self.subject, notAfter) = (key, subject, certificate.notValidAfter)
    identity = Identity(certificate: try certificate.serializeAsPEM().pemString + "\n", privateKey: key.pemRepresentation + "\n")
  }

  /// Reads an authority that was made before; throws when the two don't belong together.
  public init(_ identity: Identity) throws {
    self.identity = identity
    let certificate = try Certificate(pemEncoded: identity.certificate)
    key = try P256.Signing.PrivateKey(pemRepresentation: identity.privateKey)
    (subject, notAfter) = (certificate.subject, certificate.notValidAfter)
    guard certificate.publicKey == Certificate.PublicKey(key.publicKey) else { throw PKIError.keyMismatch }
  }

  /// A serving certificate for these host names and addresses.
  public func serverIdentity(
    commonName: String, dnsNames: [String], addresses: [IPAddress], lifetime: Duration = leafLifetime, now: Timestamp
  ) throws -> Identity {
    try issue(CertificateNames(commonName, dnsNames: dnsNames, addresses: addresses), "server auth", lifetime, now)
  }

  /// A certificate with a new key for whatever these names are.
  public func serverIdentity(_ names: CertificateNames, lifetime: Duration = leafLifetime, now: Timestamp) throws -> Identity {
    try issue(names, "server auth", lifetime, now)
  }

  /// A client certificate: Kubernetes reads the common name as the user and the organizations as the groups.
  public func clientIdentity(user: String, groups: [String], lifetime: Duration = leafLifetime, now: Timestamp) throws -> Identity {
    try issue(CertificateNames(user, organizations: groups), "client auth", lifetime, now)
  }

  private func issue(_ names: CertificateNames, _ usage: String, _ lifetime: Duration, _ now: Timestamp) throws -> Identity {
    let (request, privateKey) = try CertificateRequest.make(names)
    let certificate = try sign(
      try CertificateRequest(pem: request), usages: ["digital signature", usage], lifetime: lifetime, now: now)
    return Identity(certificate: certificate, privateKey: privateKey)
  }
}

public enum PKIError: Error, Hashable, Sendable, CustomStringConvertible {
  case keyMismatch
  /// The request's signature isn't one by the key in it.
  case requestNotSigned
  /// An alternative name that is an address of neither 4 nor 16 bytes.
  case malformedAddress
  /// A name that isn't text.
  case malformedName
  case unknownUsage(String)
  /// The files of an authority whose certificate is there without its key.
  case missingKey(String, certificate: String)
  /// The files that can't be used, and why.
  case unusable(String, String)

  public var description: String {
    switch self {
    case .keyMismatch: "the private key doesn't belong to the certificate"
    case .requestNotSigned: "the request is not signed by its own key"
    case .malformedAddress: "an alternative name is not an IP address"
    case .malformedName: "a name is not text"
    case .unknownUsage(let name): "unrecognized usages: [\(name)]"
    case .missingKey(let key, let certificate):
      "\(key) is missing, and \(certificate) is there: put the key back; or, to make a new authority that nobody trusts yet, move the"
        + " certificate away"
    case .unusable(let files, let reason):
      "\(files) can't be used: \(reason). Put back what was there; or, to make a new authority that nobody trusts yet, move both ca.crt and"
        + " ca.key away"
    }
  }
}

extension Timestamp {
  func date(plusSeconds seconds: Int64) -> Date { Date(timeIntervalSince1970: TimeInterval(secondsSinceEpoch + seconds)) }

  /// To the second, as certificates have it.
  var date: Date { date(plusSeconds: 0) }

  init(_ date: Date) { self.init(secondsSinceEpoch: Int64(date.timeIntervalSince1970)) }
}
