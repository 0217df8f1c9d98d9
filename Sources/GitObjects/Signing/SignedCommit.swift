/// A commit taken apart into what was signed and the signature over it (git, signature-format).
public struct SignedCommit: Sendable {
  public let content: [UInt8]
  /// The armoured text; nil for a commit without one.
  public let signature: String?

  private static let names = ["gpgsig", "gpgsig-sha256"]

  public init(_ bytes: [UInt8]) {
    var content: [UInt8] = []
    content.reserveCapacity(bytes.count)
    var signature: String?
    var rest = bytes[...]
    var isInSignature = false
    while !rest.isEmpty, rest.first != UInt8(ascii: "\n") {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      let line = rest[..<end]
      let next = end < rest.endIndex ? rest.index(after: end) : rest.endIndex
      if isInSignature, line.first == UInt8(ascii: " ") {
        signature?.append("\n" + String(decoding: line.dropFirst(), as: UTF8.self))
      } else if let name = Self.names.first(where: { line.starts(with: Array(($0 + " ").utf8)) }) {
        isInSignature = true
        signature = String(decoding: line.dropFirst(name.utf8.count + 1), as: UTF8.self)
      } else {
        isInSignature = false
        content.append(contentsOf: rest[..<next])
      }
      rest = rest[next...]
    }
    content.append(contentsOf: rest)
    (self.content, self.signature) = (content, signature)
  }

  /// Puts a signature after the other headers.
  static func insert(_ armoured: String, into commit: [UInt8]) -> [UInt8] {
    var end = commit.startIndex
    while end < commit.endIndex, !(commit[end] == 10 && (end == commit.startIndex || commit[end - 1] == 10)) { end += 1 }
    let header = "gpgsig " + armoured.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n ") + "\n"
    return Array(commit[..<end]) + Array(header.utf8) + Array(commit[end...])
  }
}
