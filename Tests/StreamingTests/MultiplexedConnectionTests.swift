import Client
import SPDY
import Testing

@testable import Streaming

@Suite struct MultiplexedConnectionTests {
  /// Both ends of a session over a pipe, running until the body returns.
  private func withPair(
    _ body: @Sendable @escaping (_ client: MultiplexedConnection, _ server: MultiplexedConnection) async throws -> Void
  ) async throws {
    let (near, far) = BytePipe.pair()
    let client = try MultiplexedConnection(near, role: .client)
    let server = try MultiplexedConnection(far, role: .server)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await client.run() }
      group.addTask { await server.run() }
      try await body(client, server)
      client.close()
      server.close()
      try await group.waitForAll()
    }
  }

  @Test func `megabytes echo through a stream whose reader is slower than its writer`() async throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    try await withPair { client, server in
      async let echo: Void = {
        guard let stream = await server.accept() else { return }
        while let chunk = try await stream.read() {
          await Task.yield()
          try await stream.write(chunk)
        }
        await stream.finishWriting()
      }()
      let stream = try await client.open(["streamtype": "data"])
      async let sending: Void = {
        try await stream.write(bytes)
        await stream.finishWriting()
      }()
      var received: [UInt8] = []
      while let chunk = try await stream.read() { received += chunk }
      try await sending
      try await echo
      #expect(received == bytes)
    }
  }

  @Test func `a stream that nobody reads doesn't hold up another`() async throws {
    try await withPair { client, server in
      async let accepted = (server.accept(), server.accept())
      let first = try await client.open(["n": "1"])
      let second = try await client.open(["n": "2"])
      let (ignored, other) = await accepted
      let read = try #require(other)
      let stuck = Task { try await first.write([UInt8](repeating: 1, count: 1 << 20)) }
      #expect(read.headers["n"] == "2")
      for number in 0..<100 {
        try await second.write([UInt8(number)])
        #expect(try await read.read() == [UInt8(number)])
      }
      stuck.cancel()
      _ = await stuck.result
      _ = ignored
    }
  }

  @Test func `a peer that claims to heed windows and doesn't loses the stream, not the session`() async throws {
    let (near, far) = BytePipe.pair(bytesMax: 8 << 20)
    let server = try MultiplexedConnection(far, role: .server)
    let running = Task { await server.run() }
    var peer = try SPDYSession(.client)
    let opened = peer.open(["n": "1"])
    let id = try #require(opened)
    _ = peer.send(id, [UInt8](repeating: 0, count: 2 << 20)[...], room: .max)
    try await near.write(peer.takeOutput())
    let stream = try #require(await server.accept())
    await stream.waitUntilClosed()
    await #expect(throws: StreamEnded.self) { while try await stream.read() != nil {} }
    _ = peer.open(["n": "2"])
    try await near.write(peer.takeOutput())
    #expect(await server.accept()?.headers["n"] == "2")
    near.close()
    await running.value
  }

  @Test func `a stream that its opener gives up before it was accepted is forgotten, and more than a few that wait are refused`() async throws {
    let (near, far) = BytePipe.pair(bytesMax: 8 << 20)
    let server = try MultiplexedConnection(far, role: .server)
    let running = Task { await server.run() }
    var peer = try SPDYSession(.client)
    let large: SPDYHeaders = ["n": String(repeating: "x", count: 60 << 10)]
    for _ in 0..<1_000 {
      let opened = peer.open(large)
      peer.reset(try #require(opened), .cancel)
    }
    for _ in 0..<100 { _ = peer.open(large) }
    let last = peer.open(["n": "last"])
    try await near.write(peer.takeOutput())
    // The answer to a refused stream says that everything before it has been taken in.
    var refused = 0
    while refused == 0, let chunk = try await near.read() {
      refused = peer.receive(chunk).count { if case .reset(_, ResetStatus.refusedStream.rawValue) = $0 { true } else { false } }
    }
    #expect(refused > 0)
    server.state.withLock { state in
      #expect(state.opened.count <= 18 && state.buffers.count == state.opened.count)
      #expect(state.openedBytes <= MultiplexedConnection.openedBytesMax)
    }
    _ = last
    near.close()
    await running.value
  }

  @Test func `when the connection breaks every stream ends and every waiting writer is told`() async throws {
    let (near, far) = BytePipe.pair()
    let server = try MultiplexedConnection(far, role: .server)
    let running = Task { await server.run() }
    var peer = try SPDYSession(.client)
    _ = peer.open(["streamtype": "stdin"])
    try await near.write(peer.takeOutput())
    let stream = try #require(await server.accept())
    let end = Task { try await stream.read() }
    let writing = Task { try await stream.write([UInt8](repeating: 0, count: 4 << 20)) }
    near.close()
    #expect(try await end.value == nil)
    await #expect(throws: (any Error).self) { try await writing.value }
    await stream.waitUntilClosed()
    await running.value
    #expect(await server.accept() == nil)
  }

  @Test func `a peer that breaks the protocol gets a GOAWAY and the end`() async throws {
    let (near, far) = BytePipe.pair()
    let server = try MultiplexedConnection(far, role: .server)
    let running = Task { await server.run() }
    try await near.write(Array("GET / HTTP/1.1\r\n\r\n".utf8))
    var answer: [UInt8] = []
    while let chunk = try await near.read() { answer += chunk }
    #expect(Array(answer.suffix(16)) == [0x80, 3, 0, 7, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1])
    await running.value
  }
}
