import APIMachinery
import Basics
import Client
import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOPosix
import NIOSSL
import PKI
import Synchronization

/// Serves a request handler over TLS (HTTP/1.1 and HTTP/2 by ALPN) and over unix sockets (HTTP/1.1).
///
/// The handler never runs on an event loop. A request whose client goes away is cancelled. Client certificates are asked
/// for, verified against the client authorities when given, and told to the handler as the request's peer.
public final class HTTPServer: Sendable {
  public typealias Handler = @Sendable (HTTPRequest) async -> HTTPResponse

  public struct Limits: Sendable {
    /// The largest body accepted for a path; larger ones are answered with 413.
    public var bodyBytes: @Sendable (_ path: String) -> Int = { _ in 3 << 20 }
    /// Paths whose handler gets the body as a stream, of any length.
    public var streamsBody: @Sendable (_ path: String) -> Bool = { _ in false }
    /// What bodies that are being received may take up together, and those of one client among them. Clients that have shown a certificate
    /// or are on this host have as much again, for themselves.
    public var bodiesBytes = 512 << 20
    public var bodiesBytesOfOne = 128 << 20
    /// Connections at a time; one more is closed as soon as it is there.
    public var connections = 10_000
    /// Until a TLS connection is ready for requests.
    public var handshake = Duration.seconds(10)
    /// From the first byte of a request's head to its last, and between two reads of its body; slower clients are answered with 408.
    public var head = Duration.seconds(32)
    public var body = Duration.seconds(60)
    /// How long a client may take no more of an answer; then its connection ends. A watch that nobody reads is held no longer.
    public var write = Duration.seconds(120)
    /// How long a connection without a request is kept.
    public var idle = Duration.seconds(90)
    /// Says when certificates are over.
    public var clock: any WallClock = SystemClock()
    public init() {}
  }

  public struct TLSIdentity: Sendable {
    public var identity: Identity
    /// PEM certificates of the authorities whose client certificates are accepted.
    public var clientAuthorities: [String]
    /// PEM certificates of the authorities that certify proxies in front, which speak for others. Where there are any, a client's
    /// certificate must be signed by an authority itself: one in between would not tell whose it is.
    public var proxyAuthorities: [String]

    public init(identity: Identity, clientAuthorities: [String], proxyAuthorities: [String] = []) {
      (self.identity, self.clientAuthorities, self.proxyAuthorities) = (identity, clientAuthorities, proxyAuthorities)
    }
  }

  private let group: MultiThreadedEventLoopGroup
  private let handler: Handler
  private let limits: Limits
  private let connections: ConnectionSet
  private let budgets: (strangers: BodyBudget, known: BodyBudget)
  private let secured = Mutex<[ServerTLS]>([])

  public init(group: MultiThreadedEventLoopGroup, limits: Limits = Limits(), handler: @escaping Handler) {
    (self.group, self.limits, self.handler, connections) = (group, limits, handler, ConnectionSet())
    func budget() -> BodyBudget { BodyBudget(bytesMax: limits.bodiesBytes, bytesOfOneMax: limits.bodiesBytesOfOne) }
    budgets = (budget(), budget())
  }

  /// Listens on an address and port (0 picks a free one); returns the port.
  public func listen(host: String, port: Int, tls: TLSIdentity) async throws -> Int {
    let issuers = PeerIssuers(
      clients: try CertificateIssuers(tls.proxyAuthorities.isEmpty ? [] : tls.clientAuthorities), proxies: try CertificateIssuers(tls.proxyAuthorities))
    let tls = try ServerTLS(tls)
    let server = bootstrap { channel in
      do {
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls.context))
      } catch {
        return channel.eventLoop.makeFailedFuture(error)
      }
      let handshake = channel.eventLoop.scheduleTask(in: TimeAmount(self.limits.handshake)) { channel.close(promise: nil) }
      channel.closeFuture.whenComplete { _ in handshake.cancel() }
      return channel.configureHTTP2SecureUpgrade(
        h2ChannelConfigurator: { channel in
          handshake.cancel()
          return self.configureHTTP2(channel, issuers)
        },
        http1ChannelConfigurator: { channel in
          handshake.cancel()
          return self.configureHTTP1(channel, issuers)
        })
    }
    let channel = try await Self.bind(server, host, port)
    connections.insert(listener: channel)
    secured.withLock { $0.append(tls) }
    return channel.localAddress?.port ?? port
  }

  /// Shows another certificate to who connects from now on. Throws, and changes nothing, when it can't be read.
  public func replace(_ identity: Identity) throws { for tls in secured.withLock({ $0 }) { try tls.replace(identity) } }

  /// Listens without TLS, for what a user serves to programs on the same host; returns the port.
  public func listen(plainHost host: String, port: Int) async throws -> Int {
    let channel = try await Self.bind(bootstrap { self.configureHTTP1($0) }, host, port)
    connections.insert(listener: channel)
    return channel.localAddress?.port ?? port
  }

  private static func bind(_ server: ServerBootstrap, _ host: String, _ port: Int) async throws -> any Channel {
    do { return try await server.bind(host: host, port: port).get() } catch let error as IOError {
      throw ListenError(host: host, port: port, code: error.errnoCode)
    }
  }

  /// Listens on a unix socket that only its owner may connect to; a stale socket file is replaced.
  public func listen(unixSocket path: String) async throws {
    let channel = try await bootstrap { self.configureHTTP1($0, isUnixSocket: true) }
      .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
    connections.insert(listener: channel)
  }

  /// Stops listening, then closes every connection, also those in the middle of a response: watches never end by themselves.
  public func shutdown() async { await connections.closeAll() }

  private func bootstrap(_ initialize: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>) -> ServerBootstrap {
    ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 4)
      .childChannelInitializer { channel in
        guard self.connections.insert(channel, limit: self.limits.connections) else {
          return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
        }
        return initialize(channel)
      }
  }

  private func configureHTTP1(_ channel: any Channel, _ issuers: PeerIssuers? = nil, isUnixSocket: Bool = false) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: Self.headLimits))
      let patience = PatienceHandler(self.limits)
      let encoder = HTTPResponseEncoder()
      let pipelining = HTTPServerPipelineHandler()
      try pipeline.addHandlers([patience, encoder, decoder, pipelining])
      let peer = Self.peer(of: channel, issuers, isUnixSocket: isUnixSocket)
      try pipeline.addHandler(
        RequestHandler(
          handler, limits, budget(of: peer), peer: peer, http1: .init(patience: patience, decoder: decoder, encoder: encoder, pipelining: pipelining)))
    }
  }

  /// 1 MiB, as upstream's; many fields, for there is one for each group that a caller impersonates.
  private static let headLimits: NIOHTTPDecoderLimitConfiguration = {
    var limits = NIOHTTPDecoderLimitConfiguration()
    (limits.maxHeaderFieldSize, limits.maxHeaderListSize, limits.maxHeaderFieldCount) = (1 << 20, 1 << 20, 4_096)
    return limits
  }()

  private func configureHTTP2(_ channel: any Channel, _ issuers: PeerIssuers) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let peer = Self.peer(of: channel, issuers, isUnixSocket: false)
      var connection = NIOHTTP2Handler.ConnectionConfiguration()
      // Go's clients ping with every few reads; the default of 200 control frames in 30 s closes on an honest kubelet or informer.
      connection.controlFrameRateLimit.maximumCount = 20_000
      connection.initialSettings = [
        HTTP2Setting(parameter: .maxConcurrentStreams, value: 1_000), HTTP2Setting(parameter: .maxHeaderListSize, value: 1 << 16),
        HTTP2Setting(parameter: .initialWindowSize, value: 1 << 20),
      ]
      var stream = NIOHTTP2Handler.StreamConfiguration()
      stream.outboundBufferSizeHighWatermark = 1 << 18
      stream.outboundBufferSizeLowWatermark = 1 << 16
      // A client that follows many watches resets as many streams when it ends; one that goes on opening and resetting them only makes work.
      stream.streamResetFrameRateLimit.maximumCount = 4_000
      let idle = NIOLoopBoundBox<IdleStreams?>(nil, eventLoop: channel.eventLoop)
      _ = try channel.pipeline.syncOperations.configureHTTP2Pipeline(
        mode: .server, connectionConfiguration: connection, streamConfiguration: stream
      ) { stream in
        idle.value?.opened(stream)
        return stream.eventLoop.makeCompletedFuture {
          try stream.pipeline.syncOperations.addHandler(HTTP2FramePayloadToHTTP1ServerCodec())
          try stream.pipeline.syncOperations.addHandler(RequestHandler(self.handler, self.limits, self.budget(of: peer), peer: peer, http1: nil))
        }
      }
      try channel.pipeline.syncOperations.addHandler(HTTP2ErrorHandler())
      // After the HTTP/2 handler, which turns its frames into bytes.
      idle.value = IdleStreams(channel: channel, idle: TimeAmount(self.limits.idle))
    }
  }

  private func budget(of peer: HTTPPeer) -> BodyBudget {
    let isKnown = peer.certificateCommonName != nil || peer.frontProxyName != nil || peer.unixUserID != nil
    return isKnown ? budgets.known : budgets.strangers
  }

  private static func peer(of channel: any Channel, _ issuers: PeerIssuers?, isUnixSocket: Bool) -> HTTPPeer {
    var peer = HTTPPeer()
    peer.address = channel.remoteAddress?.ipAddress ?? ""
    if isUnixSocket {
      peer.unixUserID = PeerCredentials.userID(of: channel)
    } else if let handler = try? channel.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self),
      let certificate = handler.peerCertificate, let bytes = try? certificate.toDERBytes(), let subject = CertificateSubject(derEncoded: bytes)
    {
      peer.certificateEnd = Timestamp(secondsSinceEpoch: Int64(certificate.notValidAfter))
      if issuers?.isClient(bytes) ?? true {
        peer.certificateCommonName = subject.commonName
        peer.certificateOrganizations = subject.organizations
      }
      if issuers?.proxies.haveIssued(derEncoded: bytes) == true { peer.frontProxyName = subject.commonName ?? "" }
    }
    return peer
  }
}

/// Whose a verified client certificate is.
private struct PeerIssuers: Sendable {
  let clients: CertificateIssuers
  let proxies: CertificateIssuers

  func isClient(_ certificate: [UInt8]) -> Bool { proxies.isEmpty || clients.haveIssued(derEncoded: certificate) }
}
