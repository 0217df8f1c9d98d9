import APIMachinery

/// Decodes a watch response, line by line, as it is read.
actor WatchReader {
  private var chunks: AsyncThrowingStream<[UInt8], any Error>.AsyncIterator
  private var splitter = LineSplitter()
  private var lines: ArraySlice<[UInt8]> = []

  init(_ chunks: AsyncThrowingStream<[UInt8], any Error>) { self.chunks = chunks.makeAsyncIterator() }

  func next() async throws -> WatchEvent? {
    while true {
      if let line = lines.popFirst() {
        if let event = try Self.event(line) { return event }
        continue
      }
      var iterator = chunks
      let chunk = try await iterator.next(isolation: self)
      chunks = iterator
      guard let chunk else { return nil }
      lines = splitter.add(chunk)[...]
    }
  }

  /// nil for types that this client doesn't know: newer servers may send more.
  static func event(_ line: [UInt8]) throws -> WatchEvent? {
    let value: Value
    do {
      value = try JSON.decode(line)
    } catch {
      throw StatusError.internalError("a watch event is not JSON: \(error)")
    }
    guard let object = value["object"] else { throw StatusError.internalError("a watch event without an object") }
    switch value["type"]?.string {
    case "ADDED": return .added(object)
    case "MODIFIED": return .modified(object)
    case "DELETED": return .deleted(object)
    case "BOOKMARK": return .bookmark(object)
    case "ERROR": throw StatusError(object) ?? .internalError("a watch ended with an error that can't be read")
    default: return nil
    }
  }
}
