/// A place in a JSON tree (RFC 6901), such as `/spec/containers/0/image`.
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
  public var tokens: [String]

  public init(_ tokens: [String]) { self.tokens = tokens }

  /// nil when the text is neither empty nor starts with a slash.
  public init?(_ text: String) {
    if text.isEmpty { tokens = []; return }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    tokens = text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
      Self.replace("~0", "~", in: Self.replace("~1", "/", in: String(decoding: $0, as: UTF8.self)))
    }
  }

  private static func replace(_ old: String, _ new: String, in text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "~")) else { return text }
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
      if rest.starts(with: old.utf8) {
        result += new.utf8
        rest = rest.dropFirst(old.utf8.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  public var description: String {
    tokens.map { "/" + Self.replace("/", "~1", in: Self.escapeTilde($0)) }.joined()
  }

  private static func escapeTilde(_ token: String) -> String {
    token.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
  }

  /// Index of an existing element: digits without a leading zero, in range.
  static func index(_ token: String, below count: Int) -> Int? {
    guard token == "0" || token.utf8.first != UInt8(ascii: "0"), token.utf8.allSatisfy({ (48...57).contains($0) }), let index = Int(token),
      index < count
    else { return nil }
    return index
  }

  public func value(in root: Value) -> Value? {
    var current = root
    for token in tokens {
      switch current {
      case .object(let object):
        guard let next = object[token] else { return nil }
        current = next
      case .array(let elements):
        guard let index = Self.index(token, below: elements.count) else { return nil }
        current = elements[index]
      default: return nil
      }
    }
    return current
  }
}
