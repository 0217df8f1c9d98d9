import APIMachinery
import Basics
import Client
import HTTPTransport
import Testing

/// What nobody should send (RFC 9112; RFC 9110): an answer in 4xx or 5xx, never two answers, and the connection ends with it.
@Suite struct HostileRequestTests {
  private static func status(_ answer: String) -> Int? {
    guard answer.hasPrefix("HTTP/1.1 ") else { return nil }
    return Int(answer.dropFirst("HTTP/1.1 ".count).prefix(3))
  }

  private static func responses(_ answer: String) -> Int { answer.split(separator: "HTTP/1.1 ", omittingEmptySubsequences: false).count - 1 }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", [200]),
    ("GET http://a/x?y=z HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", [200]),
    ("GET / HTTP/1.0\r\n\r\n", [200]),
    // Two readers, two opinions on where the body ends.
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 44\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc", [400]),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", [400]),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n", [400]),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", [400, 501]),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", [400, 501]),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", [400, 501]),
    ("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", [400]),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", [400]),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n", [400]),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", [400]),
    // Fields that look different to different readers.
    ("GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n folded\r\n\r\n", [400]),
    ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", [400]),
    ("GET / HTTP/1.1\r\nHost: a\r\nX-A: b\u{0}c\r\n\r\n", [400]),
    ("GET / HTTP/1.1\r\nHost: a\r\n: nameless\r\n\r\n", [400]),
    ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", [400]),
    ("GET / HTTP/1.1\r\n\r\n", [400]),
    // Request lines.
    ("nonsense\r\n\r\n", [400]), ("GET nowhere HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
    ("GET /\u{1} HTTP/1.1\r\nHost: a\r\n\r\n", [400]), ("GET / HTTP/9.9\r\nHost: a\r\n\r\n", [400, 505]), ("GET / SMTP/1.1\r\nHost: a\r\n\r\n", [400]),
    ("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", [400]), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400, 505]),
    ("GET / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n", [417]),
    ("\u{16}\u{3}\u{1}\u{0}\u{5}hello", [400]),
  ] as [(String, [Int])])
  func `one answer, and the connection ends`(_ request: String, _ expected: [Int]) async throws {
    try await RawExchange.withServer { socket in
      let answer = try await RawExchange.send(request, to: socket)
      let status = try #require(Self.status(answer), "\(request.debugDescription): \(answer.debugDescription)")
      #expect(expected.contains(status), "\(request.debugDescription): \(answer)")
      #expect(!answer.contains("smuggled") && Self.responses(answer) == 1, "\(answer)")
      guard status >= 400 else { return }
      let body = try #require(answer.firstRange(of: "\r\n\r\n").map { String(answer[$0.upperBound...]) })
      let value = try JSON.decode(Array(body.utf8))
      #expect(value.kind == "Status" && value["code"]?.int == Int64(status))
    }
  }

  @Test func `heads have a limit of a mebibyte, and may have many fields`() async throws {
    try await RawExchange.withServer { socket in
      let groups = (0..<2_000).map { "Impersonate-Group: group-\($0)\r\n" }.joined()
      let many = try await RawExchange.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(groups)\r\n", to: socket)
      #expect(Self.status(many) == 200)
      for head in [
        "GET / HTTP/1.1\r\nHost: a\r\nX-A: \(String(repeating: "a", count: 2 << 20))\r\n\r\n",
        "GET /\(String(repeating: "a", count: 2 << 20)) HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n" + (0..<9_000).map { "X-\($0): a\r\n" }.joined() + "\r\n",
      ] {
        let answer = try await RawExchange.send(head, to: socket)
        #expect(Self.status(answer) == 431, "\(answer.prefix(200))")
      }
    }
  }

  @Test func `a body that is too large is refused before it is sent where the client asks, and never read for ever`() async throws {
    try await RawExchange.withServer { socket in
      let asked = try await RawExchange.send(
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: \(4 << 20)\r\n\r\n", to: socket)
      #expect(Self.status(asked) == 413 && !asked.contains("100 Continue"))
      let chunk = "100000\r\n" + String(repeating: "a", count: 1 << 20) + "\r\n"
      let endless = try await RawExchange.send(
        ["POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"] + Array(repeating: chunk, count: 17), to: socket)
      #expect(Self.status(endless) == 413 && endless.contains("Request entity too large: limit is 3145728"))
    }
  }

  @Test func `a head or a body that doesn't go on is answered with 408, a silent connection is closed`() async throws {
    var limits = HTTPServer.Limits()
    (limits.head, limits.body, limits.idle) = (.milliseconds(50), .milliseconds(50), .milliseconds(50))
    try await RawExchange.withServer(limits) { socket in
      for beginning in ["GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", "G", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"] {
        let answer = try await RawExchange.send(beginning, to: socket)
        #expect(Self.status(answer) == 408 && Self.responses(answer) == 1, "\(beginning.debugDescription): \(answer)")
      }
      #expect(try await RawExchange.send("", to: socket) == "")
      let kept = try await RawExchange.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n", to: socket)
      #expect(Self.status(kept) == 200 && Self.responses(kept) == 1)
    }
  }

  @Test func `a request that is being answered may take as long as it takes`() async throws {
    var limits = HTTPServer.Limits()
    (limits.head, limits.body, limits.idle) = (.milliseconds(20), .milliseconds(20), .milliseconds(20))
    let asked = CloseSignal()
    let release = CloseSignal()
    try await RawExchange.withServer(limits) { request in
      guard request.path == "/slow" else {
        release.close()
        return HTTPResponse(200)
      }
      asked.close()
      await release.wait()
      return HTTPResponse(200, headers: ["X-Answer": "late"])
    } _: { socket in
      async let slow = RawExchange.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n", to: socket)
      await asked.wait()
      // Connections that came later are closed for idleness first.
      for _ in 0..<3 { #expect(try await RawExchange.send("", to: socket) == "") }
      _ = try await RawExchange.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n", to: socket)
      #expect(try await slow.contains("late"))
    }
  }

  /// Closes the signal when nobody holds it any more.
  private final class Held: Sendable {
    let gone: CloseSignal
    init(_ gone: CloseSignal) { self.gone = gone }
    deinit { gone.close() }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a stream that nobody takes is given up`() async throws {
    var limits = HTTPServer.Limits()
    limits.write = .milliseconds(100)
    let gone = CloseSignal()
    try await RawExchange.withServer(limits) { _ in
      let held = Held(gone)
      return HTTPResponse(200, body: .stream(AsyncThrowingStream { withExtendedLifetime(held) { Array(repeating: 65, count: 64 << 10) } }))
    } _: { socket in
      try await RawExchange.stall("GET / HTTP/1.1\r\nHost: a\r\n\r\n", to: socket) { await gone.wait() }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `an answer that is too large for a client that doesn't read is given up, and its place is another's`() async throws {
    var limits = HTTPServer.Limits()
    (limits.write, limits.connections) = (.milliseconds(100), 1)
    try await RawExchange.withServer(limits) { request in
      HTTPResponse(200, body: .bytes(Array(repeating: 65, count: request.path == "/small" ? 10 : 32 << 20)))
    } _: { socket in
      try await RawExchange.stall("GET / HTTP/1.1\r\nHost: a\r\n\r\n", to: socket) {
        var answer = ""
        while answer.isEmpty { answer = try await RawExchange.send("GET /small HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", to: socket) }
        #expect(Self.status(answer) == 200)
      }
    }
  }

  @Test func `connections beyond the limit are closed, and are welcome again when others have ended`() async throws {
    var limits = HTTPServer.Limits()
    limits.connections = 1
    let asked = CloseSignal()
    let release = CloseSignal()
    try await RawExchange.withServer(limits) { request in
      asked.close()
      await release.wait()
      return HTTPResponse(200)
    } _: { socket in
      let request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      async let first = RawExchange.send(request, to: socket)
      await asked.wait()
      #expect(try await RawExchange.send(request, to: socket) == "")
      release.close()
      #expect(Self.status(try await first) == 200)
      var again = ""
      while again.isEmpty { again = try await RawExchange.send(request, to: socket) }
      #expect(Self.status(again) == 200)
    }
  }

  @Test func `pipelined requests are answered one by one, in their order, up to the first that is nonsense`() async throws {
    try await RawExchange.withServer { socket in
      let answer = try await RawExchange.send(
        "GET /one HTTP/1.1\r\nHost: a\r\n\r\nGET /two HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\nGET /three HTTP/1.1\r\nHost: a\r\n\r\n", to: socket)
      let statuses = answer.split(separator: "HTTP/1.1 ", omittingEmptySubsequences: false).dropFirst().map { String($0.prefix(3)) }
      #expect(statuses == ["200", "200", "400"] && !answer.contains("/three"), "\(answer)")
    }
  }

  @Test(arguments: [
    "", "Upgrade: websocket\r\n", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n",
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2hvcnQ=\r\n",
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: not base64\r\n",
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n",
    "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
  ])
  func `a handshake that is none is told so`(_ headers: String) async throws {
    var limits = HTTPServer.Limits()
    limits.idle = .milliseconds(100)
    try await RawExchange.withServer(limits) { socket in
      let answer = try await RawExchange.send("GET /socket HTTP/1.1\r\nHost: a\r\n\(headers)\r\n", to: socket)
      #expect(Self.status(answer) == 400 && answer.contains("missing upgrade headers in request"), "\(answer)")
    }
  }
}
