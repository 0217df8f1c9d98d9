import APIMachinery
import Basics
import Client
import HTTPTransport
import NIOPosix
import PKI
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct HTTPTransportTests {
  /// Echoes what the request was, so that each side of the wire can be checked from the other.
  static let echo: HTTPServer.Handler = { request in
    switch request.path {
    case "/stream":
      let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
      for number in 0..<100 { continuation.yield(Array("line \(number)\n".utf8)) }
      continuation.finish()
      return HTTPResponse(200, body: .stream(stream))
    case "/upgrade":
      return HTTPResponse(101, headers: ["Upgrade": "echo/1"], body: .upgrade { connection in
        while let bytes = (try? await connection.read()) ?? nil { try? await connection.write(bytes) }
      })
    case "/socket":
      return HTTPResponse(101, body: .webSocket(subprotocol: "v5.channel.k8s.io") { connection in
        for await message in connection.messages { try? await connection.send(message.reversed()) }
      })
    default:
      let peer = request.peer
      return HTTPResponse(
        200, headers: ["Content-Type": "text/plain"],
        body: .bytes(Array("\(request.method) \(request.path)?\(request.query) \(request.body.count) \(peer.certificateCommonName ?? "-") \(peer.certificateOrganizations) \(peer.unixUserID.map(String.init) ?? "-")".utf8)))
    }
  }

  private func withUnixServer(_ body: (HTTPClient) async throws -> Void) async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let directory = "/tmp/kctl-http-\(SystemRandom().nameSuffix(10))"
    try TextFile.makeDirectories(directory, mode: 0o700)
    defer { rmdir(directory) }
    let server = HTTPServer(group: group, handler: Self.echo)
    let socket = directory + "/api.sock"
    try await server.listen(unixSocket: socket)
    defer { unlink(socket) }
    let client = try HTTPClient(.unixSocket(socket), group: group)
    do { try await body(client) } catch {
      await server.shutdown()
      throw error
    }
    client.shutdown()
    await server.shutdown()
  }

  @Test func `a unix socket tells who is calling`() async throws {
    try await withUnixServer { client in
      let response = try await client.send(HTTPRequest("GET", "/x", query: "a=b"))
      #expect(String(decoding: try await response.bytes(), as: UTF8.self) == "GET /x?a=b 0 - [] \(getuid())")
    }
  }

  @Test func `an address that is taken, and one where nobody listens, are told by name`() async throws {
    let server = HTTPServer(group: .singleton) { _ in HTTPResponse(200) }
    let port = try await server.listen(plainHost: "127.0.0.1", port: 0)
    let second = HTTPServer(group: .singleton) { _ in HTTPResponse(200) }
    let taken = await #expect(throws: (any Error).self) { try await second.listen(plainHost: "127.0.0.1", port: port) }
    #expect(taken.map { "\($0)" } == "can't listen on 127.0.0.1:\(port): address already in use; choose another port, or 0 for a free one")
    await server.shutdown()
    let client = try HTTPClient(.plain(host: "127.0.0.1", port: port), group: .singleton)
    let refused = await #expect(throws: DialError.self) { try await client.send(HTTPRequest("GET", "/")) }
    #expect(refused == DialError(address: "127.0.0.1:\(port)", reason: "connection refused"))
    let absent = try HTTPClient(.unixSocket("/nonexistent/socket"), group: .singleton)
    let missing = await #expect(throws: DialError.self) { try await absent.send(HTTPRequest("GET", "/")) }
    #expect(missing.map { "\($0)" } == "dial unix /nonexistent/socket: connect: no such file or directory")
  }

  @Test func `a connection serves many requests, and bodies arrive whole`() async throws {
    try await withUnixServer { client in
      for size in [0, 1, 70_000, 3 << 20] {
        let response = try await client.send(HTTPRequest("POST", "/big", body: [UInt8](repeating: 7, count: size)))
        #expect(String(decoding: try await response.bytes(), as: UTF8.self).hasPrefix("POST /big? \(size) "))
      }
    }
  }

  @Test func `a body over the limit is answered with 413`() async throws {
    try await withUnixServer { client in
      let response = try await client.send(HTTPRequest("POST", "/big", body: [UInt8](repeating: 7, count: 3 << 20 + 1)))
      #expect(response.status == 413)
    }
  }

  @Test func `a streamed response arrives in order and to its end`() async throws {
    try await withUnixServer { client in
      let response = try await client.send(HTTPRequest("GET", "/stream"))
      let text = String(decoding: try await response.bytes(), as: UTF8.self)
      #expect(text == (0..<100).map { "line \($0)\n" }.joined())
    }
  }

  @Test func `a body that ends with its connection is whole, however late it is read`() async throws {
    try await withUnixServer { client in
      let response = try await client.send(HTTPRequest("GET", "/x", headers: ["Connection": "close"]))
      // Other requests go through meanwhile: the first one's connection is closed by then.
      for _ in 0..<20 { _ = try await client.send(HTTPRequest("GET", "/y")).bytes() }
      #expect(String(decoding: try await response.bytes(), as: UTF8.self).hasPrefix("GET /x"))
    }
  }

  @Test func `bytes cross an upgraded connection both ways, and its end too`() async throws {
    try await withUnixServer { client in
      let request = HTTPRequest("POST", "/upgrade", headers: ["Upgrade": "echo/1"])
      let (response, upgraded) = try await client.upgrade(request)
      #expect(response.status == 101 && response.headers["Upgrade"] == "echo/1")
      let connection = try #require(upgraded)
      for size in [1, 70_000, 1 << 20] {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        async let sending: Void = connection.write(bytes)
        var received: [UInt8] = []
        while received.count < size, let chunk = try await connection.read() { received += chunk }
        try await sending
        #expect(received == bytes)
      }
      connection.close()
      await connection.waitUntilClosed()
      let (refused, none) = try await client.upgrade(HTTPRequest("GET", "/x", headers: ["Upgrade": "echo/1"]))
      #expect(refused.status == 200 && none == nil)
    }
  }

  @Test func `messages cross a WebSocket both ways`() async throws {
    try await withUnixServer { client in
      let (connection, subprotocol) = try await client.webSocket(HTTPRequest("GET", "/socket"), subprotocols: ["v5.channel.k8s.io"])
      #expect(subprotocol == "v5.channel.k8s.io")
      var messages = connection.messages.makeAsyncIterator()
      for size in [1, 200, 70_000] {
        let message = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        try await connection.send(message)
        #expect(await messages.next() == message.reversed())
      }
      await connection.close()
    }
  }

  @Test func `TLS serves verified client certificates, and callers without one`() async throws {
    let now = SystemClock().now
    let authority = try CertificateAuthority(now: now)
    let identity = try authority.serverIdentity(
      commonName: "server", dnsNames: ["localhost"], addresses: [IPAddress("127.0.0.1")].compactMap { $0 }, now: now)
    let server = HTTPServer(group: .singleton, handler: Self.echo)
    let port = try await server.listen(
      host: "127.0.0.1", port: 0, tls: .init(identity: identity, clientAuthorities: [authority.identity.certificate]))
    let jane = try authority.clientIdentity(user: "jane", groups: ["dev"], now: now)
    let stranger = try CertificateAuthority(now: now).clientIdentity(user: "jane", groups: ["system:masters"], now: now)
    for (identity, expected) in [(jane, "GET /who? 0 jane [\"dev\"] -"), (nil, "GET /who? 0 - [] -")] {
      let client = try client(port, authority, identity)
      let response = try await client.send(HTTPRequest("GET", "/who"))
      #expect(String(decoding: try await response.bytes(), as: UTF8.self) == expected)
      client.shutdown()
    }
    let refused = try client(port, authority, stranger)
    await #expect(throws: (any Error).self) { _ = try await refused.send(HTTPRequest("GET", "/who")) }
    await server.shutdown()
  }

  @Test func `a server whose certificate is of another name is nobody, though it has the address that was dialled`() async throws {
    let now = SystemClock().now
    let authority = try CertificateAuthority(now: now)
    let identity = try authority.serverIdentity(
      commonName: "server", dnsNames: ["api.example"], addresses: [IPAddress("127.0.0.1")].compactMap { $0 }, now: now)
    let server = HTTPServer(group: .singleton, handler: Self.echo)
    let port = try await server.listen(host: "127.0.0.1", port: 0, tls: .init(identity: identity, clientAuthorities: [authority.identity.certificate]))
    func ask(_ name: String?, host: String = "127.0.0.1", skips: Bool = false, authority: CertificateAuthority) async throws -> Int {
      let client = try HTTPClient(
        .tls(host: host, port: port, serverName: name, authority: authority.identity.certificate, identity: nil, skipVerification: skips), group: .singleton)
      defer { client.shutdown() }
      return try await client.send(HTTPRequest("GET", "/who")).status
    }
    for name in [nil, "api.example", "127.0.0.1"] { #expect(try await ask(name, authority: authority) == 200) }
    #expect(try await ask("elsewhere.example", skips: true, authority: authority) == 200)
    for name in ["elsewhere.example", "server", "127.0.0.2"] {
      let error = await #expect(throws: TrustError.self) { try await ask(name, authority: authority) }
      #expect(error?.reason == "x509: certificate is valid for api.example, 127.0.0.1, not \(name)")
    }
    await #expect(throws: TrustError.self) { try await ask(nil, authority: try CertificateAuthority(now: now)) }
    await server.shutdown()
  }

  @Test func `certificates are replaced while server and client go on`() async throws {
    let now = SystemClock().now
    let authority = try CertificateAuthority(now: now)
    let other = try CertificateAuthority(now: now)
    func serving(_ authority: CertificateAuthority) throws -> Identity {
      try authority.serverIdentity(commonName: "server", dnsNames: [], addresses: [IPAddress("127.0.0.1")].compactMap { $0 }, now: now)
    }
    let server = HTTPServer(group: .singleton, handler: Self.echo)
    let port = try await server.listen(
      host: "127.0.0.1", port: 0, tls: .init(identity: try serving(other), clientAuthorities: [authority.identity.certificate]))
    let client = try client(port, authority, try authority.clientIdentity(user: "jane", groups: [], now: now))
    await #expect(throws: (any Error).self) { _ = try await client.send(HTTPRequest("GET", "/who")) }
    try server.replace(try serving(authority))
    func who() async throws -> String { String(decoding: try await client.send(HTTPRequest("GET", "/who")).bytes(), as: UTF8.self) }
    #expect(try await who() == "GET /who? 0 jane [] -")
    try client.replace(try authority.clientIdentity(user: "jack", groups: [], now: now))
    #expect(try await who() == "GET /who? 0 jack [] -")
    #expect(throws: (any Error).self) { try server.replace(Identity(certificate: "", privateKey: "")) }
    #expect(try await who() == "GET /who? 0 jack [] -")
    client.shutdown()
    await server.shutdown()
  }

  private func client(_ port: Int, _ authority: CertificateAuthority, _ identity: Identity?) throws -> HTTPClient {
    try HTTPClient(
      .tls(host: "127.0.0.1", port: port, serverName: nil, authority: authority.identity.certificate, identity: identity, skipVerification: false),
      group: .singleton)
  }
}
