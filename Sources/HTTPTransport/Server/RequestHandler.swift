import APIMachinery
import Basics
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

  /// The HTTP/1.1 handlers that a change of protocol takes out; nil on HTTP/2.
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
  /// The body of the request under way, when it is streamed.
  private var inbox: Inbox?
  /// Set when the connection ended within a body.
  private let cut = CloseSignal()

  init(_ handler: @escaping HTTPServer.Handler, _ limits: HTTPServer.Limits, peer: HTTPPeer, http1: HTTP1Handlers?) {
    (self.handler, self.limits, self.peer, self.http1) = (handler, limits, peer, http1)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      sendContinue(head, context)
      if limits.streamsBody(String(head.uri.prefix { $0 != "?" })) { return startStreaming(head, context) }
      self.head = head
      body = []
      bodyLimit = limits.bodyBytes(String(head.uri.prefix { $0 != "?" }))
      isTooLarge = false
    case .body(let buffer):
      if let inbox { return buffer.readableBytes > 0 ? inbox.push(Array(buffer.readableBytesView)) : () }
      guard !isTooLarge else { return }
      if body.count + buffer.readableBytes > bodyLimit {
        isTooLarge = true
        body = []
      } else {
        body.append(contentsOf: buffer.readableBytesView)
      }
    case .end:
      if let inbox {
        self.inbox = nil
        return inbox.finish()
      }
      start(context)
    }
  }

  private func sendContinue(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" }) else { return }
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))), promise: nil)
  }

  /// Runs the handler before the body is there; a handler that reads slowly slows the client down.
  private func startStreaming(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let inbox = Inbox(channel: context.channel)
    self.inbox = inbox
    var request = HTTPRequest(head: head, body: [], peer: peer)
    request.bodyStream = AsyncThrowingStream { [cut] in
      if let chunk = await inbox.next() { return chunk }
      if cut.isClosed { throw ChannelError.eof }
      return nil
    }
    run(request, head, context)
  }

  private func start(_ context: ChannelHandlerContext) {
    guard let head else { return }
    let request = HTTPRequest(head: head, body: body, peer: peer)
    body = []
    self.head = nil
    guard !isTooLarge else {
      let (writer, limit) = (writer(context, head), bodyLimit)
      task = Task { await writer.write(.tooLarge(limit: limit)) }
      return
    }
    run(request, head, context)
  }

  private func run(_ request: HTTPRequest, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let writer = writer(context, head)
    let asksForWebSocket = head.headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
    let key = asksForWebSocket ? head.headers.first(name: "sec-websocket-key") : nil
    let upgrade = http1 == nil ? nil : ProtocolUpgrade(handler: NIOLoopBound(self, eventLoop: context.eventLoop), channel: context.channel)
    let (inbox, channel) = (inbox, context.channel)
    task = Task { [handler] in
      let response = await handler(request)
      // What is left of a body that nobody reads has no end that one could wait for.
      defer { if let inbox, !inbox.isFinished { channel.close(promise: nil) } }
      switch (response.body, upgrade) {
      case (.webSocket(let subprotocol, let run), let upgrade?) where key != nil:
        await upgrade.webSocket(key: key ?? "", subprotocol: subprotocol, response, run)
      case (.upgrade(let run), let upgrade?): await upgrade.bytes(response, run)
      case (.webSocket, _), (.upgrade, _): await writer.write(.needsUpgrade)
      default: await writer.write(response)
      }
    }
  }

  private func writer(_ context: ChannelHandlerContext, _ head: HTTPRequestHead) -> ResponseWriter {
    ResponseWriter(
      channel: context.channel, isHTTP2: http1 == nil, keepAlive: head.isKeepAlive, isHeadRequest: head.method == .HEAD)
  }

  func channelInactive(context: ChannelHandlerContext) {
    if let inbox {
      cut.close()
      inbox.finish()
    }
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

  /// Takes the HTTP/1.1 handlers out, so that the connection carries another protocol. On the event loop only.
  func leaveHTTP(_ channel: any Channel, _ handlers: [any ChannelHandler]) throws -> EventLoopFuture<Void> {
    guard let http1 else { throw ChannelError.operationUnsupported }
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandlers(handlers)
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
  fileprivate static let needsUpgrade = status(.badRequest("unable to upgrade: missing upgrade headers in request"))
}
