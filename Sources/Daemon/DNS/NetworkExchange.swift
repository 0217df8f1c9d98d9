import ClusterDNS
import NIOCore
import NIOPosix

/// Asks servers over the network: each question from a socket of its own, so that its port is hard to guess, and only the server asked can
/// answer.
struct NetworkExchange: UpstreamExchange {
  struct Silence: Error {}

  let group: MultiThreadedEventLoopGroup

  func exchange(_ message: [UInt8], with server: UpstreamServer, over transport: DNSTransport, within limit: Duration) async throws -> [UInt8] {
    let loop = group.next()
    let address = try SocketAddress(ipAddress: server.address.description, port: server.port)
    let reply = loop.makePromise(of: [UInt8].self)
    let timeout = loop.scheduleTask(in: TimeAmount.nanoseconds(limit.nanoseconds)) { reply.fail(Silence()) }
    defer { timeout.cancel() }
    let channel: any Channel
    do {
      channel = try await connect(address, transport, loop, ReplyHandler(to: message, reply), limit)
    } catch {
      reply.fail(error)
      throw error
    }
    defer { channel.close(promise: nil) }
    switch transport {
    case .datagram: channel.writeAndFlush(AddressedEnvelope(remoteAddress: address, data: ByteBuffer(bytes: message)), promise: nil)
    case .stream: channel.writeAndFlush(ByteBuffer.framed(message), promise: nil)
    }
    return try await reply.futureResult.get()
  }

  private func connect(
    _ address: SocketAddress, _ transport: DNSTransport, _ loop: any EventLoop, _ handler: ReplyHandler, _ limit: Duration
  ) async throws -> any Channel {
    switch transport {
    case .datagram:
      try await DatagramBootstrap(group: loop)
        .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4_096))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandlers([DatagramContent(), handler]) }
        }
        .connect(to: address).get()
    case .stream:
      try await ClientBootstrap(group: loop)
        .connectTimeout(TimeAmount.nanoseconds(limit.nanoseconds))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandlers([ByteToMessageHandler(MessageFrameDecoder()), handler])
          }
        }
        .connect(to: address).get()
    }
  }
}

private final class DatagramContent: ChannelInboundHandler, Sendable {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>
  typealias InboundOut = ByteBuffer

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.fireChannelRead(wrapInboundOut(unwrapInboundIn(data).data)) }
}

/// Keeps the promise with the first message that has the question's number.
private final class ReplyHandler: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer

  private let id: [UInt8]
  private let reply: EventLoopPromise<[UInt8]>

  init(to message: [UInt8], _ reply: EventLoopPromise<[UInt8]>) { (id, self.reply) = (Array(message.prefix(2)), reply) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = Array(unwrapInboundIn(data).readableBytesView)
    if bytes.starts(with: id) { reply.succeed(bytes) }
  }

  func channelInactive(context: ChannelHandlerContext) { reply.fail(NetworkExchange.Silence()) }
  func errorCaught(context: ChannelHandlerContext, error: any Error) { reply.fail(error) }
}
