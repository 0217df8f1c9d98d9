import APIMachinery
import Basics
import Client

/// One end of a WebSocket that lives in this process: what one end sends, the other receives.
struct DirectSocket: WebSocketConnection {
  let messages: AsyncStream<[UInt8]>
  private let own: AsyncStream<[UInt8]>.Continuation
  private let peer: AsyncStream<[UInt8]>.Continuation
  private let closing: CloseSignal

  static func pair() -> (DirectSocket, DirectSocket) {
    let (first, firstInput) = AsyncStream.makeStream(of: [UInt8].self)
    let (second, secondInput) = AsyncStream.makeStream(of: [UInt8].self)
    let closing = CloseSignal()
    return (
      DirectSocket(messages: first, own: firstInput, peer: secondInput, closing: closing),
      DirectSocket(messages: second, own: secondInput, peer: firstInput, closing: closing)
    )
  }

  func send(_ message: [UInt8]) async throws {
    if case .terminated = peer.yield(message) { throw StatusError.badRequest("the connection is closed") }
  }

  func close() async {
    peer.finish()
    own.finish()
    closing.close()
  }

  func waitUntilClosed() async { await closing.wait() }
}
