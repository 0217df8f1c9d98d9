import Basics
import Client
import Crypto
import NIOCore
import NIOHTTP1

/// Answers 101 and hands the connection to whoever speaks the new protocol.
struct ProtocolUpgrade: Sendable {
  let handler: NIOLoopBound<RequestHandler>
  let channel: any Channel

  /// The key of a request that is right for a WebSocket (RFC 6455 section 4.2.1); nil for any other.
  static func webSocketKey(_ headers: NIOHTTP1.HTTPHeaders) -> String? {
    func names(_ field: String, _ word: String) -> Bool { headers[canonicalForm: field].contains { $0.lowercased() == word } }
    let keys = headers["sec-websocket-key"]
    guard names("upgrade", "websocket"), names("connection", "upgrade"), headers["sec-websocket-version"] == ["13"], keys.count == 1,
      Base64.decode(keys[0])?.count == 16
    else { return nil }
    return keys[0]
  }

  /// RFC 6455 section 4.2.2.
  func webSocket(key: String, subprotocol: String, _ response: HTTPResponse, _ body: @Sendable (any WebSocketConnection) async -> Void) async {
    let frames = WebSocketFrameHandler(channel: channel, isClient: false)
    var headers: [(String, String)] = [("Upgrade", "websocket"), ("Sec-WebSocket-Accept", webSocketAccept(key))]
    if !subprotocol.isEmpty { headers.append(("Sec-WebSocket-Protocol", subprotocol)) }
    guard await leaveHTTP(response, headers, { frames.handlers }) else { return }
    await body(frames)
    await frames.close()
  }

  /// The response's headers name the protocol.
  func bytes(_ response: HTTPResponse, _ body: @Sendable (any ByteConnection) async -> Void) async {
    let connection = UpgradedConnection(channel: channel)
    guard await leaveHTTP(response, [], { return [connection] }) else { return }
    await body(connection)
    connection.close()
  }

  private func leaveHTTP(
    _ response: HTTPResponse, _ own: [(String, String)], _ handlers: @escaping @Sendable () -> [any ChannelHandler]
  ) async -> Bool {
    var headers = NIOHTTP1.HTTPHeaders(own)
    headers.add(name: "Connection", value: "Upgrade")
    for field in response.headers.fields where field.name.lowercased() != "connection" { headers.add(name: field.name, value: field.value) }
    let head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
    do {
      channel.write(HTTPServerResponsePart.head(head), promise: nil)
      try await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
      try await channel.eventLoop.flatSubmit { [handler, channel] in
        do { return try handler.value.leaveHTTP(channel, handlers()) } catch { return channel.eventLoop.makeFailedFuture(error) }
      }.get()
      return true
    } catch {
      channel.close(promise: nil)
      return false
    }
  }
}

/// The answer to a client's key, which shows that the server speaks WebSocket.
func webSocketAccept(_ key: String) -> String {
  let digest = Insecure.SHA1.hash(data: Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
  return Base64.encode(Array(digest))
}
