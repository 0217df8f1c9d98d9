/// Kubernetes' URLs: `url("https://example.com:8080/path?k=v").getHost()`.
enum URLLibrary {
  struct URLValue: OpaqueValue, CustomStringConvertible {
    static let name = "kubernetes.URL"
    let url: ParsedURL
    var typeName: String { Self.name }
    var description: String { url.text }
    func isEqual(to other: any OpaqueValue) -> Bool { (other as? Self)?.url.text == url.text }
  }

  private static let type = CELType.opaque(URLValue.name)

  static let functions: [String: CELFunction] = [
    "url": CELFunction([.global(.string, to: type)], cost: .traversal(0)) { arguments throws(EvaluationError) in
      let text = try arguments.string(0)
      guard let url = ParsedURL(text) else {
        throw EvaluationError("URL parse error during conversion from string: parse \(StringLibrary.quote(text)): invalid URI for request")
      }
      return .opaque(URLValue(url: url))
    },
    "isURL": CELFunction([.global(.string, to: .bool)], cost: .traversal(0)) { arguments throws(EvaluationError) in
      .bool(ParsedURL(try arguments.string(0)) != nil)
    },
    "getScheme": part { $0.scheme },
    "getHost": part { $0.host },
    "getHostname": part { $0.hostname },
    "getPort": part { $0.port },
    "getEscapedPath": part { $0.path },
    "getQuery": CELFunction([.member(type, to: .map(.string, .list(.string)))], cost: .one) { arguments throws(EvaluationError) in
      let query = try arguments.opaque(0, URLValue.self).url.query
      var entries: [(key: CELValue, value: CELValue)] = []
      for name in query.map(\.0) {
        entries.append((.string(name), .list(CELList(query.filter { $0.0 == name }.map { .string($0.1) }))))
      }
      return .map(CELMap(entries))
    },
  ]

  private static func part(_ body: @escaping @Sendable (ParsedURL) -> String) -> CELFunction {
    CELFunction([.member(type, to: .string)], resultSize: { $0[0] }) { arguments throws(EvaluationError) in
      .string(body(try arguments.opaque(0, URLValue.self).url))
    }
  }
}

/// An absolute URL, or an absolute path (RFC 3986, as Go's ParseRequestURI takes it).
struct ParsedURL: Sendable {
  let text: String
  var scheme = ""
  var host = ""
  var path = ""
  var query: [(String, String)] = []

  init?(_ text: String) {
    self.text = text
    guard !text.isEmpty, text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7f && $0 != "\\" }) else { return nil }
    var rest = text[...]
    if !rest.hasPrefix("/") {
      guard let colon = rest.firstIndex(of: ":") else { return nil }
      let name = rest[..<colon]
      guard let first = name.first, first.isASCII, first.isLetter,
        name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) || "+-.".contains($0) })
      else { return nil }
      scheme = name.lowercased()
      rest = rest[rest.index(after: colon)...]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = Self.parseQuery(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if rest.hasPrefix("//"), !scheme.isEmpty || rest.count > 2 {
      let authority = rest.dropFirst(2).prefix { $0 != "/" }
      rest = rest.dropFirst(2 + authority.count)
      let afterUser = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority[...]
      host = String(afterUser)
      guard Self.isHost(host) else { return nil }
    }
    guard Self.hasValidEscapes(rest) else { return nil }
    path = String(rest)
  }

  private static func isHost(_ host: String) -> Bool {
    if host.hasPrefix("[") {
      guard let end = host.firstIndex(of: "]") else { return false }
      return isPort(host[host.index(after: end)...])
    }
    if host.contains(where: { "<>\"{}|^`[] ".contains($0) }) { return false }
    guard let colon = host.firstIndex(of: ":") else { return true }
    return isPort(host[colon...])
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.isEmpty || text.first == ":" && text.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
  }

  private static func hasValidEscapes(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8)
    for (position, byte) in bytes.enumerated() where byte == UInt8(ascii: "%") {
      guard position + 2 < bytes.count, Character(Unicode.Scalar(bytes[position + 1])).isHexDigit,
        Character(Unicode.Scalar(bytes[position + 2])).isHexDigit
      else { return false }
    }
    return true
  }

  private static func parseQuery(_ text: Substring) -> [(String, String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (unescaped(parts[0]), parts.count > 1 ? unescaped(parts[1]) : "")
    }
  }

  private static func unescaped(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    let source = Array(text.utf8)
    var position = 0
    while position < source.count {
      if source[position] == UInt8(ascii: "%"), position + 2 < source.count,
        let byte = UInt8(String(decoding: source[(position + 1)...(position + 2)], as: UTF8.self), radix: 16)
      {
        bytes.append(byte)
        position += 3
      } else {
        bytes.append(source[position] == UInt8(ascii: "+") ? 0x20 : source[position])
        position += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  var hostname: String {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[host.index(after: host.startIndex)..<end]) }
    return String(host.prefix { $0 != ":" })
  }

  var port: String {
    let after = host.hasPrefix("[") ? host.drop { $0 != "]" }.dropFirst() : host.drop { $0 != ":" }
    return String(after.drop { $0 == ":" })
  }
}
