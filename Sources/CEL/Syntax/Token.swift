struct Token: Sendable {
  enum Kind: Hashable, Sendable {
    case identifier(String)
    /// `` `name` ``, for fields that aren't identifiers.
    case quotedIdentifier(String)
    case int(String)
    case uint(String)
    case double(String)
    case string(String)
    case bytes([UInt8])
    case symbol(String)
    case end
  }
  var kind: Kind
  var offset: Int
}

extension Token.Kind {
  /// How a message calls it.
  var text: String {
    switch self {
    case .identifier(let name): name
    case .quotedIdentifier(let name): "`" + name + "`"
    case .int(let text), .double(let text): text
    case .uint(let text): text + "u"
    case .string(let text): "\"" + text + "\""
    case .bytes: "bytes"
    case .symbol(let text): text
    case .end: "<EOF>"
    }
  }
}
