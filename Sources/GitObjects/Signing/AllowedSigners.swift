import Basics

/// Who may sign, in the format of ssh-keygen's allowed signers file (ssh-keygen(1), ALLOWED SIGNERS): a line each of principals, options,
/// key.
public struct AllowedSigners: Sendable {
  public struct Entry: Hashable, Sendable {
    /// Names such as `alice@example.com`; `*` and `?` stand for others, `!` excludes.
    public var principals: [String]
    public var key: SSHPublicKey
    /// nil: for any purpose.
    public var namespaces: [String]?
    public var validAfter: Timestamp?
    public var validBefore: Timestamp?
    public var comment = ""

    public init(principals: [String], key: SSHPublicKey, namespaces: [String]? = nil, comment: String = "") {
      (self.principals, self.key, self.namespaces, self.comment) = (principals, key, namespaces, comment)
    }
  }

  public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    public var line: Int
    public var problem: String
    public var description: String { "line \(line): \(problem)" }
  }

  public var entries: [Entry] = []

  public init() {}

  /// Throws at the first line that can't be understood: half a list must not be trusted.
  public init(_ text: String) throws(Malformed) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let content = line.drop { $0 == " " || $0 == "\t" }
      if content.isEmpty || content.hasPrefix("#") { continue }
      entries.append(try AllowedSignersLine.entry(content, number: index + 1))
    }
  }

  public var text: String { entries.map { $0.line + "\n" }.joined() }

  /// Who signs with the key, for git and at this time; nil for nobody that is known.
  public func principal(of key: SSHPublicKey, namespace: String = SSHSignature.gitNamespace, at time: Timestamp) -> String? {
    entries.first { entry in
      entry.key == key && (entry.namespaces?.contains { Self.text(namespace, matches: $0) } ?? true)
        && (entry.validAfter.map { $0 <= time } ?? true) && (entry.validBefore.map { time < $0 } ?? true)
    }?.principals.first
  }

  /// `*` and `?` in a pattern stand for any text and any one character.
  static func text(_ text: String, matches pattern: String) -> Bool {
    let (text, pattern) = (Array(text.unicodeScalars), Array(pattern.unicodeScalars))
    var (at, want) = (0, 0)
    var (star, resume) = (-1, 0)
    while at < text.count {
      if want < pattern.count, pattern[want] == "?" || (pattern[want] != "*" && pattern[want] == text[at]) {
        (at, want) = (at + 1, want + 1)
      } else if want < pattern.count, pattern[want] == "*" {
        (star, resume, want) = (want, at, want + 1)
      } else if star >= 0 {
        resume += 1
        (at, want) = (resume, star + 1)
      } else {
        return false
      }
    }
    return pattern[want...].allSatisfy { $0 == "*" }
  }
}

extension AllowedSigners.Entry {
  public var line: String {
    var words = [principals.joined(separator: ",")]
    var options: [String] = []
    if let namespaces { options.append("namespaces=\"\(namespaces.joined(separator: ","))\"") }
    if let validAfter { options.append("valid-after=\"\(AllowedSignersLine.text(validAfter))\"") }
    if let validBefore { options.append("valid-before=\"\(AllowedSignersLine.text(validBefore))\"") }
    if !options.isEmpty { words.append(options.joined(separator: ",")) }
    words.append(key.description)
    if !comment.isEmpty { words.append(comment) }
    return words.joined(separator: " ")
  }
}
