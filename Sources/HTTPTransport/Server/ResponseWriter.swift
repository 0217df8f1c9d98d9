import Client
import NIOCore
import NIOHTTP1

/// Writes one response; a chunk of a stream is written only after the one before it has left, so a slow client slows
/// its producer down and nothing piles up.
struct ResponseWriter: Sendable {
  let channel: any Channel
  let isHTTP2: Bool
  var keepAlive: Bool
  let isHeadRequest: Bool
  /// How long the client may take no more of the answer.
  let patience: TimeAmount
  /// The client may be sending still: its connection is kept for a moment after the answer, for one that is closed with bytes unread
  /// takes the answer down with it.
  var lingers = false

  private static let linger = TimeAmount.milliseconds(500)
  /// What is written at a time: each piece has its own time to leave, so that slow is not the same as gone.
  private static let pieceBytes = 1 << 20

  func write(_ response: HTTPResponse) async {
    do {
      switch response.body {
      case .bytes(let bytes): try await write(response, bytes)
      case .stream(let stream): try await write(response, stream)
      case .webSocket, .upgrade: preconditionFailure("an upgrade is not written as a response")
      }
    } catch {
      // The head has gone out: breaking the connection is the only way left to tell the client that the body isn't whole.
      channel.close(promise: nil)
    }
  }

  private func head(_ response: HTTPResponse, contentLength: Int?) -> HTTPResponseHead {
    var headers = NIOHTTP1.HTTPHeaders()
    for field in response.headers.fields { headers.add(name: isHTTP2 ? field.name.lowercased() : field.name, value: Self.oneLine(field.value)) }
    if let contentLength { headers.replaceOrAdd(name: "content-length", value: String(contentLength)) }
    if !isHTTP2 {
      let hasBody = response.status != 204 && response.status != 304
      if contentLength == nil, hasBody { headers.replaceOrAdd(name: "transfer-encoding", value: "chunked") }
      if !keepAlive { headers.replaceOrAdd(name: "connection", value: "close") }
    }
    return HTTPResponseHead(version: isHTTP2 ? .http2 : .http1_1, status: .init(statusCode: response.status), headers: headers)
  }

  /// What would end the field is a space, as from Go's server: a value may quote what somebody wrote.
  private static func oneLine(_ value: String) -> String {
    func isBreak(_ byte: UInt8) -> Bool { byte == 0x0a || byte == 0x0d || byte == 0 }
    guard value.utf8.contains(where: isBreak) else { return value }
    return String(decoding: value.utf8.map { isBreak($0) ? 0x20 : $0 }, as: UTF8.self)
  }

  private func write(_ response: HTTPResponse, _ bytes: [UInt8]) async throws {
    let head = head(response, contentLength: bytes.count)
    channel.write(HTTPServerResponsePart.head(head), promise: nil)
    var rest: ArraySlice<UInt8> = isHeadRequest ? [] : bytes[...]
    while rest.count > Self.pieceBytes {
      try await flush(.body(.byteBuffer(ByteBuffer(bytes: rest.prefix(Self.pieceBytes)))))
      rest = rest.dropFirst(Self.pieceBytes)
    }
    if !rest.isEmpty { channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: rest))), promise: nil) }
    try await flush(.end(nil))
    finish()
  }

  /// Writes all that was written before, too; ends the connection when it doesn't leave in time.
  private func flush(_ part: HTTPServerResponsePart) async throws {
    let promise = channel.eventLoop.makePromise(of: Void.self)
    channel.eventLoop.execute { [channel, patience] in
      let write = PendingWrite()
      promise.futureResult.assumeIsolated().whenComplete { _ in
        write.isDone = true
        write.alarm?.cancel()
      }
      channel.writeAndFlush(part, promise: promise)
      // Most leave at once.
      guard !write.isDone else { return }
      write.alarm = channel.eventLoop.assumeIsolated().scheduleTask(in: patience) { channel.close(promise: nil) }
    }
    try await promise.futureResult.get()
  }

  private final class PendingWrite {
    var isDone = false
    var alarm: Scheduled<Void>?
  }

  private func finish() {
    if !isHTTP2 { channel.triggerUserOutboundEvent(PatienceHandler.Event.answered, promise: nil) }
    if lingers {
      channel.eventLoop.scheduleTask(in: Self.linger) { [channel] in channel.close(promise: nil) }
    } else if !keepAlive, !isHTTP2 {
      channel.close(promise: nil)
    }
  }

  private func write(_ response: HTTPResponse, _ stream: AsyncThrowingStream<[UInt8], any Error>) async throws {
    let length = response.headers["Content-Length"].flatMap(Int.init)
    let head = head(response, contentLength: length)
    try await flush(.head(head))
    // An answer to HEAD, or one that has no body, may still say how long the body would be.
    let hasBody = !isHeadRequest && response.status != 204 && response.status != 304
    for try await chunk in stream where hasBody && !chunk.isEmpty {
      try await flush(.body(.byteBuffer(ByteBuffer(bytes: chunk))))
    }
    try await flush(.end(nil))
    finish()
  }
}
