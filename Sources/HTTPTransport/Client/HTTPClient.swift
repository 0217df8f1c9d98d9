import APIMachinery
import Basics
import Client
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import PKI
import Synchronization

/// An HTTP/1.1 client for API servers: over TLS with a client certificate or bearer token, or over a unix socket.
///
/// Connections are kept and used again once a response was read to its end; one whose response nobody reads any more is closed. Responses
/// stream: a slow reader slows the server down.
public final class HTTPClient: HTTPExchange {
  public enum Endpoint: Sendable {
    case tls(host: String, port: Int, serverName: String?, authority: String?, identity: Identity?, skipVerification: Bool)
    case plain(host: String, port: Int)
    case unixSocket(String)
  }

  private let group: MultiThreadedEventLoopGroup
  private let endpoint: Endpoint
  private let hostHeader: String
  private let authorization: String?
  private let proxy: ForwardProxy?
  private let idle = Mutex<[ClientConnection]>([])
  private let tls: Mutex<NIOSSLContext?>

  /// Throws when a certificate or key can't be read.
  public convenience init(_ endpoint: Endpoint, bearerToken: String? = nil, group: MultiThreadedEventLoopGroup) throws {
    try self.init(endpoint, authorization: bearerToken.map { "Bearer " + $0 }, proxy: nil, group: group)
  }

  /// `authorization`: the header's value of requests that have none of their own.
  public init(_ endpoint: Endpoint, authorization: String?, proxy: ForwardProxy?, group: MultiThreadedEventLoopGroup) throws {
    (self.endpoint, self.authorization, self.proxy, self.group) = (endpoint, authorization, proxy, group)
    tls = Mutex(try Self.context(endpoint))
    switch endpoint {
    case .tls(let host, let port, _, _, _, _): hostHeader = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .plain(let host, let port): hostHeader = "\(host):\(port)"
    case .unixSocket: hostHeader = "localhost"
    }
  }

  /// Shows another certificate on connections from now on; those that are idle are closed. Throws, and changes nothing, when it can't be
  /// read.
  public func replace(_ identity: Identity) throws {
    guard case .tls(let host, let port, let serverName, let authority, _, let skipVerification) = endpoint else { return }
    let context = try Self.context(
      .tls(host: host, port: port, serverName: serverName, authority: authority, identity: identity, skipVerification: skipVerification))
    tls.withLock { $0 = context }
    shutdown()
  }

  private static func context(_ endpoint: Endpoint) throws -> NIOSSLContext? {
    guard case .tls(_, _, _, let authority, let identity, let skipVerification) = endpoint else { return nil }
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    if let authority { configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authority.utf8))) }
    if skipVerification { configuration.certificateVerification = .none }
    if let identity {
      configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(Array(identity.certificate.utf8)).map { .certificate($0) }
      configuration.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(identity.privateKey.utf8), format: .pem))
    }
    return try NIOSSLContext(configuration: configuration)
  }

  public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    if let body = request.bodyStream { return try await stream(request, body) }
    // An idle connection may have been closed by the server in the meantime: only then is the request sent once more.
    while !Task.isCancelled, let connection = idle.withLock({ $0.popLast() }) {
      guard connection.isOpen else { continue }
      do { return try await exchange(request, on: connection) } catch let error as ConnectionClosedBeforeResponse {
        // What the server may have carried out is asked again only if that changes nothing.
        guard !error.isSent || Self.reading.contains(request.method) else { throw error }
      }
    }
    try Task.checkCancellation()
    return try await exchange(request, on: try await connect())
  }

  private static let reading: Set<String> = ["GET", "HEAD", "OPTIONS"]

  private func exchange(_ request: HTTPRequest, on connection: ClientConnection) async throws -> HTTPResponse {
    let head = try head(for: request)
    return try await withTaskCancellationHandler {
      try await connection.exchange(head, request.body) { [weak self] in self?.idle.withLock { $0.append(connection) } }
    } onCancel: {
      connection.close()
    }
  }

  private func head(for request: HTTPRequest) throws(InvalidHeaderField) -> HTTPRequestHead {
    try InvalidHeaderField.check(request.headers)
    var headers = NIOHTTP1.HTTPHeaders(request.headers["Host"] == nil ? [("Host", hostHeader)] : [])
    for field in request.headers.fields { headers.add(name: field.name, value: field.value) }
    if let authorization, !headers.contains(name: "authorization") { headers.add(name: "Authorization", value: authorization) }
    if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
      headers.replaceOrAdd(name: "Content-Length", value: String(request.body.count))
    }
    return HTTPRequestHead(
      version: .http1_1, method: HTTPMethod(rawValue: request.method),
      uri: request.query.isEmpty ? request.path : request.path + "?" + request.query, headers: headers)
  }

  public func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    let connection = try await connect()
    var generator = SystemRandomNumberGenerator()
    var head = try head(for: request)
    head.headers.add(contentsOf: [
      ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
      ("Sec-WebSocket-Key", Base64.encode((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })),
    ].reduce(into: NIOHTTP1.HTTPHeaders()) { $0.add(name: $1.0, value: $1.1) })
    if !subprotocols.isEmpty { head.headers.add(name: "Sec-WebSocket-Protocol", value: subprotocols.joined(separator: ", ")) }
    let response = try await connection.exchange(head, []) {}
    guard response.status == 101 else {
      let body = try await response.bytes()
      connection.close()
      throw (try? JSON.decode(body)).flatMap { StatusError($0) }
        ?? StatusError(response.status, .unknown, "unable to upgrade connection: \(String(decoding: body.prefix(512), as: UTF8.self))")
    }
    return (try await connection.becomeWebSocket(), response.headers["Sec-WebSocket-Protocol"] ?? "")
  }

  public func upgrade(_ request: HTTPRequest) async throws -> (HTTPResponse, (any ByteConnection)?) {
    let connection = try await connect()
    var head = try head(for: request)
    head.headers.replaceOrAdd(name: "Connection", value: "Upgrade")
    let response = try await withTaskCancellationHandler {
      // A connection that stays with HTTP isn't kept; one that doesn't mustn't be closed behind the answer's head.
      try await connection.exchange(head, request.body) {}
    } onCancel: {
      connection.close()
    }
    return (response, response.status == 101 ? try await connection.becomeBytes() : nil)
  }

  /// Sends a request on a connection of its own, its body as it comes in.
  private func stream(_ request: HTTPRequest, _ body: AsyncThrowingStream<[UInt8], any Error>) async throws -> HTTPResponse {
    let connection = try await connect()
    var head = try head(for: request)
    head.headers.remove(name: "Content-Length")
    if let length = request.headers["Content-Length"] {
      head.headers.add(name: "Content-Length", value: length)
    } else {
      head.headers.replaceOrAdd(name: "Transfer-Encoding", value: "chunked")
    }
    return try await withTaskCancellationHandler {
      try await connection.exchange(head, stream: body)
    } onCancel: {
      connection.close()
    }
  }

  /// Closes the idle connections; requests under way go on.
  public func shutdown() { for connection in idle.withLock({ connections in defer { connections = [] }; return connections }) { connection.close() } }

  private func connect() async throws -> ClientConnection {
    let checks = ServerNameChecks()
    let endpoint = endpoint
    let configure: @Sendable (any Channel) throws -> Void = { [tls = tls.withLock({ $0 })] channel in
      if let tls, case .tls(let host, _, let serverName, _, _, let skipVerification) = endpoint {
        // Server name indication takes no addresses (RFC 6066 section 3); the certificate is then checked against the peer's.
        let name = serverName ?? host
        let handler = try NIOSSLClientHandler(context: tls, serverHostname: name.isAddress ? nil : name)
        let promise = channel.eventLoop.makePromise(of: Void.self)
        checks.add(promise.futureResult, of: channel)
        let check = ServerNameCheck(name: name, isSkipped: skipVerification, promise: promise)
        try channel.pipeline.syncOperations.addHandlers([handler, check])
      }
      try ClientConnection.configure(channel)
    }
    let bootstrap = ClientBootstrap(group: group).connectTimeout(.seconds(10))
    if let proxy, let (host, port) = endpoint.place {
      let channel = try await proxy.connect(bootstrap, to: host, port, configure)
      try await checks.settled(channel)
      return ClientConnection(channel)
    }
    let direct = bootstrap.channelInitializer { channel in channel.eventLoop.makeCompletedFuture { try configure(channel) } }
    do {
      switch endpoint {
      case .tls(let host, let port, _, _, _, _), .plain(let host, let port):
        let channel = try await direct.connect(host: host, port: port).connection()
        try await checks.settled(channel)
        return ClientConnection(channel)
      case .unixSocket(let path): return ClientConnection(try await direct.connect(unixDomainSocketPath: path).connection())
      }
    } catch {
      throw DialError(error, endpoint) ?? error
    }
  }
}

extension HTTPClient.Endpoint {
  /// nil for a socket of this host.
  fileprivate var place: (host: String, port: Int)? {
    switch self {
    case .tls(let host, let port, _, _, _, _), .plain(let host, let port): (host, port)
    case .unixSocket: nil
    }
  }
}

extension DialError {
  /// nil for what went wrong later than the connection, or in the name's resolution.
  fileprivate init?(_ error: any Error, _ endpoint: HTTPClient.Endpoint) {
    guard let system = error as? IOError ?? (error as? NIOConnectionError)?.connectionErrors.lazy.compactMap({ $0.error as? IOError }).first
    else { return nil }
    let address =
      switch endpoint {
      case .tls(let host, let port, _, _, _, _), .plain(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
      case .unixSocket(let path): path
      }
    self.init(address: address, reason: SystemError("connect", address, code: system.errnoCode).reason.lowercased())
  }
}

extension String {
  fileprivate var isAddress: Bool { (try? SocketAddress(ipAddress: self, port: 0)) != nil }
}
