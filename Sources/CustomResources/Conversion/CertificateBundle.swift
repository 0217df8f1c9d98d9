import APIMachinery
import Basics

/// The authorities that a conversion webhook's certificate is checked with.
enum CertificateBundle {
  /// What is wrong with a definition's bundle, in upstream's words; nil: nothing, or there is none.
  static func problem(of definition: Value) -> String? {
    guard definition[path: "spec", "conversion", "strategy"] == "Webhook",
      let text = definition[path: "spec", "conversion", "webhook", "clientConfig", "caBundle"]?.string, !text.isEmpty
    else { return nil }
    let bytes = Base64.decode(text) ?? []
    return problem(String(decoding: bytes, as: UTF8.self)).map { "unable to load root certificates: " + $0 }
  }

  /// PEM (RFC 7468): at least one certificate, and each certificate one whole DER sequence.
  static func problem(_ pem: String) -> String? {
    let (head, foot) = ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----")
    var rest = pem[...]
    var count = 0
    while let begin = rest.firstRange(of: head) {
      guard let end = rest[begin.upperBound...].firstRange(of: foot) else { break }
      let body = rest[begin.upperBound..<end.lowerBound].filter { !$0.isWhitespace }
      guard let der = Base64.decode(String(body)), isSequence(der) else { return "x509: malformed certificate" }
      count += 1
      rest = rest[end.upperBound...]
    }
    return count > 0 ? nil : "data does not contain any valid RSA or ECDSA certificates"
  }

  /// Tag, length and exactly as many bytes (X.690 section 8.1).
  private static func isSequence(_ der: [UInt8]) -> Bool {
    guard der.count > 4, der[0] == 0x30 else { return false }
    guard der[1] & 0x80 != 0 else { return der.count == 2 + Int(der[1]) }
    let count = Int(der[1] & 0x7f)
    guard (1...4).contains(count), der.count > 2 + count else { return false }
    let length = der[2..<2 + count].reduce(0) { $0 << 8 | Int($1) }
    return der.count == 2 + count + length
  }
}
