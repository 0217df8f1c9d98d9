import APIMachinery
import HTTPTransport
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOWebSocket
import SPDY

/// Heads of HTTP/1 requests: what is let in leaves no doubt about where its body ends, and reads the same when it is written again.
struct HTTPHeadTarget: FuzzTarget {
  let name = "http"
  let seeds = [
    "GET /api/v1/pods?limit=1 HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n",
    "POST /apis HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc",
    "PATCH http://a/b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\nGET / HTTP/1.0\r\n\r\n",
  ].map { Array($0.utf8) }
  let dictionary = [
    "\r\n", "\n", "\r", " ", "\t", ":", "Host: a\r\n", "Content-Length: ", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0",
    "Connection: close\r\n", "Upgrade: websocket\r\n", ";ext=\"", "+", "-1", "ffffffff", "0x3", "\0", "\u{7f}", "*", "://",
  ]

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    var isAccepted = false
    for head in Self.heads(input) where RequestHeadCheck.refusal(head) == nil {
      isAccepted = true
      let lengths = head.headers["content-length"], codings = head.headers["transfer-encoding"]
      guard lengths.count + codings.count <= 1 else { throw Finding("a body has two ends: \(head)") }
      guard lengths.allSatisfy({ Int($0) != nil }) else { throw Finding("a length is no number: \(head)") }
      guard RequestHeadCheck.target(head.uri) != nil || head.uri == "*" else { throw Finding("the target is no path: \(head)") }
      let written = "\(head.method.rawValue) \(head.uri) HTTP/1.\(head.version.minor)\r\n"
        + head.headers.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
      guard let again = Self.heads(Array(written.utf8)).first else { throw Finding("what was read can't be read again: \(written.debugDescription)") }
      guard again.uri == head.uri, again.headers.map(\.value) == head.headers.map(\.value) else {
        throw Finding("what was read reads as something else: \(written.debugDescription)")
      }
    }
    return isAccepted
  }

  /// The heads before the first error.
  private static func heads(_ input: [UInt8]) -> [HTTPRequestHead] {
    let channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes)))
    defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
    var heads: [HTTPRequestHead] = []
    _ = try? channel.writeInbound(ByteBuffer(bytes: input))
    while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
      if case .head(let head) = part { heads.append(head) }
    }
    return heads
  }
}

/// Frames of a WebSocket: a peer that breaks the protocol is told so and let go, whatever it sends.
struct WebSocketTarget: FuzzTarget {
  let name = "websocket"
  private static let closingFrameMax = 2 + 125
  private static let mask: [UInt8] = [0x80 | 5, 1, 2, 3, 4, 0x69, 0x67, 0x6f, 0x68, 0x6e]
  let seeds: [[UInt8]] = [
    [0x82] + mask, [0x02] + mask + [0x00] + mask + [0x80] + mask, [0x89] + mask + [0x82, 0xfe, 0, 5] + mask[1...],
    [0x88, 0x82, 0, 0, 0, 0, 3, 232], [0x82, 0xff, 0, 0, 0, 0, 0, 0, 0, 5] + mask[1...],
  ]
  let dictionary = ["\u{80}", "\u{2}\u{7f}", "\u{1}\u{0}", "\0\0\0\0"]

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    let channel = EmbeddedChannel()
    let frames = WebSocketFrameHandler(channel: channel, isClient: false)
    guard (try? channel.pipeline.syncOperations.addHandlers(frames.handlers)) != nil else { throw Finding("there is no pipeline") }
    try? channel.connect(to: SocketAddress(unixDomainSocketPath: "/")).wait()
    let half = input.count / 2
    _ = try? channel.writeInbound(ByteBuffer(bytes: input[..<half]))
    _ = try? channel.writeInbound(ByteBuffer(bytes: input[half...]))
    channel.embeddedEventLoop.run()
    var answered = 0
    while let answer = try? channel.readOutbound(as: ByteBuffer.self) { answered += answer.readableBytes }
    let isOpen = channel.isActive
    _ = try? channel.finish(acceptAlreadyClosed: true)
    // A pong is as long as its ping, and its frame needs no mask; one frame at the end says why it is the last.
    guard answered <= input.count + Self.closingFrameMax else { throw Finding("\(input.count) bytes were answered with \(answered)") }
    return isOpen
  }
}

/// The bytes of a SPDY peer: after what it may not send, the session is over and says so; nothing follows.
struct SPDYTarget: FuzzTarget {
  let name = "spdy"
  let dictionary = ["\u{80}\u{3}\0\u{1}", "\u{80}\u{3}\0\u{6}", "\u{80}\u{3}\0\u{9}", "\0\0\0\u{1}", "\0\0\0\0", "\u{1}\0\0", "\u{7f}"]

  var seeds: [[UInt8]] {
    guard var client = try? SPDYSession(.client) else { return [] }
    let greeting = client.takeOutput()
    guard let stream = client.open(["streamtype": "stdin", "port": "80"]) else { return [greeting] }
    let opening = client.takeOutput()
    _ = client.send(stream, Array("text".utf8)[...], room: 100)
    client.end(stream)
    let data = client.takeOutput()
    client.goAway()
    return [greeting, greeting + opening, greeting + opening + data, greeting + opening + data + client.takeOutput()]
  }

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    guard var server = try? SPDYSession(.server) else { throw Finding("there is no session") }
    let half = input.count / 2
    for part in [Array(input[..<half]), Array(input[half...])] {
      for event in server.receive(part) {
        switch event {
        case .opened(let stream, _): server.reply(stream)
        case .data(let stream, let bytes): server.consumed(stream, bytes.count)
        default: continue
        }
      }
    }
    let output = server.takeOutput()
    if server.hasFailed, !server.receive(Array(input)).isEmpty { throw Finding("a session that is over tells something") }
    // Pings, window updates and resets: each answers a frame that is no shorter than 8 bytes.
    guard output.count <= 64 + 8 * input.count else { throw Finding("\(input.count) bytes were answered with \(output.count)") }
    return !server.hasFailed && !input.isEmpty
  }
}
