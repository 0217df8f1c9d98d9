import Basics

/// A commit's content.
public struct Commit: Hashable, Sendable {
  public var tree: ObjectID
  public var parents: [CommitID]
  public var author: Signature
  public var committer: Signature
  public var message: String

  public init(tree: ObjectID, parents: [CommitID], author: Signature, committer: Signature, message: String) {
    (self.tree, self.parents, self.author, self.committer, self.message) = (tree, parents, author, committer, message)
  }

  public var encoded: [UInt8] {
    var text = "tree \(tree.hex)\n"
    for parent in parents { text += "parent \(parent.hex)\n" }
    text += "author \(author.text)\ncommitter \(committer.text)\n\n"
    var bytes = Array(text.utf8)
    // A NUL would end the message for every other program, and fsck calls it an error.
    if message.utf8.contains(0) { bytes.append(contentsOf: message.utf8.lazy.filter { $0 != 0 }) } else { bytes.append(contentsOf: message.utf8) }
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    return bytes
  }

  /// Headers other than the five known ones (signatures, encoding) are skipped.
  public init(decoding bytes: [UInt8]) throws(GitError) {
    let text = String(decoding: bytes, as: UTF8.self)
    var tree: ObjectID?
    var parents: [CommitID] = []
    var author: Signature?
    var committer: Signature?
    var rest = text[...]
    while let end = rest.firstIndex(of: "\n"), end != rest.startIndex {
      let line = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if line.hasPrefix("tree ") { tree = ObjectID(hex: line.dropFirst(5)) }
      if line.hasPrefix("parent "), let parent = ObjectID(hex: line.dropFirst(7)) { parents.append(parent) }
      if line.hasPrefix("author ") { author = Signature(text: line.dropFirst(7)) }
      if line.hasPrefix("committer ") { committer = Signature(text: line.dropFirst(10)) }
    }
    guard let tree, let author, let committer else { throw .malformed("a commit without tree, author or committer") }
    self.init(tree: tree, parents: parents, author: author, committer: committer, message: String(rest.dropFirst()))
  }

  public var subject: String { String(message.prefix { $0 != "\n" }) }

  /// The values of a trailer (`Key: value` lines of the last paragraph), in order.
  public func trailers(_ key: String) -> [String] {
    var lines: [Substring] = []
    for line in message.split(separator: "\n", omittingEmptySubsequences: false).reversed() {
      if line.isEmpty, !lines.isEmpty { break }
      if !line.isEmpty { lines.append(line) }
    }
    return lines.reversed().filter { $0.hasPrefix(key + ": ") }.map { String($0.dropFirst(key.utf8.count + 2)) }
  }
}
