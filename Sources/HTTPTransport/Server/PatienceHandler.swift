import APIMachinery
import NIOCore

/// Ends an HTTP/1 connection whose peer keeps it open without asking for anything, or sends a head a byte at a time.
///
/// Stands before the parser, sees bytes, and is told by the request handler, with outbound events, where requests begin and end.
final class PatienceHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  enum Event: Sendable { case headArrived, answered }

  private let limits: HTTPServer.Limits
  private var patience: ConnectionPatience?
  private var alarm: Scheduled<Void>?

  init(_ limits: HTTPServer.Limits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) {
    patience = ConnectionPatience(idle: TimeAmount(limits.idle), head: TimeAmount(limits.head), now: context.eventLoop.now)
    if context.channel.isActive { setAlarm(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { alarm?.cancel() }

  func channelActive(context: ChannelHandlerContext) {
    setAlarm(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    alarm?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    patience?.bytesArrived(at: context.eventLoop.now)
    context.fireChannelRead(data)
    // A head may be nearer its deadline than the idle time was.
    setAlarm(context)
  }

  func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
    guard let event = event as? Event else { return context.triggerUserOutboundEvent(event, promise: promise) }
    switch event {
    case .headArrived: patience?.headArrived()
    case .answered: patience?.answered(at: context.eventLoop.now)
    }
    setAlarm(context)
    promise?.succeed()
  }

  /// One alarm at a time, and none is moved: one that comes early is set again.
  private func setAlarm(_ context: ChannelHandlerContext) {
    guard let deadline = patience?.deadline else { return }
    if let set = alarmTime, set <= deadline { return }
    alarm?.cancel()
    alarmTime = deadline
    alarm = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.ring(context) }
  }

  private var alarmTime: NIODeadline?

  private func ring(_ context: ChannelHandlerContext) {
    (alarm, alarmTime) = (nil, nil)
    switch patience?.verdict(at: context.eventLoop.now) {
    case nil: setAlarm(context)
    case .close?: context.close(promise: nil)
    case .answerTimeout?:
      // There is no request yet that the handlers behind could answer.
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: Self.timedOut))).assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    }
  }

  private static let timedOut: String = {
    let body = JSON.text(StatusError.tooSlow.value)
    return "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n" + body
  }()
}

extension TimeAmount {
  /// Saturates: what lies centuries ahead never comes.
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = seconds < 1 << 32 ? .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000) : .hours(1 << 20)
  }
}
