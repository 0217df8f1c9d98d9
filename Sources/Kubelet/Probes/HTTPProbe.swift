import Basics

/// How httpGet probes and hooks are made.
public protocol HTTPProber: Sendable {
  /// The answer to `GET url`, without following it anywhere; certificates aren't verified, as upstream doesn't. Throws a text for
  /// the message.
  func get(_ request: HTTPProbeRequest) async throws(HTTPProbeError) -> HTTPProbeResponse
}

public struct HTTPProbeResponse: Hashable, Sendable {
  public var status: Int
  /// Where it points elsewhere.
  public var location: String?
  public init(status: Int, location: String? = nil) { (self.status, self.location) = (status, location) }
}

public struct HTTPProbeRequest: Hashable, Sendable {
  /// `http` or `https`.
  public var scheme: String
  public var host: String
  public var port: Int
  /// With the query.
  public var path: String
  /// Name and value, in order.
  public var headers: [[String]]
  public var timeoutSeconds: Int

  public var url: String { "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)\(path)" }

  public init(scheme: String, host: String, port: Int, path: String, headers: [[String]], timeoutSeconds: Int) {
    (self.scheme, self.host, self.port, self.path) = (scheme, host, port, path)
    (self.headers, self.timeoutSeconds) = (headers, timeoutSeconds)
  }

  /// The request that a redirect on the same host asks for; nil for any other answer: a redirect to elsewhere counts as success.
  func redirected(by response: HTTPProbeResponse) -> HTTPProbeRequest? {
    guard [301, 302, 303, 307, 308].contains(response.status), let location = response.location, !location.isEmpty else { return nil }
    var next = self
    guard let separator = location.firstRange(of: "://") else {
      next.path = location.hasPrefix("/") ? location : String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) + location
      return next
    }
    next.scheme = location[..<separator.lowerBound].lowercased()
    let rest = location[separator.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    next.path = rest.dropFirst(authority.count).hasPrefix("/") ? String(rest.dropFirst(authority.count)) : "/" + rest.dropFirst(authority.count)
    let colon = authority.last == "]" ? nil : authority.lastIndex(of: ":")
    var name = colon.map { authority[..<$0] } ?? authority
    if name.first == "[" { name = name.dropFirst().dropLast() }
    next.port = colon.flatMap { Int(authority[authority.index(after: $0)...]) } ?? (next.scheme == "https" ? 443 : 80)
    return name == host ? next : nil
  }
}

public struct HTTPProbeError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}

/// HTTP/1.1 over plain sockets, on threads of its own; `https` needs a prober with TLS.
public struct PlainHTTPProber: HTTPProber {
  private let threads = BlockingThreads(limit: 16)

  public init() {}

  public func get(_ request: HTTPProbeRequest) async throws(HTTPProbeError) -> HTTPProbeResponse {
    try await threads.run { () -> Result<HTTPProbeResponse, HTTPProbeError> in
      do throws(HTTPProbeError) { return .success(try Self.exchange(request)) } catch { return .failure(error) }
    }.get()
  }

  private static func exchange(_ request: HTTPProbeRequest) throws(HTTPProbeError) -> HTTPProbeResponse {
    guard request.scheme == "http" else { throw HTTPProbeError("Get \"\(request.url)\": HTTPS probes are not supported on this node") }
    do throws(ProbeSocket.Failure) {
      let socket = try ProbeSocket(host: request.host, port: request.port, timeout: .seconds(request.timeoutSeconds))
      try socket.send(Array(text(request).utf8))
      var head: [UInt8] = []
      while !isWhole(head), head.count < 10 << 10 {
        let bytes = try socket.receive()
        if bytes.isEmpty { break }
        head += bytes
      }
      guard let status = status(head) else {
        throw ProbeSocket.Failure(description: head.isEmpty ? "EOF" : "malformed HTTP response")
      }
      return HTTPProbeResponse(status: status, location: field("location", head))
    } catch {
      let reason = error.isTimeout ? "context deadline exceeded (Client.Timeout exceeded while awaiting headers)" : error.description
      throw HTTPProbeError("Get \"\(request.url)\": \(reason)")
    }
  }

  static func text(_ request: HTTPProbeRequest) -> String {
    var names = Set<String>()
    var text = "GET \(request.path) HTTP/1.1\r\n"
    for header in request.headers where header.count == 2 {
      names.insert(header[0].lowercased())
      text += "\(header[0]): \(header[1])\r\n"
    }
    if !names.contains("host") { text += "Host: \(request.host.contains(":") ? "[\(request.host)]" : request.host):\(request.port)\r\n" }
    if !names.contains("user-agent") { text += "User-Agent: kube-probe/1.36\r\n" }
    if !names.contains("accept") { text += "Accept: */*\r\n" }
    return text + "Connection: close\r\n\r\n"
  }

  /// Whether all header fields have come; of an answer that points nowhere the status line is enough.
  static func isWhole(_ head: [UInt8]) -> Bool {
    guard head.contains(10) else { return false }
    if let status = status(head), !(300..<400).contains(status) { return true }
    return String(decoding: head, as: UTF8.self).contains("\r\n\r\n")
  }

  /// A header field's value.
  static func field(_ name: String, _ head: [UInt8]) -> String? {
    for line in String(decoding: head, as: UTF8.self).split(separator: "\r\n").dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == name { return String(parts[1].drop { $0 == " " }) }
    }
    return nil
  }

  /// From the status line, `HTTP/1.1 200 OK`.
  static func status(_ head: [UInt8]) -> Int? {
    let line = String(decoding: head.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]), (100..<600).contains(status) else { return nil }
    return status
  }
}
