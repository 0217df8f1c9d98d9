import APIMachinery

/// A file of bearer tokens that are fixed for the life of the server, as upstream's `--token-auth-file` has them:
/// a line each of `token,user,uid` and optionally the groups, quoted: `"group1,group2"`.
public struct TokenFile: Hashable, Sendable {
  public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    public var line: Int
    public var problem: String
    public var description: String { "line \(line): \(problem)" }
  }

  public private(set) var users: [String: UserInfo] = [:]

  /// Reads the lines. Empty lines and those with an empty token give nobody access; of a token given twice the last line counts.
  /// Throws where a line has fewer than three fields or its quotes don't match: half a file must not be served.
  public init(_ text: String) throws(Malformed) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      let fields = try Self.fields(line, number: index + 1)
      guard fields.count >= 3 else {
        throw Malformed(line: index + 1, problem: "expected at least 3 fields (token, user name, user uid), found \(fields.count)")
      }
      guard !fields[0].isEmpty else { continue }
      let groups = fields.count > 3 ? fields[3].split(separator: ",").map { String(Self.trimmed($0)) }.filter { !$0.isEmpty } : []
      users[fields[0]] = UserInfo(name: fields[1], uid: fields[2], groups: groups)
    }
  }

  /// The fields of one line of comma-separated values (RFC 4180, within a line).
  private static func fields(_ line: Substring, number: Int) throws(Malformed) -> [String] {
    var fields = [""]
    var rest = line
    while let character = rest.popFirst() {
      if character == "," {
        fields.append("")
      } else if character == "\"", fields[fields.count - 1].isEmpty {
        fields[fields.count - 1] = try quoted(&rest, number: number)
        guard rest.isEmpty || rest.first == "," else { throw Malformed(line: number, problem: "text after a quoted field") }
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  /// What stands before the closing quote; a doubled quote is one of the text.
  private static func quoted(_ rest: inout Substring, number: Int) throws(Malformed) -> String {
    var text = ""
    while let character = rest.popFirst() {
      guard character == "\"" else {
        text.append(character)
        continue
      }
      guard rest.first == "\"" else { return text }
      rest.removeFirst()
      text.append("\"")
    }
    throw Malformed(line: number, problem: "a quote is not closed")
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

/// The bearer tokens of a `TokenFile`. A token that isn't in it is somebody else's to judge.
public struct TokenFileAuthenticator: Authenticator {
  private let users: [String: UserInfo]

  public init(_ file: TokenFile) { users = file.users }

  public func authenticate(_ credentials: Credentials) throws(StatusError) -> UserInfo? {
    credentials.bearerToken.flatMap { users[$0] }
  }
}
