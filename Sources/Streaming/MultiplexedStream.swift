import Basics
import Client
import SPDY

/// One stream of a multiplexed connection.
public final class MultiplexedStream: ByteConnection {
  private let connection: MultiplexedConnection
  private let id: UInt32
  /// What it was opened with.
  public let headers: SPDYHeaders

  init(connection: MultiplexedConnection, id: UInt32, headers: SPDYHeaders) {
    (self.connection, self.id, self.headers) = (connection, id, headers)
  }

  deinit {
    let id = id
    connection.state.withLock { state in
      state.session.abandon(id)
      state.buffers[id] = nil
    }
    connection.changed.notify()
  }

  /// nil at the end, also when the connection has ended. Throws when the peer broke the stream off.
  public func read() async throws -> [UInt8]? {
    while true {
      let version = connection.changed.version
      let outcome = connection.state.withLock { take(&$0) }
      switch outcome {
      case .bytes(let bytes):
        connection.changed.notify()
        return bytes
      case .end: return nil
      case .reset: throw StreamEnded()
      case .wait: try await connection.changed.wait(after: version)
      }
    }
  }

  private enum Outcome { case bytes([UInt8]), end, reset, wait }

  private func take(_ state: inout MultiplexedConnection.State) -> Outcome {
    guard var buffer = state.buffers[id] else { return .end }
    guard buffer.first < buffer.chunks.count else {
      if buffer.isReset { return .reset }
      return buffer.hasEnded || state.isOver ? .end : .wait
    }
    let bytes = buffer.chunks[buffer.first]
    buffer.first += 1
    buffer.count -= bytes.count
    if buffer.first == buffer.chunks.count { (buffer.chunks, buffer.first) = ([], 0) }
    state.buffers[id] = buffer
    state.session.consumed(id, bytes.count)
    return .bytes(bytes)
  }

  /// Returns when everything is on its way; waits for windows and for what other streams have to send.
  public func write(_ bytes: [UInt8]) async throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let version = connection.changed.version
      let (id, slice) = (id, rest)
      let taken = try connection.state.withLock { state in
        let room = MultiplexedConnection.outputBytesMax - state.session.outputCount
        guard !state.isOver, let taken = state.session.send(id, slice, room: room) else { throw StreamEnded() }
        return taken
      }
      if taken > 0 {
        rest = rest.dropFirst(taken)
        connection.changed.notify()
      } else {
        try await connection.changed.wait(after: version)
      }
    }
  }

  public func finishWriting() async {
    connection.state.withLock { $0.session.end(id) }
    connection.changed.notify()
  }

  /// Breaks the stream off.
  public func close() {
    let id = id
    connection.state.withLock { state in
      state.session.reset(id, .cancel)
      state.buffers[id] = MultiplexedConnection.Buffer(hasEnded: true)
    }
    connection.changed.notify()
  }

  /// When the stream was broken off, or the connection has ended.
  public func waitUntilClosed() async {
    while true {
      let version = connection.changed.version
      let isClosed = connection.state.withLock { $0.isOver || $0.buffers[id]?.isReset ?? true }
      if isClosed { return }
      do { try await connection.changed.wait(after: version) } catch { return }
    }
  }

  /// The stream as a sequence; it ends where the stream does.
  public var chunks: AsyncStream<[UInt8]> { AsyncStream { (try? await self.read()) ?? nil } }
}
