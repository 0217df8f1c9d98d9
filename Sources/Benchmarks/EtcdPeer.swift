import Basics
import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix

#if canImport(Glibc)
  import Glibc
#endif

/// etcd from Debian's etcd-server beside us on the same disk, written to over its own protocol (gRPC: KV.Put).
final class EtcdPeer {
  private let directory: String
  private let process: pid_t
  private let port: Int

  /// nil when etcd isn't installed or doesn't come up within ten seconds.
  init?(port: Int = 23_790) {
    directory = "/tmp/kctl-bench-etcd-\(getpid())"
    self.port = port
    let arguments = [
      "/usr/bin/etcd", "--data-dir", directory, "--listen-client-urls", "http://127.0.0.1:\(port)", "--advertise-client-urls",
      "http://127.0.0.1:\(port)", "--listen-peer-urls", "http://127.0.0.1:\(port + 1)", "--log-level", "error",
    ]
    guard access(arguments[0], X_OK) == 0 else { return nil }
    var pid = pid_t()
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    guard posix_spawn(&pid, arguments[0], nil, nil, &pointers, environ) == 0 else { return nil }
    process = pid
  }

  deinit {
    kill(process, SIGTERM)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    var pid = pid_t()
    let words: [String] = ["rm", "-rf", directory]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in arguments { free(pointer) } }
    if posix_spawnp(&pid, "rm", nil, nil, &arguments, environ) == 0 { waitpid(pid, &status, 0) }
  }

  /// Latencies in seconds of `count` puts of `size` bytes by so many writers; each waits for its own answer.
  func put(writers: Int, count: Int, size: Int) async throws -> (elapsedSeconds: Double, latencies: [Double]) {
    let connections = try await connect(count: max(1, min(writers / 8, 8)))
    let clock = ContinuousClock()
    let start = clock.now
    let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
      for writer in 0..<writers {
        let connection = connections[writer % connections.count]
        group.addTask {
          var latencies: [Double] = []
          for number in 0..<(count / writers) {
            let before = clock.now
            try await connection.put(key: "/registry/configmaps/default/w\(writer)-\(number)", value: [UInt8](repeating: 97, count: size))
            latencies.append((clock.now - before).seconds)
          }
          return latencies
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let elapsed = (clock.now - start).seconds
    for connection in connections { await connection.close() }
    return (elapsed, latencies)
  }

  private func connect(count: Int) async throws -> [EtcdConnection] {
    var attempts = 0
    while true {
      do {
        var connections: [EtcdConnection] = []
        for _ in 0..<count { connections.append(try await EtcdConnection(port: port)) }
        return connections
      } catch where attempts < 100 {
        attempts += 1
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }
}

/// One HTTP/2 connection with as many calls under way as there are writers on it.
private struct EtcdConnection: Sendable {
  let channel: any Channel
  let streams: NIOHTTP2Handler.StreamMultiplexer

  init(port: Int) async throws {
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(host: "127.0.0.1", port: port).get()
    var connection = NIOHTTP2Handler.ConnectionConfiguration()
    connection.controlFrameRateLimit.maximumCount = .max
    streams = try await channel.configureHTTP2Pipeline(
      mode: .client, connectionConfiguration: connection, streamConfiguration: .init(), inboundStreamInitializer: { $0.eventLoop.makeSucceededVoidFuture() }
    ).get()
  }

  func close() async { try? await channel.close() }

  func put(key: String, value: [UInt8]) async throws {
    let done = channel.eventLoop.makePromise(of: Void.self)
    let stream = try await streams.createStreamChannel { stream in
      stream.eventLoop.makeCompletedFuture { try stream.pipeline.syncOperations.addHandler(EndOfStream(done)) }
    }.get()
    let headers = HPACKHeaders([
      (":method", "POST"), (":scheme", "http"), (":path", "/etcdserverpb.KV/Put"), (":authority", "127.0.0.1"),
      ("content-type", "application/grpc"), ("te", "trailers"),
    ])
    stream.write(HTTP2Frame.FramePayload.headers(.init(headers: headers)), promise: nil)
    stream.writeAndFlush(HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(ByteBuffer(bytes: message(key, value))), endStream: true)), promise: nil)
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

private final class EndOfStream: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload
  private let done: EventLoopPromise<Void>
  private var status = ""

  init(_ done: EventLoopPromise<Void>) { self.done = done }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .headers(let headers) = unwrapInboundIn(data), let status = headers.headers.first(name: "grpc-status") { self.status = status }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if status == "0" { done.succeed() } else { done.fail(EtcdError(status: status)) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { done.fail(error) }
}

struct EtcdError: Error { let status: String }
