import Basics
import PKI
import Testing

@Suite struct CertificateAuthorityTests {
  let now = Timestamp(secondsSinceEpoch: 1_700_000_000)

  @Test func `a client certificate carries user and groups`() throws {
    let authority = try CertificateAuthority(now: now)
    let identity = try authority.clientIdentity(user: "jane", groups: ["dev", "ops"], now: now)
    let subject = try #require(CertificateSubject(derEncoded: der(identity.certificate)))
    #expect(subject.commonName == "jane")
    #expect(subject.organizations == ["dev", "ops"])
  }

  @Test func `an authority is read back with its key`() throws {
    let authority = try CertificateAuthority(now: now)
    let again = try CertificateAuthority(authority.identity)
    #expect(again.identity.certificate == authority.identity.certificate)
    let other = try CertificateAuthority(now: now)
    #expect(throws: PKIError.keyMismatch) {
      try CertificateAuthority(Identity(certificate: authority.identity.certificate, privateKey: other.identity.privateKey))
    }
  }

  @Test func `names are read as they are, not as they would be escaped`() throws {
    let authority = try CertificateAuthority(now: now)
    let identity = try authority.clientIdentity(user: "a+b,c", groups: ["#ops ", "x<y"], now: now)
    let subject = try #require(CertificateSubject(derEncoded: der(identity.certificate)))
    #expect(subject.commonName == "a+b,c")
    #expect(subject.organizations == ["#ops ", "x<y"])
  }

  @Test func `bytes that are no certificate have no subject`() {
    #expect(CertificateSubject(derEncoded: [0x30, 0x82, 0xff]) == nil)
    #expect(CertificateSubject(derEncoded: []) == nil)
  }

  private func der(_ pem: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var bytes: [UInt8] = []
    var bits = 0
    var buffer = 0
    for character in pem.split(separator: "\n").filter({ !$0.hasPrefix("-----") }).joined() {
      guard let value = alphabet.firstIndex(of: character) else { continue }
      buffer = buffer << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
      }
    }
    return bytes
  }
}
