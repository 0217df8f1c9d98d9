import Basics
import SwiftASN1
import X509

/// Who or what a certificate is for: common name, organizations, and the alternative names (RFC 5280, 4.2.1.6).
public struct CertificateNames: Hashable, Sendable {
  public var commonName: String
  public var organizations: [String]
  public var dnsNames: [String]
  public var addresses: [IPAddress]
  public var emails: [String] = []
  public var uris: [String] = []

  public init(_ commonName: String, organizations: [String] = [], dnsNames: [String] = [], addresses: [IPAddress] = []) {
    (self.commonName, self.organizations, self.dnsNames, self.addresses) = (commonName, organizations, dnsNames, addresses)
  }

  /// Throws for alternative names that can't be read.
  init(subject: DistinguishedName, extensions: Certificate.Extensions?) throws {
    guard let (name, organizations) = Self.read(subject) else { throw PKIError.malformedName }
    self.init(name ?? "", organizations: organizations)
    for alternative in try extensions?.subjectAlternativeNames ?? SubjectAlternativeNames() {
      switch alternative {
      case .dnsName(let name): dnsNames.append(name)
      case .ipAddress(let bytes):
        guard let address = IPAddress(bytes: Array(bytes.bytes)) else { throw PKIError.malformedAddress }
        addresses.append(address)
      case .rfc822Name(let name): emails.append(name)
      case .uniformResourceIdentifier(let name): uris.append(name)
      default: continue
      }
    }
  }

  /// nil when an organization isn't text.
  static func read(_ subject: DistinguishedName) -> (commonName: String?, organizations: [String])? {
    var commonName: String?
    var organizations: [String] = []
    for attribute in subject.flatMap({ $0 }) {
      switch attribute.type {
      // The value's description is escaped (RFC 4514): a name with a comma would come out as another.
      case .RDNAttributeType.commonName: commonName = String(attribute.value)
      case .RDNAttributeType.organizationName:
        guard let organization = String(attribute.value) else { return nil }
        organizations.append(organization)
      default: continue
      }
    }
    return (commonName, organizations)
  }

  var subject: DistinguishedName {
    get throws {
      try DistinguishedName {
        for group in organizations { OrganizationName(group) }
        CommonName(commonName)
      }
    }
  }

  /// nil when there are none.
  var alternatives: SubjectAlternativeNames? {
    let names =
      dnsNames.map { GeneralName.dnsName($0) } + addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0.bytes[...])) }
      + emails.map { .rfc822Name($0) } + uris.map { .uniformResourceIdentifier($0) }
    return names.isEmpty ? nil : SubjectAlternativeNames(names)
  }
}
