import Basics
import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix

/// gRPC calls with one message each way (gRPC over HTTP/2) to a service on a unix socket of this host, each on a connection of its own:
/// for services that are asked seldom.
public struct UnaryCaller: Sendable {
  /// What an answer may be long: KMS plugins' are a few kilobytes.
  static let answerBytesMax = 4 << 20

  private let socket: String
  private let timeout: Duration
  private let group: MultiThreadedEventLoopGroup

  /// `timeout`: for connection and answer together.
  public init(socket: String, timeout: Duration, group: MultiThreadedEventLoopGroup) {
    (self.socket, self.timeout, self.group) = (socket, timeout, group)
  }

  /// Sends a message to a method, such as `/v2.KeyManagementService/Status`, and blocks until its answer is there: not for event loops or
  /// threads that others share.
  public func call(_ method: String, _ message: [UInt8]) throws(UnaryCallError) -> [UInt8] {
    let loop = group.next()
    let answer = loop.makePromise(of: [UInt8].self)
    let limit = loop.scheduleTask(in: TimeAmount(timeout)) { answer.fail(UnaryCallError("no answer within \(timeout)")) }
    connect(on: loop, answer) { channel, streams in
      answer.futureResult.whenComplete { _ in
        limit.cancel()
        channel.close(promise: nil)
      }
      Self.send(message, to: method, on: streams, loop, answer)
    }
    do { return try answer.futureResult.wait() } catch {
      throw error as? UnaryCallError ?? UnaryCallError("\(error)")
    }
  }

  private func connect(
    on loop: any EventLoop, _ answer: EventLoopPromise<[UInt8]>, _ ready: @escaping @Sendable (any Channel, NIOHTTP2Handler.StreamMultiplexer) -> Void
  ) {
    var connection = NIOHTTP2Handler.ConnectionConfiguration()
    // grpc-go answers each call with a ping as well.
    connection.controlFrameRateLimit.maximumCount = .max
    let configuration = connection
    let multiplexer = loop.makePromise(of: NIOHTTP2Handler.StreamMultiplexer.self)
    // Before there is a connection: the service may be the first to speak on it.
    let bootstrap = ClientBootstrap(group: loop).connectTimeout(TimeAmount(timeout)).channelInitializer { channel in
      channel.configureHTTP2Pipeline(
        mode: .client, connectionConfiguration: configuration, streamConfiguration: .init(),
        inboundStreamInitializer: { $0.eventLoop.makeSucceededVoidFuture() }
      ).flatMapThrowing { streams in
        try channel.pipeline.syncOperations.addHandler(ConnectionFailure(answer))
        multiplexer.succeed(streams)
      }
    }
    let opened = bootstrap.connect(unixDomainSocketPath: socket)
    opened.and(multiplexer.futureResult).whenSuccess { channel, streams in ready(channel, streams) }
    opened.whenFailure { [socket] error in
      multiplexer.fail(error)
      answer.fail(UnaryCallError("\(socket) can't be reached: \(Self.reason(error))"))
    }
  }

  private static func reason(_ error: any Error) -> String {
    (error as? IOError).map { SystemError("connect", "", code: $0.errnoCode).reason } ?? "\(error)"
  }

  private static func send(
    _ message: [UInt8], to method: String, on streams: NIOHTTP2Handler.StreamMultiplexer, _ loop: any EventLoop, _ answer: EventLoopPromise<[UInt8]>
  ) {
    let stream = loop.makePromise(of: (any Channel).self)
    streams.createStreamChannel(promise: stream) { stream in
      stream.eventLoop.makeCompletedFuture { try stream.pipeline.syncOperations.addHandler(UnaryAnswer(answer)) }
    }
    stream.futureResult.whenFailure { answer.fail($0) }
    stream.futureResult.whenSuccess { stream in
      let headers = HPACKHeaders([
        (":method", "POST"), (":scheme", "http"), (":path", method), (":authority", "localhost"), ("content-type", "application/grpc"),
        ("te", "trailers"), ("user-agent", "kctl"),
      ])
      let framed = [0] + withUnsafeBytes(of: UInt32(message.count).bigEndian) { Array($0) } + message
      stream.write(HTTP2Frame.FramePayload.headers(.init(headers: headers)), promise: nil)
      stream.writeAndFlush(HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(ByteBuffer(bytes: framed)), endStream: true)), promise: nil)
    }
  }
}

/// Why a call has no answer: the connection, the service's own status, or what it sent instead.
public struct UnaryCallError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  init(_ description: String) { self.description = description }
}

/// What goes wrong with the connection as a whole goes wrong with its call.
private final class ConnectionFailure: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame

  private let answer: EventLoopPromise<[UInt8]>

  init(_ answer: EventLoopPromise<[UInt8]>) { self.answer = answer }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    answer.fail(UnaryCallError("the connection failed: \(error)"))
    context.close(promise: nil)
  }
}

/// Gathers the answer of one call; state on the event loop only.
private final class UnaryAnswer: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload

  private let answer: EventLoopPromise<[UInt8]>
  private var body: [UInt8] = []
  private var status: (http: String?, grpc: String?, message: String) = (nil, nil, "")

  init(_ answer: EventLoopPromise<[UInt8]>) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .headers(let frame):
      if let http = frame.headers.first(name: ":status") { status.http = http }
      if let grpc = frame.headers.first(name: "grpc-status") { status.grpc = grpc }
      if let message = frame.headers.first(name: "grpc-message") { status.message = message }
    case .data(let frame):
      guard case .byteBuffer(let buffer) = frame.data else { return }
      body += buffer.readableBytesView
      if body.count > UnaryCaller.answerBytesMax { answer.fail(UnaryCallError("the answer is longer than \(UnaryCaller.answerBytesMax) bytes")) }
    default: return
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    do throws(UnaryCallError) { answer.succeed(try message()) } catch { answer.fail(error) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { answer.fail(error) }

  private func message() throws(UnaryCallError) -> [UInt8] {
    guard status.grpc == "0" else {
      if let grpc = status.grpc { throw UnaryCallError("gRPC status \(grpc)\(status.message.isEmpty ? "" : ": " + status.message.prefix(1_000))") }
      if let http = status.http, http != "200" { throw UnaryCallError("HTTP status \(http)") }
      throw UnaryCallError("the connection was closed before the answer")
    }
    guard body.count >= 5, body[0] == 0 else { throw UnaryCallError("the answer is not one plain message") }
    let length = body[1..<5].reduce(0) { $0 << 8 | Int($1) }
    guard body.count == 5 + length else { throw UnaryCallError("the answer is not one whole message") }
    return Array(body[5...])
  }
}
