import APIMachinery
import Client
import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Collects one request after the other, runs the handler in a task, writes its response.
///
/// One for each HTTP/1.1 connection or HTTP/2 stream; all its state lives on the channel's event loop.
final class RequestHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// The HTTP/1.1 handlers that a change to WebSocket takes out; nil on HTTP/2.
  struct HTTP1Handlers {
    let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    let encoder: HTTPResponseEncoder
    let pipelining: HTTPServerPipelineHandler
  }

  private let handler: HTTPServer.Handler
  private let limits: HTTPServer.Limits
  private let peer: HTTPPeer
  private let http1: HTTP1Handlers?
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var bodyLimit = 0
  private var isTooLarge = false
  private var task: Task<Void, Never>?

  init(_ handler: @escaping HTTPServer.Handler, _ limits: HTTPServer.Limits, peer: HTTPPeer, http1: HTTP1Handlers?) {
    (self.handler, self.limits, self.peer, self.http1) = (handler, limits, peer, http1)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
      bodyLimit = limits.bodyBytes(String(head.uri.prefix { $0 != "?" }))
      isTooLarge = false
      if head.headers.contains(name: "expect"), head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" }) {
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))), promise: nil)
      }
    case .body(let buffer):
      guard !isTooLarge else { return }
      if body.count + buffer.readableBytes > bodyLimit {
        isTooLarge = true
        body = []
      } else {
        body.append(contentsOf: buffer.readableBytesView)
      }
    case .end: start(context)
    }
  }

  private func start(_ context: ChannelHandlerContext) {
    guard let head else { return }
    let request = HTTPRequest(head: head, body: body, peer: peer)
    let keepAlive = head.isKeepAlive
    let isUpgrade = head.headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
    let webSocketKey = isUpgrade && http1 != nil ? head.headers.first(name: "sec-websocket-key") : nil
    body = []
    self.head = nil
    let writer = ResponseWriter(channel: context.channel, isHTTP2: http1 == nil, keepAlive: keepAlive, isHeadRequest: head.method == .HEAD)
    let upgrade = webSocketKey.map { key in WebSocketUpgrade(handler: NIOLoopBound(self, eventLoop: context.eventLoop), channel: context.channel, key: key) }
    let tooLarge = isTooLarge
    let limit = bodyLimit
    task = Task { [handler] in
      guard !tooLarge else { return await writer.write(.tooLarge(limit: limit)) }
      let response = await handler(request)
      guard case .webSocket(let subprotocol, let run) = response.body else { return await writer.write(response) }
      guard let upgrade else { return await writer.write(.needsWebSocket) }
      await upgrade.run(subprotocol: subprotocol, run)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    task?.cancel()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A parser error leaves the connection without a known state; a peer that broke off needs no answer.
    if error is HTTPParserError {
      let writer = ResponseWriter(channel: context.channel, isHTTP2: false, keepAlive: false, isHeadRequest: false)
      Task { await writer.write(.malformed) }
    } else {
      context.close(promise: nil)
    }
  }

  /// Takes the HTTP/1.1 handlers out, so that the connection carries WebSocket frames. On the event loop only.
  func becomeWebSocket(_ channel: any Channel, _ frames: WebSocketFrameHandler) throws -> EventLoopFuture<Void> {
    guard let http1 else { throw ChannelError.operationUnsupported }
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandlers([WebSocketFrameEncoder(), ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: 1 << 20)), frames])
    return pipeline.removeHandler(http1.pipelining).assumeIsolated()
      .flatMap { pipeline.removeHandler(self) }
      .flatMap { pipeline.removeHandler(http1.encoder) }
      .flatMap { pipeline.removeHandler(http1.decoder) }.nonisolated()
  }
}

extension HTTPRequest {
  fileprivate init(head: HTTPRequestHead, body: [UInt8], peer: HTTPPeer) {
    let mark = head.uri.firstIndex(of: "?")
    var headers = HTTPHeaders()
    for (name, value) in head.headers { headers.add(name, value) }
    self.init(
      head.method.rawValue, String(head.uri[..<(mark ?? head.uri.endIndex)]),
      query: mark.map { String(head.uri[head.uri.index(after: $0)...]) } ?? "", headers: headers, body: body, peer: peer)
  }
}

extension HTTPResponse {
  fileprivate static func status(_ error: StatusError) -> HTTPResponse {
    HTTPResponse(error.code, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(error.value)))
  }
  fileprivate static func tooLarge(limit: Int) -> HTTPResponse {
    .status(StatusError(413, .requestEntityTooLarge, "Request entity too large: limit is \(limit)"))
  }
  fileprivate static let malformed = status(.badRequest("the request is not HTTP"))
  fileprivate static let needsWebSocket = status(.badRequest("unable to upgrade: missing upgrade headers in request"))
}
