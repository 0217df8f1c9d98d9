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
  return base64(Array(digest))
}

func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  var text = ""
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = (0..<3).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0) }
    for position in 0..<4 {
      text.append(position <= min(bytes.count - start, 3) ? alphabet[group >> (18 - 6 * position) & 63] : "=")
    }
  }
  return text
}
