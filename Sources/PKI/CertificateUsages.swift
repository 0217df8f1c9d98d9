import SwiftASN1
import X509

/// What a certificate's key may be used for, by the names that requests have for it (API reference: CertificateSigningRequest
/// `spec.usages`; RFC 5280, 4.2.1.3 and 4.2.1.12).
struct CertificateUsages {
  private(set) var key = KeyUsage()
  private(set) var hasKeyUsages = false
  private(set) var extended: [ExtendedKeyUsage.Usage] = []

  /// Throws for a name that is none of the API's.
  init(_ names: [String]) throws {
    for name in names where !add(keyUsage: name) {
      guard let usage = Self.extended(name) else { throw PKIError.unknownUsage(name) }
      if !extended.contains(usage) { extended.append(usage) }
    }
  }

  private mutating func add(keyUsage name: String) -> Bool {
    switch name {
    case "signing", "digital signature": key.digitalSignature = true
    case "content commitment": key.nonRepudiation = true
    case "key encipherment": key.keyEncipherment = true
    case "key agreement": key.keyAgreement = true
    case "data encipherment": key.dataEncipherment = true
    case "cert sign": key.keyCertSign = true
    case "crl sign": key.cRLSign = true
    case "encipher only": key.encipherOnly = true
    case "decipher only": key.decipherOnly = true
    default: return false
    }
    hasKeyUsages = true
    return true
  }

  private static func extended(_ name: String) -> ExtendedKeyUsage.Usage? {
    func keyPurpose(_ number: UInt) -> ExtendedKeyUsage.Usage { .init(oid: [1, 3, 6, 1, 5, 5, 7, 3, number]) }
    switch name {
    case "any": return .any
    case "server auth": return .serverAuth
    case "client auth": return .clientAuth
    case "code signing": return .codeSigning
    case "email protection", "s/mime": return .emailProtection
    case "ipsec end system": return keyPurpose(5)
    case "ipsec tunnel": return keyPurpose(6)
    case "ipsec user": return keyPurpose(7)
    case "timestamping": return .timeStamping
    case "ocsp signing": return .ocspSigning
    case "microsoft sgc": return .init(oid: [1, 3, 6, 1, 4, 1, 311, 10, 3, 3])
    case "netscape sgc": return .init(oid: [2, 16, 840, 1, 113730, 4, 1])
    default: return nil
    }
  }
}
