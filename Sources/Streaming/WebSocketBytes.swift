import Basics
import Client

/// A byte connection inside a WebSocket: binary messages, wherever their borders are (KEP-4006: port-forward tunnelling).
public struct WebSocketBytes: ByteConnection {
  private let socket: any WebSocketConnection
  public init(_ socket: any WebSocketConnection) { self.socket = socket }

  public func read() async throws -> [UInt8]? {
    for await message in socket.messages where !message.isEmpty { return message }
    return nil
  }
  public func write(_ bytes: [UInt8]) async throws { try await socket.send(bytes) }
  /// A WebSocket ends both ways at once: the end is left to the protocol inside.
  public func finishWriting() async {}
  public func close() { Task { [socket] in await socket.close() } }
  public func waitUntilClosed() async { await socket.waitUntilClosed() }
}
