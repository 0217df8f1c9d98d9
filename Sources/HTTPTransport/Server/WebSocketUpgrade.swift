import Basics
import Client
import Crypto
import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Answers 101 and hands the connection to a WebSocket handler (RFC 6455 section 4.2.2).
struct WebSocketUpgrade: Sendable {
  let handler: NIOLoopBound<RequestHandler>
  let channel: any Channel
  let key: String

  func run(subprotocol: String, _ body: @Sendable (any WebSocketConnection) async -> Void) async {
    let frames = WebSocketFrameHandler(channel: channel, isClient: false)
    do {
      var headers = NIOHTTP1.HTTPHeaders([
        ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", webSocketAccept(key)),
      ])
      if !subprotocol.isEmpty { headers.add(name: "Sec-WebSocket-Protocol", value: subprotocol) }
      let head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
      channel.write(HTTPServerResponsePart.head(head), promise: nil)
      try await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
      try await channel.eventLoop.flatSubmit { [handler, channel] in
        do { return try handler.value.becomeWebSocket(channel, frames) } catch { return channel.eventLoop.makeFailedFuture(error) }
      }.get()
      await body(frames)
      await frames.close()
    } catch {
      channel.close(promise: nil)
    }
  }
}

/// The answer to a client's key, which shows that the server speaks WebSocket.
func webSocketAccept(_ key: String) -> String {
  let digest = Insecure.SHA1.hash(data: Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
  return Base64.encode(Array(digest))
}
