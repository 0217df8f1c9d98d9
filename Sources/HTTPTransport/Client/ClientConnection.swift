import APIMachinery
import Basics
import Client
import NIOCore
import NIOHTTP1
import NIOWebSocket
import Synchronization

/// The connection was closed before a byte of the response came.
struct ConnectionClosedBeforeResponse: Error, CustomStringConvertible {
  /// False: nothing of the request has gone out, so that it may be sent again, whatever it does.
  var isSent: Bool
  var description: String { "the server closed the connection without an answer" }
}

/// One HTTP/1.1 connection: one exchange at a time.
final class ClientConnection: Sendable {
  private let channel: any Channel

  init(_ channel: any Channel) { self.channel = channel }

  var isOpen: Bool { channel.isActive }
  func close() { channel.close(promise: nil) }

  static func configure(_ channel: any Channel) throws {
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandlers([
      HTTPRequestEncoder(), ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes)), ResponseHandler(),
    ])
  }

  func exchange(_ head: HTTPRequestHead, _ body: [UInt8], whenReusable: @escaping @Sendable () -> Void) async throws -> HTTPResponse {
    let promise = channel.eventLoop.makePromise(of: HTTPResponse.self)
    let keepAlive = head.isKeepAlive
    expect(promise) { [channel] isReusable in if keepAlive, isReusable { whenReusable() } else { channel.close(promise: nil) } }
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    if !body.isEmpty { channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil) }
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    return try await promise.futureResult.get()
  }

  /// After a 101 response: the connection carries frames from here on.
  func becomeWebSocket() async throws -> any WebSocketConnection {
    let frames = WebSocketFrameHandler(channel: channel, isClient: true)
    try await leaveHTTP { frames.handlers }
    return frames
  }

  /// After a 101 response: the connection carries what it says from here on.
  func becomeBytes() async throws -> any ByteConnection {
    let connection = UpgradedConnection(channel: channel)
    try await leaveHTTP { return [connection] }
    return connection
  }

  private func leaveHTTP(_ handlers: @escaping @Sendable () -> [any ChannelHandler]) async throws {
    try await channel.eventLoop.flatSubmit { [channel] in
      do {
        let pipeline = channel.pipeline.syncOperations
        let response = try pipeline.handler(type: ResponseHandler.self)
        let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
        try pipeline.addHandlers(handlers())
        return pipeline.removeHandler(response).assumeIsolated()
          .flatMap { pipeline.removeHandler(encoder) }.flatMap { pipeline.removeHandler(decoder) }.nonisolated()
      } catch {
        return channel.eventLoop.makeFailedFuture(error)
      }
    }.get()
  }

  /// An exchange whose body goes out while it comes in. A server that answers early gets no more of it.
  func exchange(_ head: HTTPRequestHead, stream: AsyncThrowingStream<[UInt8], any Error>) async throws -> HTTPResponse {
    let promise = channel.eventLoop.makePromise(of: HTTPResponse.self)
    expect(promise) { [channel] _ in channel.close(promise: nil) }
    channel.writeAndFlush(HTTPClientRequestPart.head(head), promise: nil)
    let sending = Task { [channel] in
      do {
        for try await chunk in stream { try await channel.writeAndFlush(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: chunk)))) }
        try await channel.writeAndFlush(HTTPClientRequestPart.end(nil))
      } catch {
        // Half a body must not look like a whole one.
        channel.close(promise: nil)
      }
    }
    channel.closeFuture.whenComplete { _ in sending.cancel() }
    return try await promise.futureResult.get()
  }

  private func expect(_ promise: EventLoopPromise<HTTPResponse>, whenDone: @escaping @Sendable (Bool) -> Void) {
    channel.eventLoop.execute { [channel] in
      do {
        try channel.pipeline.syncOperations.handler(type: ResponseHandler.self).expect(promise, on: channel, whenDone: whenDone)
      } catch {
        promise.fail(ConnectionClosedBeforeResponse(isSent: false))
      }
    }
  }
}

/// Reads one response after the other; state on the event loop only.
private final class ResponseHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart

  private var promise: EventLoopPromise<HTTPResponse>?
  private var whenDone: ResponseEnd.Reuse?
  private var body: Inbox?
  private var end: ResponseEnd?

  func expect(_ promise: EventLoopPromise<HTTPResponse>, on channel: any Channel, whenDone: @escaping @Sendable (Bool) -> Void) {
    guard channel.isActive else { return promise.fail(ConnectionClosedBeforeResponse(isSent: false)) }
    (self.promise, self.whenDone) = (promise, whenDone)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head) where head.status == .continue: return
    case .head(let head):
      var headers = Client.HTTPHeaders()
      for (name, value) in head.headers { headers.add(name, value) }
      let inbox = Inbox(channel: context.channel)
      let end = ResponseEnd(context.channel)
      (body, self.end) = (inbox, end)
      let reader = ResponseBody(inbox, end)
      let stream = AsyncThrowingStream<[UInt8], any Error> { try await reader.next() }
      promise?.succeed(HTTPResponse(Int(head.status.code), headers: headers, body: .stream(stream)))
      promise = nil
    case .body(let buffer): body?.push(Array(buffer.readableBytesView))
    case .end:
      // Whole: that the connection closes now cuts nothing off.
      let (ended, inbox, done) = (end, body, whenDone)
      (end, body, whenDone) = (nil, nil, nil)
      ended?.arrive(isRead: inbox?.isEmpty ?? true, done)
      inbox?.finish()
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    promise?.fail(ConnectionClosedBeforeResponse(isSent: true))
    promise = nil
    end?.cut()
    body?.finish()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    promise?.fail(error)
    promise = nil
    context.close(promise: nil)
  }
}
