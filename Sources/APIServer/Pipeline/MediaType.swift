/// One media type of an Accept or Content-Type header with its parameters, lower case (RFC 9110 section 8.3).
struct MediaType: Sendable, Hashable {
  var type: String
  var parameters: [String: String] = [:]

  init?(_ text: String) {
    var parts = text.split(separator: ";").makeIterator()
    guard let type = parts.next().map({ Self.trim(Substring($0)) }), !type.isEmpty else { return nil }
    self.type = type.lowercased()
    while let parameter = parts.next() {
      let pair = parameter.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      parameters[Self.trim(Substring(pair[0])).lowercased()] = Self.trim(Substring(pair[1]))
    }
  }

  /// The types of an Accept header, the most wanted first.
  static func accepted(_ headers: [String]) -> [MediaType] {
    let types = headers.flatMap { $0.split(separator: ",") }.compactMap { MediaType(String($0)) }
    return types.enumerated().sorted { a, b in
      (-a.element.quality, a.element.wildcards, a.offset) < (-b.element.quality, b.element.wildcards, b.offset)
    }.map(\.element).filter { $0.quality > 0 }
  }

  /// What names a type goes before what names any.
  private var wildcards: Int { type == "*/*" ? 2 : type.hasSuffix("/*") ? 1 : 0 }

  private var quality: Double { parameters["q"].flatMap(Double.init) ?? 1 }

  private static func trim(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
