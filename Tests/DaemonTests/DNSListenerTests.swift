import Basics
import ClusterDNS
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Daemon

/// Messages over real sockets, on loopback.
@Suite struct DNSListenerTests {
  private static let group = MultiThreadedEventLoopGroup.singleton
  private static let patience = Duration.seconds(10)

  private func withListener(
    _ limits: DNSListener.Limits = .init(), respond: @escaping DNSListener.Respond = { bytes, _ in bytes },
    _ body: (DNSListener, UpstreamServer) async throws -> Void
  ) async throws {
    let listener = try await DNSListener.listen(host: "127.0.0.1", port: 0, group: Self.group, limits: limits, respond: respond)
    do { try await body(listener, UpstreamServer(try #require(IPAddress("127.0.0.1")), port: listener.port)) } catch {
      await listener.close()
      throw error
    }
    await listener.close()
  }

  private func ask(_ message: [UInt8], _ server: UpstreamServer, over transport: DNSTransport, within limit: Duration = patience) async throws -> [UInt8] {
    try await NetworkExchange(group: Self.group).exchange(message, with: server, over: transport, within: limit)
  }

  private func connect(_ server: UpstreamServer, _ handlers: @escaping @Sendable (any Channel) throws -> Void = { _ in }) async throws -> any Channel {
    try await ClientBootstrap(group: Self.group)
      .channelInitializer { channel in channel.eventLoop.makeCompletedFuture { try handlers(channel) } }
      .connect(host: "127.0.0.1", port: server.port).get()
  }

  @Test(arguments: [DNSTransport.datagram, .stream])
  func `a question gets its answer`(transport: DNSTransport) async throws {
    try await withListener(respond: { bytes, transport in bytes + [transport == .stream ? 1 : 0] }) { _, server in
      let answer = try await ask([7, 8, 9], server, over: transport)
      #expect(answer == [7, 8, 9, transport == .stream ? 1 : 0])
    }
  }

  @Test func `a large answer goes by stream, and many questions at once are answered`() async throws {
    let large = [UInt8](repeating: 5, count: 65_000)
    try await withListener(respond: { bytes, _ in bytes + large }) { _, server in
      let answer = try await ask([1, 2], server, over: .stream)
      #expect(answer.count == 65_002)
    }
    try await withListener { _, server in
      let answered = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<50 as Range<UInt8> {
          group.addTask { try await self.ask([number, 0, 1], server, over: number % 2 == 0 ? .datagram : .stream) == [number, 0, 1] }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(answered == 50)
    }
  }

  @Test func `what gets no answer ends when its time is over, and a stream is closed`() async throws {
    try await withListener(respond: { _, _ in nil }) { _, server in
      await #expect(throws: NetworkExchange.Silence.self) { try await ask([1, 2], server, over: .datagram, within: .milliseconds(20)) }
      await #expect(throws: NetworkExchange.Silence.self) { try await ask([1, 2], server, over: .stream) }
    }
  }

  @Test func `an answer with another number isn't taken`() async throws {
    try await withListener(respond: { bytes, _ in [9, 9] + bytes }) { _, server in
      await #expect(throws: NetworkExchange.Silence.self) { try await ask([1, 2], server, over: .datagram, within: .milliseconds(20)) }
    }
  }

  @Test func `a server that isn't there fails at once`() async throws {
    let listener = try await DNSListener.listen(host: "127.0.0.1", port: 0, group: Self.group) { bytes, _ in bytes }
    let server = UpstreamServer(try #require(IPAddress("127.0.0.1")), port: listener.port)
    await listener.close()
    await #expect(throws: (any Error).self) { try await ask([1, 2], server, over: .datagram) }
    await #expect(throws: (any Error).self) { try await ask([1, 2], server, over: .stream) }
  }

  @Test func `a port that is in use is said to be`() async throws {
    try await withListener { listener, _ in
      await #expect {
        _ = try await DNSListener.listen(host: "127.0.0.1", port: listener.port, group: Self.group) { bytes, _ in bytes }
      } throws: { "\($0)".contains("127.0.0.1:\(listener.port): address already in use") }
    }
  }

  @Test func `a connection on which nothing happens is closed, and one too many never opens`() async throws {
    var limits = DNSListener.Limits()
    (limits.idle, limits.connections) = (.milliseconds(50), 1)
    try await withListener(limits) { _, server in
      let first = try await connect(server)
      let second = try await connect(server)
      try await second.closeFuture.get()
      try await first.closeFuture.get()
    }
  }

  @Test func `who asks no more still gets the answers, and who asks too much at once is let go`() async throws {
    let gate = CloseSignal()
    var limits = DNSListener.Limits()
    // However long it takes here, nobody is idle.
    (limits.questionsOfConnection, limits.idle) = (2, .hours(1))
    try await withListener(
      limits,
      respond: { bytes, _ in
        await gate.wait()
        return bytes
      }
    ) { _, server in
      let answers = AnswerCount()
      let patient = try await connect(server) { try $0.pipeline.syncOperations.addHandler(answers) }
      try await patient.writeAndFlush(ByteBuffer(bytes: [0, 2, 1, 2, 0, 3, 1, 2, 3]))
      try await patient.close(mode: .output)
      let greedy = try await connect(server)
      greedy.writeAndFlush(ByteBuffer(bytes: [0, 2, 1, 2, 0, 2, 1, 2, 0, 2, 1, 2]), promise: nil)
      try await greedy.closeFuture.get()
      gate.close()
      try await patient.closeFuture.get()
      #expect(answers.bytes == 9)
    }
  }
}

/// How many bytes came in before the connection was over.
private final class AnswerCount: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer
  private let count = Mutex(0)
  var bytes: Int { count.withLock { $0 } }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let more = unwrapInboundIn(data).readableBytes
    count.withLock { $0 += more }
  }
}
