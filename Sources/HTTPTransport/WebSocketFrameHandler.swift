import Basics
import Client
import NIOCore
import NIOWebSocket
import Synchronization

/// One end of a WebSocket (RFC 6455): joins fragments to messages, answers pings and closes.
///
/// Reading stops while `messages` has more than a few waiting, so a peer can't fill the memory.
package final class WebSocketFrameHandler: ChannelInboundHandler, WebSocketConnection, @unchecked Sendable {
  // Unchecked: `fragments` and `isFragmented` are touched on the event loop only; everything else is immutable or locked.
  package typealias InboundIn = WebSocketFrame
  package typealias OutboundOut = WebSocketFrame

  private static let messageBytesMax = 8 << 20

  package let messages: AsyncStream<[UInt8]>
  private let inbox: Inbox
  private let channel: any Channel
  private let isClient: Bool
  private let closing = CloseSignal()
  private var fragments: [UInt8] = []
  /// A message has begun whose last frame is still to come.
  private var isFragmented = false

  package init(channel: any Channel, isClient: Bool) {
    let inbox = Inbox(channel: channel)
    (self.channel, self.isClient, self.inbox) = (channel, isClient, inbox)
    messages = AsyncStream { await inbox.next() } onCancel: { inbox.finish() }
    channel.closeFuture.whenComplete { [closing] _ in
      inbox.finish()
      closing.close()
    }
  }

  /// What a pipeline needs to carry this WebSocket.
  package var handlers: [any ChannelHandler] {
    [WebSocketFrameEncoder(), ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: 1 << 20)), self]
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var frame = unwrapInboundIn(data)
    // Clients mask, servers don't (RFC 6455 section 5.1); no extension was agreed on.
    guard (frame.maskKey == nil) == isClient, !frame.rsv1, !frame.rsv2, !frame.rsv3 else { return fail(context, .protocolError) }
    if let mask = frame.maskKey { frame.data.webSocketUnmask(mask) }
    switch frame.opcode {
    case .binary, .text, .continuation:
      guard (frame.opcode == .continuation) == isFragmented else { return fail(context, .protocolError) }
      isFragmented = !frame.fin
      fragments.append(contentsOf: frame.data.readableBytesView)
      guard fragments.count <= Self.messageBytesMax else { return fail(context, .messageTooLarge) }
      if frame.fin {
        inbox.push(fragments)
        fragments = []
      }
    // Who sends pings and takes no answers gets none: pongs don't pile up.
    case .ping: if context.channel.isWritable { write(context, .pong, frame.data) }
    case .connectionClose:
      write(context, .connectionClose, frame.data)
      context.close(promise: nil)
    default: break
    }
  }

  private func fail(_ context: ChannelHandlerContext, _ code: WebSocketErrorCode) {
    var data = context.channel.allocator.buffer(capacity: 2)
    data.write(webSocketErrorCode: code)
    write(context, .connectionClose, data)
    context.close(promise: nil)
  }

  private func write(_ context: ChannelHandlerContext, _ opcode: WebSocketOpcode, _ data: ByteBuffer) {
    context.writeAndFlush(wrapOutboundOut(frame(opcode, data)), promise: nil)
  }

  private func frame(_ opcode: WebSocketOpcode, _ data: ByteBuffer) -> WebSocketFrame {
    WebSocketFrame(fin: true, opcode: opcode, maskKey: isClient ? .random() : nil, data: data)
  }

  package func channelInactive(context: ChannelHandlerContext) {
    inbox.finish()
    context.fireChannelInactive()
  }

  package func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  package func send(_ message: [UInt8]) async throws {
    try await channel.writeAndFlush(frame(.binary, ByteBuffer(bytes: message)))
  }

  package func send(text message: [UInt8]) async throws {
    try await channel.writeAndFlush(frame(.text, ByteBuffer(bytes: message)))
  }

  package func waitUntilClosed() async { await closing.wait() }

  package func close() async {
    var data = channel.allocator.buffer(capacity: 2)
    data.write(webSocketErrorCode: .normalClosure)
    try? await channel.writeAndFlush(frame(.connectionClose, data))
    try? await channel.close()
  }
}
