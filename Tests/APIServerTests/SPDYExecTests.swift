import APIMachinery
import Basics
import Client
import SPDY
import Streaming
import Testing

@testable import APIServer

/// A kubelet whose command reverses what it is told, or waits for ever, and whose port 80 echoes.
private final class StreamingNode: NodeConnection {
  let killed = CloseSignal()

  func logs(_ request: ContainerLogRequest) async throws -> AsyncThrowingStream<[UInt8], any Error> { AsyncThrowingStream { nil } }

  func exec(_ request: ExecRequest, _ streams: ExecStreams) async throws -> Int32 {
    if request.command == ["wait"] {
      await withTaskCancellationHandler { await CloseSignal().wait() } onCancel: { [killed] in killed.close() }
      throw CancellationError()
    }
    if let size = await streams.resize?.first(where: { _ in true }) { try await streams.stdout(Array("\(size.width)x\(size.height)".utf8)) }
    if let stdin = streams.stdin { for await bytes in stdin { try await streams.stdout(bytes.reversed()) } }
    try await streams.stderr(Array("done".utf8))
    return 3
  }

  func attach(_ request: ExecRequest, _ streams: ExecStreams) async throws -> Int32 { 0 }

  func portForward(_ request: PortForwardRequest) async throws -> any ByteConnection {
    guard request.port == 80 else { throw StatusError.internalError("connection refused") }
    let (ours, theirs) = BytePipe.pair()
    Task {
      while let bytes = try await theirs.read() { try await theirs.write(bytes) }
      await theirs.finishWriting()
    }
    return ours
  }
}

struct SPDYExecTests {
  private static func fixture(_ node: StreamingNode) async throws -> ServerFixture {
    let fixture = try await ServerFixture { _ in node }
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("web", node: "n1"))
    return fixture
  }

  /// A client's session with the server, as over an upgraded connection.
  private func withSession(
    _ node: StreamingNode, _ path: String, _ query: String, _ protocols: [String],
    _ body: @escaping @Sendable (MultiplexedConnection, BytePipe, HTTPResponse) async throws -> Void
  ) async throws {
    let fixture = try await Self.fixture(node)
    var request = HTTPRequest("POST", ServerFixture.pods + "/web/" + path, query: query, headers: ["Upgrade": "SPDY/3.1", "Connection": "Upgrade"])
    for name in protocols { request.headers.add("X-Stream-Protocol-Version", name) }
    let response = try await DirectExchange(fixture.server, as: ServerFixture.person).send(request)
    guard case .upgrade(let serve) = response.body else {
      Issue.record("\(response.status) \(String(decoding: try await response.bytes(), as: UTF8.self))")
      return
    }
    let (near, far) = BytePipe.pair()
    let client = try MultiplexedConnection(near, role: .client)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await serve(far) }
      group.addTask { await client.run() }
      try await body(client, near, response)
      client.close()
      try await group.waitForAll()
    }
  }

  private static func text(_ stream: MultiplexedStream) async throws -> String {
    var bytes: [UInt8] = []
    while let chunk = try await stream.read() { bytes += chunk }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `a command's streams end each by itself, and a Status says how it ended`() async throws {
    let query = "command=rev&stdin=1&stdout=1&stderr=1"
    try await withSession(StreamingNode(), "exec", query, ["v4.channel.k8s.io", "v3.channel.k8s.io"]) { client, _, response in
      #expect(response.headers["X-Stream-Protocol-Version"] == "v4.channel.k8s.io")
      let error = try await client.open(["streamtype": "error"])
      let stdin = try await client.open(["streamtype": "stdin"])
      let stdout = try await client.open(["streamtype": "stdout"])
      let stderr = try await client.open(["streamtype": "stderr"])
      try await stdin.write(Array("abc".utf8))
      await stdin.finishWriting()
      #expect(try await Self.text(stdout) == "cba")
      #expect(try await Self.text(stderr) == "done")
      let status = try JSON.decode(Array(try await Self.text(error).utf8))
      #expect(status["reason"] == "NonZeroExitCode")
    }
  }

  @Test func `a terminal has a size, and an old client is told in text`() async throws {
    try await withSession(StreamingNode(), "exec", "command=x&stdout=1&tty=1", ["v3.channel.k8s.io"]) { client, _, _ in
      let error = try await client.open(["streamtype": "error"])
      let stdout = try await client.open(["streamtype": "stdout"])
      let resize = try await client.open(["streamtype": "resize"])
      try await resize.write(WindowSizeDecoder.encode(width: 80, height: 24))
      #expect(try await Self.text(stdout) == "80x24")
      #expect(try await Self.text(error) == "command terminated with non-zero exit code: exit status 3")
    }
  }

  @Test func `the command of a client that breaks off is ended`() async throws {
    let node = StreamingNode()
    try await withSession(node, "exec", "command=wait&stdout=1", ["v4.channel.k8s.io"]) { client, near, _ in
      let streams = [try await client.open(["streamtype": "error"]), try await client.open(["streamtype": "stdout"])]
      near.close()
      await node.killed.wait()
      _ = streams
    }
    #expect(node.killed.isClosed)
  }

  @Test func `connections are forwarded side by side, and one that can't be made says why`() async throws {
    try await withSession(StreamingNode(), "portforward", "", ["portforward.k8s.io"]) { client, _, _ in
      func open(_ port: String, _ request: String) async throws -> (error: MultiplexedStream, data: MultiplexedStream) {
        let error = try await client.open(["streamtype": "error", "port": port, "requestid": request])
        await error.finishWriting()
        return (error, try await client.open(["streamtype": "data", "port": port, "requestid": request]))
      }
      let first = try await open("80", "1")
      let second = try await open("80", "2")
      let refused = try await open("81", "3")
      for (number, pair) in [first, second].enumerated() {
        try await pair.data.write(Array("hello \(number)".utf8))
        await pair.data.finishWriting()
      }
      #expect(try await Self.text(second.data) == "hello 1")
      #expect(try await Self.text(first.data) == "hello 0")
      #expect(try await Self.text(first.error).isEmpty)
      #expect(try await Self.text(refused.error).contains("error forwarding port 81 to pod web"))
    }
  }

  @Test func `ports over channels start with their number and end with the connection`() async throws {
    let fixture = try await Self.fixture(StreamingNode())
    let request = HTTPRequest("GET", ServerFixture.pods + "/web/portforward", query: "ports=80")
    let (socket, chosen) = try await DirectExchange(fixture.server, as: ServerFixture.person).webSocket(request, subprotocols: ["v4.channel.k8s.io"])
    #expect(chosen == "v4.channel.k8s.io")
    var messages = socket.messages.makeAsyncIterator()
    #expect(await messages.next() == [0, 80, 0])
    #expect(await messages.next() == [1, 80, 0])
    try await socket.send([0] + Array("ping".utf8))
    #expect(await messages.next() == [0] + Array("ping".utf8))
    await socket.close()
  }

  @Test func `SPDY travels inside a WebSocket`() async throws {
    let fixture = try await Self.fixture(StreamingNode())
    let request = HTTPRequest("GET", ServerFixture.pods + "/web/portforward")
    let (socket, _) = try await DirectExchange(fixture.server, as: ServerFixture.person)
      .webSocket(request, subprotocols: ["SPDY/3.1+portforward.k8s.io"])
    let client = try MultiplexedConnection(WebSocketBytes(socket), role: .client)
    let running = Task { await client.run() }
    _ = try await client.open(["streamtype": "error", "port": "80", "requestid": "0"])
    let data = try await client.open(["streamtype": "data", "port": "80", "requestid": "0"])
    try await data.write(Array("ping".utf8))
    #expect(try await data.read() == Array("ping".utf8))
    await socket.close()
    await running.value
  }
}
