import APISchemas
import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import Synchronization

/// A KMS plugin of version v2 on a unix socket, for tests: it "encrypts" by adding a byte that its key's name gives.
public final class KeyServicePeer: Sendable {
  public struct State: Sendable {
    public var key = "key-1"
    public var health = "ok"
    public var version = "v2"
    /// How often each method was called.
    public var calls: [String: Int] = [:]
  }

  private let state = Mutex(State())
  private let listener = Mutex<(any Channel)?>(nil)

  public init() {}

  public func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
  public func calls(_ method: String) -> Int { state.withLock { $0.calls[method] ?? 0 } }

  /// Blocks: for tests' own threads.
  public func listen(socket: String) throws {
    let server = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).childChannelInitializer { [self] channel in
      channel.configureHTTP2Pipeline(
        mode: .server, connectionConfiguration: .init(), streamConfiguration: .init(),
        inboundStreamInitializer: { stream in
          stream.eventLoop.makeCompletedFuture { try stream.pipeline.syncOperations.addHandler(KeyServiceCall { self.answer($0, $1) }) }
        }
      ).map { _ in }
    }
    let channel = try server.bind(unixDomainSocketPath: socket, cleanupExistingSocketFile: true).wait()
    listener.withLock { $0 = channel }
  }

  public func close() { listener.withLock { $0 }?.close(promise: nil) }

  private func offset(_ key: String) -> UInt8 { key.utf8.reduce(1) { $0 &* 31 &+ $1 } | 1 }

  /// Nil for a method that there isn't.
  private func answer(_ method: String, _ request: [UInt8]) -> [UInt8]? {
    let name = method.split(separator: "/").last.map(String.init) ?? ""
    let now = state.withLock { state in
      state.calls[name, default: 0] += 1
      return state
    }
    let fields = Self.fields(request)
    var writer = ProtobufWriter()
    switch method {
    case "/v2.KeyManagementService/Status":
      writer.string(1, now.version)
      writer.string(2, now.health)
      writer.string(3, now.key)
    case "/v2.KeyManagementService/Encrypt":
      writer.lengthDelimited(1, (fields[1] ?? []).map { $0 &+ offset(now.key) })
      writer.string(2, now.key)
      writer.nested(3) { entry in
        entry.string(1, "version.example.com")
        entry.lengthDelimited(2, [1])
      }
    case "/v2.KeyManagementService/Decrypt":
      let key = String(decoding: fields[3] ?? [], as: UTF8.self)
      guard fields[4] != nil else { return nil }
      writer.lengthDelimited(1, (fields[1] ?? []).map { $0 &- offset(key) })
    default: return nil
    }
    return writer.bytes
  }

  private static func fields(_ bytes: [UInt8]) -> [Int: [UInt8]] {
    bytes.withUnsafeBytes { buffer in
      var reader = ProtobufReader(buffer)
      var fields: [Int: [UInt8]] = [:]
      while !reader.isAtEnd, let (number, type) = try? reader.tag(), type == 2, let block = try? reader.block() { fields[number] = Array(block) }
      return fields
    }
  }
}

/// One call: gathers the request, answers with one message and trailers.
private final class KeyServiceCall: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload
  typealias OutboundOut = HTTP2Frame.FramePayload

  private let answer: @Sendable (String, [UInt8]) -> [UInt8]?
  private var method = ""
  private var body: [UInt8] = []

  init(_ answer: @escaping @Sendable (String, [UInt8]) -> [UInt8]?) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .headers(let frame): method = frame.headers.first(name: ":path") ?? ""
    case .data(let frame):
      if case .byteBuffer(let buffer) = frame.data { body += buffer.readableBytesView }
      if frame.endStream { respond(context) }
    default: return
    }
  }

  private func respond(_ context: ChannelHandlerContext) {
    func write(_ headers: [(String, String)], isLast: Bool) {
      let frame = HTTP2Frame.FramePayload.headers(.init(headers: HPACKHeaders(headers), endStream: isLast))
      context.write(wrapOutboundOut(frame), promise: nil)
    }
    write([(":status", "200"), ("content-type", "application/grpc")], isLast: false)
    if let message = answer(method, Array(body.dropFirst(5))) {
      let framed = [0] + withUnsafeBytes(of: UInt32(message.count).bigEndian) { Array($0) } + message
      context.write(wrapOutboundOut(.data(.init(data: .byteBuffer(ByteBuffer(bytes: framed))))), promise: nil)
      write([("grpc-status", "0")], isLast: true)
    } else {
      write([("grpc-status", "12"), ("grpc-message", "no such method")], isLast: true)
    }
    context.flush()
  }
}
