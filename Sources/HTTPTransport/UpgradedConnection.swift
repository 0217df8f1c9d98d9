import Basics
import NIOCore

/// A connection that has left HTTP behind: its bytes as they are. Reading from the network stops while the reader is behind.
final class UpgradedConnection: ChannelInboundHandler, ByteConnection {
  typealias InboundIn = ByteBuffer

  private let channel: any Channel
  private let inbox: Inbox
  private let closing = CloseSignal()

  init(channel: any Channel) {
    (self.channel, inbox) = (channel, Inbox(channel: channel))
    channel.closeFuture.whenComplete { [closing, inbox] _ in
      inbox.finish()
      closing.close()
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    if buffer.readableBytes > 0 { inbox.push(Array(buffer.readableBytesView)) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // The peer sends no more, but still reads.
    if let event = event as? ChannelEvent, event == .inputClosed { inbox.finish() }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func read() async throws -> [UInt8]? { await inbox.next() }

  func write(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

  func finishWriting() async { try? await channel.close(mode: .output) }

  func close() { channel.close(promise: nil) }

  func waitUntilClosed() async { await closing.wait() }
}
