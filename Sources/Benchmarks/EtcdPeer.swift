import Basics
import Glibc
import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix

/// etcd from Debian's etcd-server, written to over its own protocol (gRPC: KV.Put).
struct EtcdPeer: Sendable {
  private let process: pid_t
  private let port: Int

  /// Starts it on free ports of the loopback interface; nil when etcd isn't installed.
  init?(_ directory: String) {
    let ports = Self.freePorts(2)
    let (client, peer) = ("http://127.0.0.1:\(ports[0])", "http://127.0.0.1:\(ports[1])")
    let arguments = [
      "/usr/bin/etcd", "--data-dir", directory, "--listen-client-urls", client, "--advertise-client-urls", client,
      "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", "default=\(peer)", "--logger", "zap", "--log-level", "error",
    ]
    guard access(arguments[0], X_OK) == 0 else { return nil }
    var pid = pid_t()
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    for descriptor in [1, 2] as [Int32] { posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_WRONLY, 0) }
    guard posix_spawn(&pid, arguments[0], &files, nil, &pointers, environ) == 0 else { return nil }
    (process, port) = (pid, ports[0])
  }

  func stop() {
    kill(process, SIGTERM)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  private static func freePorts(_ count: Int) -> [Int] {
    var descriptors: [Int32] = []
    defer { for descriptor in descriptors { close(descriptor) } }
    return (0..<count).map { _ in
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      descriptors.append(descriptor)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      return withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          _ = bind(descriptor, address, length)
          getsockname(descriptor, address, &length)
        }
        return Int(UInt16(bigEndian: pointer.pointee.sin_port))
      }
    }
  }

  /// Each writer waits for its own answer; several may share a connection.
  func put(writers: Int, connections count: Int, valueBytes: Int, for duration: Duration) async throws -> Load {
    let connections = try await connect(count)
    let value = [UInt8](repeating: 97, count: valueBytes)
    let load = try await Load.run(tasks: writers, for: duration) { task, random in
      try await connections[task % connections.count].put(key: "/registry/configmaps/default/map-\(task)-\(random.below(100))", value: value)
    }
    for connection in connections { await connection.close() }
    return load
  }

  /// etcd takes a moment to come up.
  private func connect(_ count: Int) async throws -> [EtcdConnection] {
    let deadline = ContinuousClock.now + .seconds(20)
    while true {
      do {
        var connections: [EtcdConnection] = []
        for _ in 0..<count { connections.append(try await EtcdConnection(port: port)) }
        // It listens a while before it has elected itself.
        try await connections[0].put(key: "/ready", value: [1])
        return connections
      } catch where ContinuousClock.now < deadline {
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }
}

/// One HTTP/2 connection with as many calls under way as there are writers on it.
private struct EtcdConnection: Sendable {
  private let channel: any Channel
  private let streams: NIOHTTP2Handler.StreamMultiplexer

  init(port: Int) async throws {
    var connection = NIOHTTP2Handler.ConnectionConfiguration()
    // grpc-go answers each call with a ping as well.
    connection.controlFrameRateLimit.maximumCount = .max
    let configuration = connection
    (channel, streams) = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.socketOption(.tcp_nodelay), value: 1)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.configureHTTP2Pipeline(
          mode: .client, connectionConfiguration: configuration, streamConfiguration: .init(),
          inboundStreamInitializer: { $0.eventLoop.makeSucceededVoidFuture() }
        ).map { (channel, $0) }
      }
  }

  func close() async {
    do { try await channel.close() } catch { return }
  }

  func put(key: String, value: [UInt8]) async throws {
    let done = channel.eventLoop.makePromise(of: Void.self)
    let message = message(key, value)
    let stream = channel.eventLoop.makePromise(of: (any Channel).self)
    streams.createStreamChannel(promise: stream) { stream in
      stream.eventLoop.makeCompletedFuture { try stream.pipeline.syncOperations.addHandler(EndOfCall(done)) }
    }
    stream.futureResult.whenFailure { done.fail($0) }
    stream.futureResult.whenSuccess { stream in
      let headers = HPACKHeaders([
        (":method", "POST"), (":scheme", "http"), (":path", "/etcdserverpb.KV/Put"), (":authority", "127.0.0.1"),
        ("content-type", "application/grpc"), ("te", "trailers"),
      ])
      stream.write(HTTP2Frame.FramePayload.headers(.init(headers: headers)), promise: nil)
      stream.writeAndFlush(HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(ByteBuffer(bytes: message)), endStream: true)), promise: nil)
    }
    try await done.futureResult.get()
  }

  /// PutRequest { key = 1, value = 2 }, behind gRPC's five-byte prefix.
  private func message(_ key: String, _ value: [UInt8]) -> [UInt8] {
    func field(_ tag: UInt8, _ bytes: some Collection<UInt8>) -> [UInt8] {
      var length = bytes.count
      var varint: [UInt8] = []
      repeat {
        varint.append(UInt8(length & 0x7f) | (length > 0x7f ? 0x80 : 0))
        length >>= 7
      } while length > 0
      return [tag] + varint + bytes
    }
    let body = field(0x0a, Array(key.utf8)) + field(0x12, value)
    return [0] + withUnsafeBytes(of: UInt32(body.count).bigEndian) { Array($0) } + body
  }
}

/// Waits for the trailers that end a call.
private final class EndOfCall: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload
  private let done: EventLoopPromise<Void>
  private var status = ""

  init(_ done: EventLoopPromise<Void>) { self.done = done }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .headers(let headers) = unwrapInboundIn(data), let status = headers.headers.first(name: "grpc-status") else { return }
    self.status = status
  }

  func channelInactive(context: ChannelHandlerContext) {
    if status == "0" { done.succeed() } else { done.fail(BenchmarkFailure("etcd answers with gRPC status \(status)")) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { done.fail(error) }
}
