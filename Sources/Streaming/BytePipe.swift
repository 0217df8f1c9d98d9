import Basics
import Client

/// One end of a byte connection that lives in this process.
public final class BytePipe: ByteConnection {
  private let incoming: ByteQueue
  private let outgoing: ByteQueue
  private let closing: CloseSignal

  private init(_ incoming: ByteQueue, _ outgoing: ByteQueue, _ closing: CloseSignal) {
    (self.incoming, self.outgoing, self.closing) = (incoming, outgoing, closing)
  }

  public static func pair(bytesMax: Int = 64 << 10) -> (BytePipe, BytePipe) {
    let (first, second, closing) = (ByteQueue(bytesMax: bytesMax), ByteQueue(bytesMax: bytesMax), CloseSignal())
    return (BytePipe(first, second, closing), BytePipe(second, first, closing))
  }

  public func read() async throws -> [UInt8]? { await incoming.next() }
  public func write(_ bytes: [UInt8]) async throws { try await outgoing.push(bytes) }
  public func finishWriting() async { outgoing.finish() }

  public func close() {
    incoming.abandon()
    outgoing.finish()
    closing.close()
  }

  public func waitUntilClosed() async { await closing.wait() }
}
