/// A URL in parts: where to connect to, and what to ask for there.
struct WebAddress: Hashable {
  /// `https://host:port`.
  var origin: String
  /// Never empty.
  var path: String
  var query: String

  init?(_ text: String) {
    guard let scheme = text.firstRange(of: "://"), text[..<scheme.lowerBound] == "https" || text[..<scheme.lowerBound] == "http" else { return nil }
    let rest = text[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" && $0 != "?" }
    guard !host.isEmpty, !host.contains("@"), !rest.contains("#"), rest.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else { return nil }
    origin = String(text[..<scheme.upperBound] + host)
    let parts = rest.dropFirst(host.count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = parts.first.map(String.init) ?? ""
    if path.isEmpty { path = "/" }
    query = parts.count > 1 ? String(parts[1]) : ""
  }
}
