import NIOCore
import NIOHTTP2

/// Ends an HTTP/2 connection on which nothing has been asked for a while: first with word of it, for a request may be on its way.
///
/// All of it happens on the connection's event loop.
final class IdleStreams {
  private static let farewell = TimeAmount.seconds(1)

  private let channel: any Channel
  private let idle: TimeAmount
  private var open = 0
  private var alarm: Scheduled<Void>?

  init(channel: any Channel, idle: TimeAmount) {
    (self.channel, self.idle) = (channel, idle)
    setAlarm()
    channel.closeFuture.assumeIsolated().whenComplete { _ in self.alarm?.cancel() }
  }

  func opened(_ stream: any Channel) {
    open += 1
    alarm?.cancel()
    stream.closeFuture.assumeIsolated().whenComplete { _ in
      self.open -= 1
      if self.open == 0, self.channel.isActive { self.setAlarm() }
    }
  }

  private func setAlarm() {
    alarm?.cancel()
    alarm = channel.eventLoop.assumeIsolated().scheduleTask(in: idle) { self.sayGoodbye() }
  }

  private func sayGoodbye() {
    let goodbye = HTTP2Frame(streamID: .rootStream, payload: .goAway(lastStreamID: .maxID, errorCode: .noError, opaqueData: nil))
    channel.writeAndFlush(goodbye, promise: nil)
    alarm = channel.eventLoop.assumeIsolated().scheduleTask(in: Self.farewell) {
      if self.open == 0 { self.channel.close(promise: nil) }
    }
  }
}
