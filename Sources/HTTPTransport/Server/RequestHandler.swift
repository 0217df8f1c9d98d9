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
    let patience: PatienceHandler
    let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    let encoder: HTTPResponseEncoder
    let pipelining: HTTPServerPipelineHandler
  }

  /// What the parts that come in belong to.
  private enum State {
    case waiting
    case collecting(HTTPRequestHead, RequestBodyBuffer)
    /// The handler has the request already and reads its body as it comes.
    case streaming(Inbox)
    /// The handler has the whole request.
    case answering
    /// The last answer is on its way: nothing that comes is read any more.
    case ending
  }

  private let handler: HTTPServer.Handler
  private let limits: HTTPServer.Limits
  private let budget: BodyBudget
  private let peer: HTTPPeer
  private let http1: HTTP1Handlers?
  private var state = State.waiting
  private var task: Task<Void, Never>?
  /// Rings when a body has stopped coming.
  private var alarm: Scheduled<Void>?
  private var lastRead = NIODeadline.now()
  /// What the body that is being collected takes up; nil while there is nothing of it.
  private var share: BodyBudget.Share?
  /// Set when the connection ended within a body.
  private let cut = CloseSignal()

  init(_ handler: @escaping HTTPServer.Handler, _ limits: HTTPServer.Limits, _ budget: BodyBudget, peer: HTTPPeer, http1: HTTP1Handlers?) {
    (self.handler, self.limits, self.budget, self.peer, self.http1) = (handler, limits, budget, peer, http1)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), state) {
    case (_, .ending): return
    case (.head(let head), _): begin(head, context)
    case (.body(let buffer), .streaming(let inbox)):
      if buffer.readableBytes > 0 { inbox.push(Array(buffer.readableBytesView)) }
    case (.body(let buffer), .collecting(let head, var body)):
      // Let go of the copy in the state, or each read would copy the whole body.
      state = .waiting
      body.append(buffer)
      lastRead = context.eventLoop.now
      if body.isEndless { return refuse(.tooLarge(limit: body.limit), context) }
      if body.isTooLarge { share?.release() } else if !hold(buffer.readableBytes) { return refuse(.tooMuchAtOnce, context) }
      state = .collecting(head, body)
    case (.end, .streaming(let inbox)):
      state = .answering
      inbox.finish()
    case (.end, .collecting(let head, let body)):
      alarm?.cancel()
      state = .answering
      if body.isTooLarge { return answer(.status(.tooLarge(limit: body.limit)), head, context) }
      run(HTTPRequest(head: head, body: body.bytes, peer: currentPeer), head, inbox: nil, context)
    case (.body, _), (.end, _): return
    }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    if http1 != nil { context.triggerUserOutboundEvent(PatienceHandler.Event.headArrived, promise: nil) }
    if let refusal = RequestHeadCheck.refusal(head) { return refuse(refusal, context) }
    if isCertificateOver, !head.headers.contains(name: "authorization") { return refuse(.unauthorized(), context) }
    let path = String(head.uri.prefix { $0 != "?" })
    if limits.streamsBody(path) {
      sendContinue(head, context)
      return startStreaming(head, context)
    }
    let body = RequestBodyBuffer(limit: limits.bodyBytes(path), announced: head.headers.first(name: "content-length").flatMap { Int($0) })
    // Who asks before sending is answered before it has sent.
    if body.isTooLarge, head.asksForContinue { return refuse(.tooLarge(limit: body.limit), context) }
    sendContinue(head, context)
    state = .collecting(head, body)
    share = nil
    lastRead = context.eventLoop.now
    setAlarm(context)
  }

  /// False when there is no room for so many bytes more of the body.
  private func hold(_ bytes: Int) -> Bool {
    let share = share ?? budget.share(of: peer.source)
    self.share = share
    return share.take(bytes)
  }

  /// A connection may outlive the certificate that it was opened with.
  private var isCertificateOver: Bool { peer.certificateEnd.map { limits.clock.now > $0 } ?? false }

  /// A certificate that is over is nobody's; other credentials may still be good.
  private var currentPeer: HTTPPeer {
    guard isCertificateOver else { return peer }
    var peer = peer
    (peer.certificateCommonName, peer.certificateOrganizations, peer.frontProxyName) = (nil, [], nil)
    return peer
  }

  private func sendContinue(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard head.asksForContinue else { return }
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))), promise: nil)
  }

  /// Runs the handler before the body is there; a handler that reads slowly slows the client down.
  private func startStreaming(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let inbox = Inbox(channel: context.channel)
    state = .streaming(inbox)
    var request = HTTPRequest(head: head, body: [], peer: currentPeer)
    request.bodyStream = AsyncThrowingStream { [cut] in
      if let chunk = await inbox.next() { return chunk }
      if cut.isClosed { throw ChannelError.eof }
      return nil
    }
    run(request, head, inbox: inbox, context)
  }

  private func run(_ request: HTTPRequest, _ head: HTTPRequestHead, inbox: Inbox?, _ context: ChannelHandlerContext) {
    let writer = writer(context, keepAlive: keepsAlive(head), isHeadRequest: head.method == .HEAD)
    let share = share
    self.share = nil
    let key = ProtocolUpgrade.webSocketKey(head.headers)
    let upgrade = http1 == nil ? nil : ProtocolUpgrade(handler: NIOLoopBound(self, eventLoop: context.eventLoop), channel: context.channel)
    let channel = context.channel
    task = Task { [handler, writer] in
      var writer = writer
      let response = await handler(request)
      share?.release()
      // What is left of a body that nobody reads has no end that one could wait for.
      if case .bytes = response.body, let inbox, !inbox.isFinished { (writer.keepAlive, writer.lingers) = (false, true) }
      defer {
        if let inbox {
          if inbox.isFinished { inbox.discard() } else if !writer.lingers { channel.close(promise: nil) }
        }
      }
      switch (response.body, upgrade) {
      case (.webSocket(let subprotocol, let run), let upgrade?) where key != nil:
        await upgrade.webSocket(key: key ?? "", subprotocol: subprotocol, response, run)
      case (.upgrade(let run), let upgrade?): await upgrade.bytes(response, run)
      case (.webSocket, _), (.upgrade, _): await writer.write(.needsUpgrade)
      default: await writer.write(response)
      }
    }
  }

  // MARK: - what ends a connection

  private func answer(_ response: HTTPResponse, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let writer = writer(context, keepAlive: keepsAlive(head), isHeadRequest: head.method == .HEAD)
    task = Task { await writer.write(response) }
  }

  /// Answers, and ends the connection with it.
  private func refuse(_ error: StatusError, _ context: ChannelHandlerContext) {
    alarm?.cancel()
    switch state {
    case .ending: return
    // Its response may have begun: breaking off is all that is left to say.
    case .streaming: return context.close(promise: nil)
    case .waiting, .collecting, .answering: break
    }
    state = .ending
    share = nil
    var writer = writer(context, keepAlive: false, isHeadRequest: false)
    writer.lingers = true
    task = Task { [writer] in await writer.write(.status(error)) }
  }

  private func setAlarm(_ context: ChannelHandlerContext) {
    alarm?.cancel()
    alarm = context.eventLoop.assumeIsolated().scheduleTask(deadline: lastRead + TimeAmount(limits.body)) { self.ring(context) }
  }

  private func ring(_ context: ChannelHandlerContext) {
    guard case .collecting = state, context.channel.isActive else { return }
    if context.eventLoop.now < lastRead + TimeAmount(limits.body) { return setAlarm(context) }
    refuse(.tooSlow, context)
  }

  /// The parser has stopped at a request for another protocol: where that isn't spoken, nothing more can be said on the connection.
  private func keepsAlive(_ head: HTTPRequestHead) -> Bool { head.isKeepAlive && !(http1 != nil && head.asksForUpgrade) }

  private func writer(_ context: ChannelHandlerContext, keepAlive: Bool, isHeadRequest: Bool) -> ResponseWriter {
    ResponseWriter(channel: context.channel, isHTTP2: http1 == nil, keepAlive: keepAlive, isHeadRequest: isHeadRequest, patience: TimeAmount(limits.write))
  }

  func channelInactive(context: ChannelHandlerContext) {
    alarm?.cancel()
    share = nil
    if case .streaming(let inbox) = state {
      cut.close()
      inbox.finish()
    }
    task?.cancel()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // What still comes in behind nonsense is an error too: the answer to the first is on its way.
    if case .ending = state { return }
    // A parser error leaves the connection without a known state; a peer that broke off needs no answer.
    guard let error = error as? HTTPParserError else { return context.close(promise: nil) }
    switch error {
    case .headerOverflow: refuse(StatusError(431, .requestEntityTooLarge, "the request's headers are too large"), context)
    case .invalidVersion: refuse(StatusError(505, .badRequest, "the request's version of HTTP is not spoken here"), context)
    case .invalidEOFState, .closedConnection: context.close(promise: nil)
    default: refuse(.badRequest("the request is not HTTP"), context)
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
      .flatMap { pipeline.removeHandler(http1.decoder) }
      .flatMap { pipeline.removeHandler(http1.patience) }.nonisolated()
  }
}

extension HTTPRequestHead {
  fileprivate var asksForContinue: Bool {
    headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
  }
}

extension HTTPRequestHead {
  /// Whether the parser takes what follows for another protocol.
  fileprivate var asksForUpgrade: Bool {
    headers.contains(name: "upgrade") && headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
  }
}

extension HTTPPeer {
  /// Whose bodies are counted together.
  fileprivate var source: String {
    if let name = certificateCommonName ?? frontProxyName { return "certificate " + name }
    return unixUserID.map { "user \($0)" } ?? address
  }
}

extension HTTPRequest {
  fileprivate init(head: HTTPRequestHead, body: [UInt8], peer: HTTPPeer) {
    let uri = RequestHeadCheck.target(head.uri) ?? head.uri[...]
    let mark = uri.firstIndex(of: "?")
    var headers = HTTPHeaders()
    for (name, value) in head.headers { headers.add(name, value) }
    self.init(
      head.method.rawValue, String(uri[..<(mark ?? uri.endIndex)]),
      query: mark.map { String(uri[uri.index(after: $0)...]) } ?? "", headers: headers, body: body, peer: peer)
  }
}

extension StatusError {
  fileprivate static func tooLarge(limit: Int) -> StatusError {
    StatusError(413, .requestEntityTooLarge, "Request entity too large: limit is \(limit)")
  }
  fileprivate static let tooMuchAtOnce = StatusError(
    429, .tooManyRequests, "the server is receiving as much as it can hold, please try again later")
  static let tooSlow = StatusError(408, .timeout, "the request took too long to arrive")
}

extension HTTPResponse {
  static func status(_ error: StatusError) -> HTTPResponse {
    HTTPResponse(error.code, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(error.value)))
  }
  fileprivate static let needsUpgrade = status(.badRequest("unable to upgrade: missing upgrade headers in request"))
}
