import APIMachinery
import Basics

/// The organizations and common names that a certificate request asks for (RFC 2986), read without believing anything else of it.
struct CertificateRequestSubject: Hashable, Sendable {
  var organizations: [String] = []
  var commonNames: [String] = []

  /// 2.5.4.3 and 2.5.4.10, encoded.
  private static let (commonName, organization): ([UInt8], [UInt8]) = ([0x55, 0x04, 0x03], [0x55, 0x04, 0x0a])

  /// nil for what isn't the PEM text of a request.
  init?(pem: String) {
    guard let begin = pem.firstRange(of: "-----BEGIN CERTIFICATE REQUEST-----"),
      let end = pem[begin.upperBound...].firstRange(of: "-----END CERTIFICATE REQUEST-----"),
      let bytes = Base64.decode(pem[begin.upperBound..<end.lowerBound].filter { !$0.isWhitespace })
    else { return nil }
    self.init(der: bytes)
  }

  init?(der bytes: [UInt8]) {
    var file = DERReader(bytes[...])
    guard var request = file.enter(0x30), var info = request.enter(0x30), info.skip(0x02), var subject = info.enter(0x30) else { return nil }
    while !subject.isAtEnd {
      guard var set = subject.enter(0x31) else { return nil }
      while !set.isAtEnd {
        guard var attribute = set.enter(0x30), let type = attribute.content(0x06), let (_, text) = attribute.any() else { return nil }
        let value = String(decoding: text, as: UTF8.self)
        if Array(type) == Self.organization { organizations.append(value) }
        if Array(type) == Self.commonName { commonNames.append(value) }
      }
    }
  }
}

/// Reads the distinguished encoding (X.690) one element after the other; lengths must fit.
private struct DERReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  /// The next element's tag and content.
  mutating func any() -> (tag: UInt8, content: ArraySlice<UInt8>)? {
    guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
    var length = Int(first)
    if first >= 0x80 {
      let count = Int(first & 0x7f)
      guard (1...4).contains(count), rest.count >= count else { return nil }
      length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(count)
    }
    guard length <= rest.count else { return nil }
    defer { rest = rest.dropFirst(length) }
    return (tag, rest.prefix(length))
  }

  mutating func content(_ tag: UInt8) -> ArraySlice<UInt8>? {
    guard let (found, content) = any(), found == tag else { return nil }
    return content
  }

  mutating func enter(_ tag: UInt8) -> DERReader? { content(tag).map { DERReader($0) } }
  mutating func skip(_ tag: UInt8) -> Bool { content(tag) != nil }
}
