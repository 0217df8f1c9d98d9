import Basics
import Glibc

/// A connected stream socket.
public final class SocketConnection: ByteConnection {
  private let reading: Descriptor
  private let writing: Descriptor
  private let closing = CloseSignal()

  /// Takes the socket, which must not block, over.
  public init(_ socket: Descriptor) throws(SystemError) {
    // Two descriptors: one can be waited for by one task alone.
    (reading, writing) = (socket, try socket.duplicate())
  }

  deinit { close() }

  public func read() async throws -> [UInt8]? {
    guard !closing.isClosed else { return nil }
    let bytes = try await Poller.shared.read(reading)
    if bytes.isEmpty { return nil }
    return bytes
  }

  public func write(_ bytes: [UInt8]) async throws {
    guard !closing.isClosed else { throw SystemError("write", "", code: EPIPE) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(writing.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count >= 0 { rest = rest.dropFirst(count); continue }
      switch errno {
      case EINTR: continue
      case EAGAIN: try await Poller.shared.writable(writing)
      case let code: throw SystemError("write", "", code: code)
      }
    }
  }

  public func finishWriting() async { shutdown(writing.raw, Int32(SHUT_WR)) }

  /// Wakes whoever waits: both directions are shut down. The descriptors are closed when the last reference goes.
  public func close() {
    shutdown(reading.raw, Int32(SHUT_RDWR))
    closing.close()
  }

  public func waitUntilClosed() async { await closing.wait() }
}
