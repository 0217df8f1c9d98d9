import ClusterDNS
import HTTPTransport
import NIOCore
import NIOPosix
import Synchronization

/// Serves DNS at an address, by datagram and by stream, both at the same port. The responder never runs on an event loop.
///
/// Questions beyond the limits are dropped, as the network may do; connections beyond theirs are closed.
struct DNSListener: Sendable {
  typealias Respond = @Sendable ([UInt8], DNSTransport) async -> [UInt8]?

  struct Limits: Sendable {
    /// Datagrams that are being answered at a time.
    var datagrams = 2_048
    var connections = 512
    /// Questions of one connection that have no answer yet.
    var questionsOfConnection = 64
    /// How long a connection is kept on which nothing happens (RFC 7766 section 6.2.3 asks for a few seconds).
    var idle = TimeAmount.seconds(10)
  }

  let port: Int
  private let datagrams: any Channel
  private let streams: any Channel
  private let connections: OpenChannels
  private static let attempts = 16

  /// Throws `ListenError` when the address isn't free. Port 0 picks one that is.
  static func listen(
    host: String, port: Int, group: MultiThreadedEventLoopGroup, limits: Limits = Limits(), respond: @escaping Respond
  ) async throws -> DNSListener {
    var attempt = 1
    while true {
      do { return try await bind(host, port, group, limits, respond) } catch let error as ListenError {
        // The port that was free for streams may be in use for datagrams.
        guard port == 0, attempt < attempts else { throw error }
        attempt += 1
      }
    }
  }

  private static func bind(
    _ host: String, _ port: Int, _ group: MultiThreadedEventLoopGroup, _ limits: Limits, _ respond: @escaping Respond
  ) async throws -> DNSListener {
    let connections = OpenChannels(limit: limits.connections)
    let server = ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard connections.insert(channel) else { throw ChannelError.operationUnsupported }
          try channel.pipeline.syncOperations.addHandlers([
            IdleStateHandler(allTimeout: limits.idle), ByteToMessageHandler(MessageFrameDecoder()),
            StreamHandler(respond, unansweredMax: limits.questionsOfConnection),
          ])
        }
      }
    let streams = try await bound(host, port) { try await server.bind(host: host, port: port).get() }
    let chosen = streams.localAddress?.port ?? port
    let bootstrap = DatagramBootstrap(group: group)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4_096))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(DatagramHandler(respond, limit: limits.datagrams))
        }
      }
    do {
      let datagrams = try await bound(host, chosen) { try await bootstrap.bind(host: host, port: chosen).get() }
      return DNSListener(port: chosen, datagrams: datagrams, streams: streams, connections: connections)
    } catch {
      try? await streams.close()
      throw error
    }
  }

  private static func bound(_ host: String, _ port: Int, _ bind: () async throws -> any Channel) async throws -> any Channel {
    do { return try await bind() } catch let error as IOError { throw ListenError(host: host, port: port, code: error.errnoCode) }
  }

  func close() async {
    try? await datagrams.close()
    try? await streams.close()
    connections.closeAll()
  }
}

/// The connections of a listener, so many and no more.
private final class OpenChannels: Sendable {
  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func insert(_ channel: any Channel) -> Bool {
    let id = ObjectIdentifier(channel)
    let isInserted = channels.withLock { channels in
      guard channels.count < limit else { return false }
      channels[id] = channel
      return true
    }
    if isInserted { channel.closeFuture.whenComplete { _ in _ = self.channels.withLock { $0.removeValue(forKey: id) } } }
    return isInserted
  }

  func closeAll() { for channel in channels.withLock({ Array($0.values) }) { channel.close(promise: nil) } }
}

private final class DatagramHandler: ChannelInboundHandler, Sendable {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let respond: DNSListener.Respond
  private let limit: Int
  private let answering = Atomic<Int>(0)

  init(_ respond: @escaping DNSListener.Respond, limit: Int) { (self.respond, self.limit) = (respond, limit) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard answering.load(ordering: .relaxed) < limit else { return }
    answering.wrappingAdd(1, ordering: .relaxed)
    let envelope = unwrapInboundIn(data)
    let channel = context.channel
    Task {
      if let answer = await respond(Array(envelope.data.readableBytesView), .datagram) {
        try? await channel.writeAndFlush(AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: ByteBuffer(bytes: answer)))
      }
      answering.wrappingSubtract(1, ordering: .relaxed)
    }
  }

  /// That one asker is gone must not end the service for the others.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

/// Answers the questions of a connection, each when its answer is there (RFC 7766 section 6.2.1.1).
private final class StreamHandler: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer

  private let respond: DNSListener.Respond
  private let unansweredMax: Int
  private let state = Mutex((unanswered: 0, hasEnded: false))

  init(_ respond: @escaping DNSListener.Respond, unansweredMax: Int) { (self.respond, self.unansweredMax) = (respond, unansweredMax) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let question = Array(unwrapInboundIn(data).readableBytesView)
    let channel = context.channel
    let isTooMany = state.withLock { state in
      state.unanswered += 1
      return state.unanswered > unansweredMax
    }
    guard !isTooMany else { return context.close(promise: nil) }
    Task {
      let answer = await respond(question, .stream)
      if let answer { try? await channel.writeAndFlush(ByteBuffer.framed(answer)) }
      let isLast = state.withLock { state in
        state.unanswered -= 1
        return state.unanswered == 0 && state.hasEnded
      }
      if isLast || answer == nil { channel.close(promise: nil) }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
    guard let event = event as? ChannelEvent, event == .inputClosed else { return context.fireUserInboundEventTriggered(event) }
    // Who asks no more may still wait for answers.
    let isOver = state.withLock { state in
      state.hasEnded = true
      return state.unanswered == 0
    }
    if isOver { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
