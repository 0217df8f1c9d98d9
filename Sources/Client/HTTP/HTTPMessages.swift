import Basics

/// An HTTP request as a value: what a client sends and what the API server handles, with or without a wire between them.
public struct HTTPRequest: Sendable {
  public var method: String
  /// The path, percent-encoded, without the query.
  public var path: String
  /// The query without the question mark, percent-encoded.
  public var query: String
  public var headers: HTTPHeaders
  public var body: [UInt8]
  /// The body as it comes in, instead of `body`, for the paths that a server was told to stream.
  public var bodyStream: AsyncThrowingStream<[UInt8], any Error>?
  /// Who the transport says is calling; nothing a client can write.
  public var peer: HTTPPeer

  public init(_ method: String, _ path: String, query: String = "", headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [], peer: HTTPPeer = HTTPPeer()) {
    (self.method, self.path, self.query, self.headers, self.body, self.peer) = (method, path, query, headers, body, peer)
  }
}

/// What the transport knows about the caller.
public struct HTTPPeer: Sendable, Hashable {
  /// The subject of the verified client certificate.
  public var certificateCommonName: String?
  public var certificateOrganizations: [String] = []
  /// When the client certificate is over.
  public var certificateEnd: Timestamp?
  /// The common name of a client certificate that the authority for proxies in front has issued; such a certificate is nobody's
  /// otherwise.
  public var frontProxyName: String?
  /// The user id at the other end of a unix socket.
  public var unixUserID: UInt32?
  public var address = ""
  public init() {}
}

/// Header fields; names compare without regard to case.
public struct HTTPHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  public private(set) var fields: [Field] = []
  public struct Field: Sendable, Hashable { public var name: String; public var value: String }

  public init() {}
  public init(dictionaryLiteral elements: (String, String)...) { for (name, value) in elements { add(name, value) } }

  public mutating func add(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

  /// The first value; setting replaces every field of that name.
  public subscript(name: String) -> String? {
    get { fields.first { Self.same($0.name, name) }?.value }
    set {
      fields.removeAll { Self.same($0.name, name) }
      if let newValue { add(name, newValue) }
    }
  }

  public func all(_ name: String) -> [String] { fields.filter { Self.same($0.name, name) }.map(\.value) }

  private static func same(_ a: String, _ b: String) -> Bool {
    a.utf8.count == b.utf8.count && a.utf8.elementsEqual(b.utf8) { ($0 | 0x20) == ($1 | 0x20) }
  }
}

public struct HTTPResponse: Sendable {
  public enum Body: Sendable {
    case bytes([UInt8])
    /// Chunks, each sent on at once; the stream ends the response. Abandoning the response cancels the stream's producer.
    case stream(AsyncThrowingStream<[UInt8], any Error>)
    /// The connection changes to WebSocket (RFC 6455) with this subprotocol; the handler runs until it returns.
    case webSocket(subprotocol: String, @Sendable (any WebSocketConnection) async -> Void)
    /// The connection leaves HTTP for what the response's `Upgrade` header names; the handler runs until it returns, and the connection
    /// is closed then.
    case upgrade(@Sendable (any ByteConnection) async -> Void)
  }
  public var status: Int
  public var headers: HTTPHeaders
  public var body: Body

  public init(_ status: Int, headers: HTTPHeaders = HTTPHeaders(), body: Body = .bytes([])) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  /// The whole body; a stream is read to its end.
  public func bytes() async throws -> [UInt8] {
    switch body {
    case .bytes(let bytes): return bytes
    case .stream(let stream):
      var bytes: [UInt8] = []
      for try await chunk in stream { bytes.append(contentsOf: chunk) }
      return bytes
    case .webSocket, .upgrade: return []
    }
  }

  public struct TooLarge: Error, CustomStringConvertible { public var description: String }

  /// The whole body; throws `TooLarge` when it is longer.
  public func bytes(atMost limit: Int) async throws -> [UInt8] {
    func check(_ count: Int) throws(TooLarge) {
      guard count <= limit else { throw TooLarge(description: "the answer is longer than \(limit) bytes") }
    }
    guard case .stream(let chunks) = body else {
      let bytes = try await bytes()
      try check(bytes.count)
      return bytes
    }
    var bytes: [UInt8] = []
    for try await chunk in chunks {
      try check(bytes.count + chunk.count)
      bytes.append(contentsOf: chunk)
    }
    return bytes
  }
}

/// One end of a WebSocket connection.
public protocol WebSocketConnection: Sendable {
  /// Whole messages from the peer; ends when the peer closes.
  var messages: AsyncStream<[UInt8]> { get }
  /// Sends a binary message; throws when the connection is closed.
  func send(_ message: [UInt8]) async throws
  /// Sends a text message, which must be UTF-8: scripts in browsers get it as a string.
  func send(text message: [UInt8]) async throws
  func close() async
  /// Returns when the connection is closed, also while messages are waiting to be read, or when the task is cancelled.
  func waitUntilClosed() async
}

extension WebSocketConnection {
  /// For connections that don't tell the two apart.
  public func send(text message: [UInt8]) async throws { try await send(message) }

  /// For connections that only end with their messages.
  public func waitUntilClosed() async { await CloseSignal().wait() }
}

/// Sends requests to an API server: over TLS, over a unix socket, or straight to a handler in this process.
public protocol HTTPExchange: Sendable {
  /// Any status is a response, not an error; throws only when no response came.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse
  /// Opens a WebSocket; throws `StatusError` when the server answers with something else. Returns the chosen subprotocol.
  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String)
  /// Leaves HTTP for the protocol that the request's `Upgrade` header names. The connection is nil when the server answered with
  /// something else than 101: the response says what.
  func upgrade(_ request: HTTPRequest) async throws -> (HTTPResponse, (any ByteConnection)?)
}

extension HTTPExchange {
  /// For exchanges that carry nothing but requests.
  public func upgrade(_ request: HTTPRequest) async throws -> (HTTPResponse, (any ByteConnection)?) { (try await send(request), nil) }
}
