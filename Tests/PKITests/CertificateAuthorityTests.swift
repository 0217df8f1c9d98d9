import Basics
import Glibc
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

  @Test func `a directory gives back its authority; of one that a first start left half written it makes the rest, or says what is wrong`() throws {
    let path = "/tmp/kctl-pki-\(getpid())"
    defer {
      for name in ["/ca.crt", "/ca.key"] { unlink(path + name) }
      rmdir(path)
    }
    let files = CertificateDirectory(path: path)
    let authority = try files.authority(now: now)
    #expect(try files.authority(now: now).identity.certificate == authority.identity.certificate)
    // The key is written first.
    unlink(path + "/ca.crt")
    let again = try files.authority(now: now)
    #expect(again.identity.privateKey == authority.identity.privateKey)
    #expect(again.identity.certificate != authority.identity.certificate)
    #expect(try TextFile.read(path + "/ca.crt") == again.identity.certificate)
    unlink(path + "/ca.key")
    #expect(throws: PKIError.missingKey(path + "/ca.key", certificate: path + "/ca.crt")) { try files.authority(now: now) }
    try TextFile.write("", to: path + "/ca.key", mode: 0o600)
    #expect { try files.authority(now: now) } throws: { "\($0)".hasPrefix("\(path)/ca.crt and \(path)/ca.key can't be used: ") }
  }

  @Test func `the key of a certificate is written before it, so that no crash leaves the certificate alone`() throws {
    let path = "/tmp/kctl-pki-order-\(getpid())"
    defer {
      unlink(path + "/x.key")
      rmdir(path + "/x.crt")
      rmdir(path)
    }
    // The certificate can't be put where a directory stands.
    try TextFile.makeDirectories(path + "/x.crt")
    #expect(throws: SystemError.self) { try CertificateDirectory(path: path).write(Identity(certificate: "c", privateKey: "k"), as: "x") }
    #expect(try TextFile.read(path + "/x.key") == "k")
  }

  @Test func `a certificate beside the key of another is not taken for a pair`() throws {
    let path = "/tmp/kctl-pki-pair-\(getpid())"
    defer {
      for name in ["/x.crt", "/x.key"] { unlink(path + name) }
      rmdir(path)
    }
    let files = CertificateDirectory(path: path)
    let authority = try CertificateAuthority(now: now)
    try files.write(authority.serverIdentity(CertificateNames("a"), now: now), as: "x")
    #expect(files.read("x") != nil)
    // A process died after it had written the next key.
    try TextFile.write(authority.serverIdentity(CertificateNames("a"), now: now).privateKey, to: path + "/x.key", mode: 0o600)
    #expect(files.read("x") == nil)
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
