import NIOCore

/// A body as it comes in: whole up to a limit, beyond it only counted.
struct RequestBodyBuffer {
  /// How many times the limit is read and thrown away, so that a client that sends before it reads gets its answer.
  static let discardedFactor = 4

  let limit: Int
  private(set) var bytes: [UInt8] = []
  private(set) var received = 0

  /// `announced`: what the head says the length is.
  init(limit: Int, announced: Int?) {
    self.limit = limit
    isTooLarge = (announced ?? 0) > limit
  }

  private(set) var isTooLarge: Bool

  /// Nobody waits for the end of a body as long as this.
  var isEndless: Bool { isTooLarge && received / Self.discardedFactor > limit }

  mutating func append(_ buffer: ByteBuffer) {
    received += buffer.readableBytes
    if received > limit {
      isTooLarge = true
      bytes = []
    } else if !isTooLarge {
      bytes.append(contentsOf: buffer.readableBytesView)
    }
  }
}
