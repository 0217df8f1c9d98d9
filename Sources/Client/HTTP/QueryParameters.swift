import APIMachinery

/// The query of a request, decoded, in order; names may stand several times.
public struct QueryParameters: Sendable {
  private var items: [(name: String, value: String)] = []

  public init() {}

  /// Parts that can't be decoded are an error of the client.
  public init(_ query: String) throws(StatusError) {
    guard query.utf8.count <= 64 << 10 else { throw .badRequest("the query is longer than 64 KiB") }
    for part in query.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decode(pair[0], plusIsSpace: true),
        let value = pair.count > 1 ? PercentEncoding.decode(pair[1], plusIsSpace: true) : ""
      else { throw .badRequest("invalid URL escape in the query \"\(part.prefix(64))\"") }
      items.append((name, value))
    }
  }

  public subscript(name: String) -> String? { items.first { $0.name == name }?.value }

  public func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

  /// Upstream's reading of a boolean: anything but `false` and `0` is true, the bare name too.
  public func bool(_ name: String) -> Bool? {
    self[name].map { !["false", "0"].contains($0.lowercased()) }
  }

  public func int(_ name: String) throws(StatusError) -> Int? {
    guard let text = self[name], !text.isEmpty else { return nil }
    guard let value = Int(text) else { throw .badRequest("strconv.ParseInt: parsing \"\(text)\": invalid syntax") }
    return value
  }
}
