import APIMachinery
import NIOCore
import Synchronization

/// Reads a response's body. Letting go of it before the end closes the connection: what is left of the body would stand before the next
/// response.
final class ResponseBody: Sendable {
  private let inbox: Inbox
  private let end: ResponseEnd

  init(_ inbox: Inbox, _ end: ResponseEnd) { (self.inbox, self.end) = (inbox, end) }

  /// The next chunk; nil after the last.
  func next() async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      if let chunk = await inbox.next() { return chunk }
      try Task.checkCancellation()
      try end.read()
      return nil
    } onCancel: {
      end.abandon()
    }
  }

  deinit { end.abandon() }
}

/// How a response ends: once, when it has arrived whole and was read, when the connection broke before, or when nobody wants it any more.
final class ResponseEnd: Sendable {
  typealias Reuse = @Sendable (_ isReusable: Bool) -> Void

  private enum State {
    case arriving
    /// Chunks are still waiting for the reader.
    case whole(Reuse?)
    case cut
    case over
  }
  private let state = Mutex(State.arriving)
  private let channel: any Channel

  init(_ channel: any Channel) { self.channel = channel }

  /// The last byte is there. `reuse` is told once everything is read, which may be now.
  func arrive(isRead: Bool, _ reuse: Reuse?) {
    let isOver = state.withLock { state in
      guard case .arriving = state else { return false }
      state = isRead ? .over : .whole(reuse)
      return isRead
    }
    if isOver { reuse?(channel.isActive) }
  }

  func cut() {
    state.withLock { state in
      if case .arriving = state { state = .cut }
    }
  }

  /// The reader has come to the end. Throws when that isn't the body's.
  func read() throws(StatusError) {
    let state = state.withLock { state in
      defer { if case .whole = state { state = .over } }
      return state
    }
    switch state {
    case .whole(let reuse): reuse?(channel.isActive)
    case .arriving, .cut: throw StatusError(500, .internalError, "the connection was closed in the middle of the response")
    case .over: break
    }
  }

  func abandon() {
    let isUnread = state.withLock { state in
      switch state {
      case .arriving, .whole:
        state = .over
        return true
      case .cut, .over: return false
      }
    }
    if isUnread { channel.close(promise: nil) }
  }
}
