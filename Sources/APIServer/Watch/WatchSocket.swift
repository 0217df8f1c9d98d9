import APIMachinery
import Client

/// A watch over a WebSocket, for scripts in browsers, which can't read a response as it comes in: an event is a message, JSON as text.
struct WatchSocket: Sendable {
  let watcher: Watcher
  let encoder: WatchEncoder
  let counted: LongRunningRequest

  /// There is nothing to agree on: a client that names a subprotocol gets its first back.
  func response(offered: [String]) -> HTTPResponse {
    HTTPResponse(101, body: .webSocket(subprotocol: offered.first ?? "") { socket in await run(socket) })
  }

  /// Until the watch is over or the client has left.
  private func run(_ socket: any WebSocketConnection) async {
    let sending = Task {
      try? await send(to: socket)
      await socket.close()
    }
    await socket.waitUntilClosed()
    sending.cancel()
  }

  private func send(to socket: any WebSocketConnection) async throws {
    while let items = await watcher.next() {
      for item in items {
        let message = await encoder.lines([item])
        if encoder.format.encoding == .protobuf { try await socket.send(message) } else { try await socket.send(text: message) }
      }
    }
  }
}
