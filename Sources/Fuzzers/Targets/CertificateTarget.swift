import APIMachinery
import Basics
import PKI

/// X.509 certificates and requests for them, as DER: names are read or refused, and no request is believed that its own key hasn't signed.
struct CertificateTarget: FuzzTarget {
  let name = "certificate"
  let dictionary = [
    "\u{30}\u{0}", "\u{31}\u{0}", "\u{6}\u{3}U\u{4}\u{3}", "\u{6}\u{3}U\u{4}\u{a}", "\u{0c}\u{e}system:masters", "\u{13}\u{4}root", "\u{0}", "\u{2}\u{1}\u{0}", "\u{5}\u{0}",
  ]
  private let request: [UInt8]
  private let certificate: [UInt8]
  private static let names = CertificateNames("eve", organizations: ["dev"], dnsNames: ["eve.example"])

  init() {
    request = (try? CertificateRequest.make(Self.names).request).map(Self.content) ?? []
    let authority = try? CertificateAuthority(commonName: "ca", now: Timestamp(secondsSinceEpoch: 1_700_000_000))
    certificate = authority.map { Self.content($0.identity.certificate) } ?? []
  }

  var seeds: [[UInt8]] { [request, certificate] }

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    var isAccepted = false
    if let read = try? CertificateRequest(pem: Self.pem(input, "CERTIFICATE REQUEST")) {
      isAccepted = true
      if read.names != Self.names { throw Finding("a request for \(read.names) was believed that nobody has signed") }
    }
    if let facts = try? CertificateFacts(pem: Self.pem(input, "CERTIFICATE")) {
      isAccepted = true
      _ = facts.renewalTime(chance: 0.5)
    }
    _ = CertificateFacts.isSigned(Self.pem(input, "CERTIFICATE"), by: Self.pem(certificate, "CERTIFICATE"))
    return isAccepted
  }

  private static func content(_ pem: String) -> [UInt8] { Base64.decode(pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()) ?? [] }
  private static func pem(_ bytes: [UInt8], _ type: String) -> String {
    let text = Array(Base64.encode(bytes))
    let lines = stride(from: 0, to: text.count, by: 64).map { String(text[$0..<min($0 + 64, text.count)]) }
    return "-----BEGIN \(type)-----\n" + lines.joined(separator: "\n") + "\n-----END \(type)-----\n"
  }
}
