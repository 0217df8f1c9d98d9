import Basics
import Testing

@testable import PKI

@Suite struct CertificateRequestTests {
  private let now = Timestamp(secondsSinceEpoch: 1_700_000_000)
  private var node: CertificateNames {
    get throws {
      CertificateNames(
        "system:node:n1", organizations: ["system:nodes"], dnsNames: ["n1"],
        addresses: [try #require(IPAddress("192.0.2.1")), try #require(IPAddress("2001:db8::1"))])
    }
  }

  @Test func `a request says what it was made for`() throws {
    let (pem, _) = try CertificateRequest.make(try node)
    #expect(try CertificateRequest(pem: pem).names == node)
    let plain = try CertificateRequest.make(CertificateNames("jane")).request
    #expect(try CertificateRequest(pem: plain).names == CertificateNames("jane"))
  }

  @Test func `a signed certificate has the request's names, and lives as long as was agreed`() throws {
    let authority = try CertificateAuthority(now: now)
    let request = try CertificateRequest(pem: try CertificateRequest.make(try node).request)
    let pem = try authority.sign(request, usages: ["digital signature", "server auth"], lifetime: .seconds(3_600), now: now)
    let facts = try CertificateFacts(pem: pem)
    #expect(facts.names == (try node))
    #expect(facts.issuer == "kubernetes")
    #expect(!facts.isAuthority)
    #expect(facts.notBefore == now - .seconds(300))
    #expect(facts.notAfter == now + .seconds(3_600))
    #expect(CertificateFacts.isSigned(pem, by: authority.identity.certificate))
    #expect(!CertificateFacts.isSigned(pem, by: try CertificateAuthority(now: now).identity.certificate))
    #expect(facts.renewalTime(chance: 0) == now + .seconds(2_520))
    #expect(facts.renewalTime(chance: 0.5) == now + .seconds(2_880))
  }

  @Test func `no certificate outlives its authority`() throws {
    let authority = try CertificateAuthority(now: now)
    let end = try CertificateFacts(pem: authority.identity.certificate).notAfter
    let request = try CertificateRequest(pem: try CertificateRequest.make(CertificateNames("jane")).request)
    let late = end - .seconds(60)
    let pem = try authority.sign(request, usages: ["client auth"], lifetime: .seconds(3_600), now: late)
    #expect(try CertificateFacts(pem: pem).notAfter == end)
  }

  @Test func `a request that was tampered with is none`() throws {
    let pem = try CertificateRequest.make(CertificateNames("jane")).request
    let other = try CertificateRequest.make(CertificateNames("jack")).request
    var lines = pem.split(separator: "\n").map(String.init)
    let others = other.split(separator: "\n").map(String.init)
    // The subject and key of one, the signature of the other.
    lines[lines.count - 2] = others[others.count - 2]
    #expect(throws: (any Error).self) { try CertificateRequest(pem: lines.joined(separator: "\n")) }
    #expect(throws: (any Error).self) { try CertificateRequest(pem: "") }
    #expect(throws: (any Error).self) { try CertificateRequest(pem: "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n") }
  }

  @Test func `requests cut or changed anywhere are read or refused, never more`() throws {
    let bytes = Array(try CertificateRequest.make(try node).request.utf8)
    var random = SeededRandom(seed: 7)
    for _ in 0..<300 {
      var changed = bytes
      for _ in 0...random.below(3) { changed[random.below(changed.count)] = UInt8(32 + random.below(90)) }
      if random.below(4) == 0 { changed.removeLast(random.below(changed.count)) }
      _ = try? CertificateRequest(pem: String(decoding: changed, as: UTF8.self))
    }
  }

  @Test func `usages that nobody knows are refused by name`() throws {
    let authority = try CertificateAuthority(now: now)
    let request = try CertificateRequest(pem: try CertificateRequest.make(CertificateNames("jane")).request)
    #expect(throws: PKIError.unknownUsage("world domination")) {
      try authority.sign(request, usages: ["client auth", "world domination"], lifetime: .seconds(600), now: now)
    }
    let all = [
      "signing", "digital signature", "content commitment", "key encipherment", "key agreement", "data encipherment", "cert sign", "crl sign",
      "encipher only", "decipher only", "any", "server auth", "client auth", "code signing", "email protection", "s/mime",
      "ipsec end system", "ipsec tunnel", "ipsec user", "timestamping", "ocsp signing", "microsoft sgc", "netscape sgc",
    ]
    let pem = try authority.sign(request, usages: all, lifetime: .seconds(600), now: now)
    #expect(try !CertificateFacts(pem: pem).isAuthority)
  }

  @Test func `a text signed by a token is told from any other`() {
    let signature = TokenSignature.sign("text", keyID: "abcdef", secret: "0123456789abcdef")
    #expect(signature.hasPrefix("eyJhbGciOiJIUzI1NiIsImtpZCI6ImFiY2RlZiJ9.."))
    #expect(TokenSignature.isValid(signature, of: "text", keyID: "abcdef", secret: "0123456789abcdef"))
    #expect(!TokenSignature.isValid(signature, of: "texT", keyID: "abcdef", secret: "0123456789abcdef"))
    #expect(!TokenSignature.isValid(signature, of: "text", keyID: "abcdef", secret: "0123456789abcdeg"))
    #expect(!TokenSignature.isValid("", of: "text", keyID: "abcdef", secret: "0123456789abcdef"))
  }
}

@Suite struct CertificateNameMatchTests {
  @Test(arguments: [
    ("a.example", true), ("A.Example", true), ("b.a.example", false), ("example", false), ("x.wild.example", true), ("wild.example", false), ("x.y.wild.example", false),
    ("10.0.0.1", true), ("10.0.0.2", false), ("::1", true), ("0:0:0:0:0:0:0:1", true), ("", false), ("*.wild.example", true), ("a.example.evil", false), ("evila.example", false),
  ])
  func `a certificate is of its own names and addresses and of no other`(name: String, isIts: Bool) {
    let names = CertificateNames(
      "common.example", dnsNames: ["a.example", "*.wild.example"], addresses: ["10.0.0.1", "::1"].compactMap { IPAddress($0) })
    #expect(names.isOf(name) == isIts)
    // The common name says nothing about servers.
    #expect(!names.isOf("common.example"))
  }
}
