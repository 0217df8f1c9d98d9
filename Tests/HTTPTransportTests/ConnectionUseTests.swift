import APIMachinery
import Basics
import Client
import NIOCore
import NIOEmbedded
import NIOPosix
import PKI
import Synchronization
import Testing

@testable import HTTPTransport

/// What clients and servers do with connections that don't go on as they began.
@Suite struct ConnectionUseTests {
  /// A server that reads and answers by hand: for each connection, what is done with the bytes of one read after the other.
  private func withListener(_ answer: @escaping @Sendable (any ByteConnection) async throws -> Void, _ body: (HTTPClient) async throws -> Void) async throws {
    let listener = try await TCPListener.listen(host: "127.0.0.1", port: 0, group: .singleton)
    let client = try HTTPClient(.plain(host: "127.0.0.1", port: listener.port), group: .singleton)
    let serving = Task {
      await withDiscardingTaskGroup { group in
        for await connection in listener.connections { group.addTask { try? await answer(connection) } }
      }
    }
    do { try await body(client) } catch {
      Issue.record(error)
    }
    client.shutdown()
    await listener.close()
    serving.cancel()
    await serving.value
  }

  private static let ok = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8)

  @Test func `what may have been carried out isn't sent again, what only reads is`() async throws {
    let requests = Mutex<[String]>([])
    try await withListener { connection in
      // The first request of each connection is answered, the second only read.
      for isFirst in [true, false] {
        guard let bytes = try await connection.read() else { return }
        requests.withLock { $0.append(String(decoding: bytes.prefix { $0 != 0x20 }, as: UTF8.self)) }
        if isFirst { try await connection.write(Self.ok) }
      }
      connection.close()
    } _: { client in
      func send(_ method: String) async throws -> Int {
        let response = try await client.send(HTTPRequest(method, "/"))
        _ = try await response.bytes()
        return response.status
      }
      let first = try await send("GET")
      #expect(first == 200)
      let lost = await #expect(throws: (any Error).self) { try await send("POST") }
      #expect(lost.map { "\($0)" } == "the server closed the connection without an answer")
      #expect(try await send("GET") == 200)
      #expect(try await send("GET") == 200)
      #expect(requests.withLock { $0 } == ["GET", "POST", "GET", "GET", "GET"])
    }
  }

  @Test func `a request that was cancelled leaves the other connections alone`() async throws {
    let connections = Mutex(0)
    let (isAskedA, isAskedB, isWaiting) = (CloseSignal(), CloseSignal(), CloseSignal())
    try await withListener { connection in
      connections.withLock { $0 += 1 }
      while let bytes = try await connection.read() {
        let text = String(decoding: bytes, as: UTF8.self)
        if text.contains("/wait") {
          isWaiting.close()
          continue
        }
        // Each of the first two is answered once both are there: on connections of their own.
        if text.contains("/a") { isAskedA.close() } else if text.contains("/b") { isAskedB.close() }
        await isAskedA.wait()
        await isAskedB.wait()
        try await connection.write(Self.ok)
      }
    } _: { client in
      async let a = client.send(HTTPRequest("GET", "/a"))
      async let b = client.send(HTTPRequest("GET", "/b"))
      let (first, second) = try await (a, b)
      _ = try await first.bytes()
      _ = try await second.bytes()
      let waiting = Task { try await client.send(HTTPRequest("GET", "/wait")) }
      await isWaiting.wait()
      waiting.cancel()
      await #expect(throws: (any Error).self) { _ = try await waiting.value }
      _ = try await client.send(HTTPRequest("GET", "/c")).bytes()
      #expect(connections.withLock { $0 } == 2)
      let cancelled = Task { () async throws -> HTTPResponse in
        withUnsafeCurrentTask { $0?.cancel() }
        return try await client.send(HTTPRequest("POST", "/d"))
      }
      await #expect(throws: CancellationError.self) { _ = try await cancelled.value }
    }
  }

  @Test func `a response that nobody reads any more closes its connection`() async throws {
    let isClosed = CloseSignal()
    try await withListener { connection in
      _ = try await connection.read()
      try await connection.write(Array("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".utf8) + [UInt8](repeating: 7, count: 10))
      while try await connection.read() != nil {}
      isClosed.close()
    } _: { client in
      func beginReading() async throws {
        guard case .stream(let stream) = try await client.send(HTTPRequest("GET", "/")).body else { throw StatusError.badRequest("no stream") }
        for try await _ in stream { break }
      }
      try await beginReading()
      await isClosed.wait()
    }
  }

  @Test func `a connection is used again once its response was read, however much of it came at once`() async throws {
    let connections = Mutex(0)
    try await withListener { connection in
      connections.withLock { $0 += 1 }
      while try await connection.read() != nil {
        let chunks = (0..<100).map { _ in "1\r\nx\r\n" }.joined()
        try await connection.write(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)0\r\n\r\n".utf8))
      }
    } _: { client in
      for _ in 0..<5 {
        let bytes = try await client.send(HTTPRequest("GET", "/")).bytes()
        #expect(bytes.count == 100)
      }
      #expect(connections.withLock { $0 } == 1)
    }
  }

  @Test func `waiting for a connection ends with the task that wants it`() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let promise = loop.makePromise(of: (any Channel).self)
    let waiting = Task { try await promise.futureResult.connection() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { _ = try await waiting.value }
    // One that comes too late isn't kept.
    let listener = try await TCPListener.listen(host: "127.0.0.1", port: 0, group: .singleton)
    let late = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(host: "127.0.0.1", port: listener.port).get()
    promise.succeed(late)
    try await late.closeFuture.get()
    await listener.close()
  }

  @Test(arguments: [("X-Remote-User", "x\r\nX-Remote-Group: system:masters"), ("X-A", "a\nb"), ("X-A", "a\0"), ("X A", "b"), ("", "b"), ("X-A:", "b")])
  func `what isn't one header field isn't sent`(name: String, value: String) async throws {
    try await withListener { connection in
      while try await connection.read() != nil { try await connection.write(Self.ok) }
    } _: { client in
      var request = HTTPRequest("GET", "/")
      request.headers.add(name, value)
      await #expect(throws: InvalidHeaderField(name: name)) { try await client.send(request) }
      request.headers = ["X-Remote-User": "häns\ttab"]
      let response = try await client.send(request)
      #expect(response.status == 200)
    }
  }

  @Test func `an answer's header field stays one, whatever it quotes`() async throws {
    try await RawExchange.withServer { _ in
      HTTPResponse(200, headers: ["Warning": "299 - \"a\r\nSet-Cookie: b\""])
    } _: { socket in
      let answer = try await RawExchange.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", to: socket)
      #expect(answer.contains("Warning: 299 - \"a  Set-Cookie: b\"\r\n"), "\(answer)")
    }
  }

  @Test func `a connection on which another protocol was asked for and isn't spoken ends with the answer`() async throws {
    try await RawExchange.withServer { socket in
      let answer = try await RawExchange.send("GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", to: socket)
      #expect(answer.hasPrefix("HTTP/1.1 200") && answer.lowercased().contains("connection: close"), "\(answer)")
    }
  }

  @Test func `what nobody reads of a body that is there holds the connection back no longer than the request`() throws {
    let channel = EmbeddedChannel()
    func isReading() -> Bool? { channel.options.last { $0.option is ChannelOptions.Types.AutoReadOption }?.value as? Bool }
    let inbox = Inbox(channel: channel)
    for _ in 0..<40 { inbox.push([1]) }
    inbox.finish()
    #expect(isReading() == false)
    inbox.discard()
    #expect(isReading() == true && inbox.isEmpty && inbox.isFinished)
    _ = try channel.finish(acceptAlreadyClosed: true)
  }

  @Test func `a certificate that is over opens nothing, on a connection that it opened before`() async throws {
    let now = SystemClock().now
    let clock = ManualClock(now)
    let authority = try CertificateAuthority(now: now)
    let identity = try authority.serverIdentity(
      commonName: "server", dnsNames: [], addresses: [IPAddress("127.0.0.1")].compactMap { $0 }, now: now)
    var limits = HTTPServer.Limits()
    limits.clock = clock
    let server = HTTPServer(group: .singleton, limits: limits, handler: HTTPTransportTests.echo)
    let port = try await server.listen(
      host: "127.0.0.1", port: 0, tls: .init(identity: identity, clientAuthorities: [authority.identity.certificate]))
    let jane = try authority.clientIdentity(user: "jane", groups: [], lifetime: .seconds(3_600), now: now)
    let client = try HTTPClient(
      .tls(host: "127.0.0.1", port: port, serverName: nil, authority: authority.identity.certificate, identity: jane, skipVerification: false),
      group: .singleton)
    func who(_ headers: HTTPHeaders = [:]) async throws -> String {
      String(decoding: try await client.send(HTTPRequest("GET", "/who", headers: headers)).bytes(), as: UTF8.self)
    }
    #expect(try await who() == "GET /who? 0 jane [] -")
    clock.advance(by: .seconds(2 * 3_600))
    #expect(try await who(["Authorization": "Bearer t"]) == "GET /who? 0 - [] -", "another credential may still be good")
    let refused = try await client.send(HTTPRequest("GET", "/who"))
    #expect(refused.status == 401)
    _ = try await refused.bytes()
    client.shutdown()
    await server.shutdown()
  }

  @Test func `text is sent as text, and anything else as bytes`() async throws {
    let channel = NIOAsyncTestingChannel()
    let frames = WebSocketFrameHandler(channel: channel, isClient: false)
    try await channel.testingEventLoop.executeInContext { try channel.pipeline.syncOperations.addHandlers(frames.handlers) }
    try await channel.connect(to: SocketAddress(unixDomainSocketPath: "/"))
    func sent() async throws -> [UInt8] {
      var bytes: [UInt8] = []
      while let buffer = try await channel.readOutbound(as: ByteBuffer.self) { bytes += Array(buffer.readableBytesView) }
      return bytes
    }
    try await frames.send(text: Array("a".utf8))
    #expect(try await sent() == [0x81, 1, UInt8(ascii: "a")])
    try await frames.send([7])
    #expect(try await sent() == [0x82, 1, 7])
  }

  @Test func `pings of a peer that takes nothing in are left without answers`() throws {
    let channel = EmbeddedChannel()
    let frames = WebSocketFrameHandler(channel: channel, isClient: false)
    try channel.pipeline.syncOperations.addHandlers(frames.handlers)
    try channel.connect(to: SocketAddress(unixDomainSocketPath: "/")).wait()
    let ping: [UInt8] = [0x89, 0x80, 0, 0, 0, 0]
    try channel.writeInbound(ByteBuffer(bytes: ping))
    #expect(try channel.readOutbound(as: ByteBuffer.self) != nil)
    while try channel.readOutbound(as: ByteBuffer.self) != nil {}
    channel.isWritable = false
    for _ in 0..<100 { try channel.writeInbound(ByteBuffer(bytes: ping)) }
    #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
    _ = try channel.finish(acceptAlreadyClosed: true)
  }
}

/// How much of bodies a server holds at once.
@Suite struct BodyBudgetTests {
  @Test func `there is so much for all, a part of it for one, and what was held is given back`() {
    let budget = BodyBudget(bytesMax: 100, bytesOfOneMax: 60)
    let one = budget.share(of: "a")
    #expect(one.take(50) && !one.take(11) && one.take(10))
    let same = budget.share(of: "a")
    #expect(!same.take(1))
    let other = budget.share(of: "b")
    #expect(other.take(40) && !other.take(1))
    one.release()
    #expect(budget.bytes == 40 && same.take(60))
    do {
      let passing = budget.share(of: "c")
      #expect(!passing.take(1))
    }
    same.release()
    other.release()
    do {
      let passing = budget.share(of: "c")
      #expect(passing.take(7))
      withExtendedLifetime(passing) {}
    }
    #expect(budget.bytes == 0)
  }

  @Test func `a body beyond what can be held is refused with 429, and there is room again after the answers`() async throws {
    var limits = HTTPServer.Limits()
    (limits.bodiesBytes, limits.bodiesBytesOfOne) = (1_000, 1_000)
    let isHeld = CloseSignal()
    let release = CloseSignal()
    try await RawExchange.withServer(limits) { request in
      if request.path == "/hold" {
        isHeld.close()
        await release.wait()
      }
      return HTTPResponse(200)
    } _: { socket in
      func post(_ path: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 600\r\n\r\n" + String(repeating: "x", count: 600)
      }
      async let held = RawExchange.send(post("/hold"), to: socket)
      await isHeld.wait()
      let refused = try await RawExchange.send(post("/more"), to: socket)
      #expect(refused.hasPrefix("HTTP/1.1 429"))
      release.close()
      #expect(try await held.hasPrefix("HTTP/1.1 200"))
      #expect(try await RawExchange.send(post("/more"), to: socket).hasPrefix("HTTP/1.1 200"))
    }
  }
}
