import Basics

/// How httpGet probes and hooks are made. Blocks; the kubelet calls it on threads of its own.
public protocol HTTPProber: Sendable {
  /// The status of `GET url`; certificates aren't verified, as upstream doesn't. Throws a text for the message.
  func get(_ request: HTTPProbeRequest) throws(HTTPProbeError) -> Int
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
}

public struct HTTPProbeError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}

/// HTTP/1.1 over plain sockets; `https` needs a prober with TLS.
public struct PlainHTTPProber: HTTPProber {
  public init() {}

  public func get(_ request: HTTPProbeRequest) throws(HTTPProbeError) -> Int {
    guard request.scheme == "http" else { throw HTTPProbeError("Get \"\(request.url)\": HTTPS probes are not supported on this node") }
    do throws(ProbeSocket.Failure) {
      let socket = try ProbeSocket(host: request.host, port: request.port, timeout: .seconds(request.timeoutSeconds))
      try socket.send(Array(Self.text(request).utf8))
      var head: [UInt8] = []
      while !head.contains(10), head.count < 4_096 {
        let bytes = try socket.receive()
        if bytes.isEmpty { break }
        head += bytes
      }
      guard let status = Self.status(head) else {
        throw ProbeSocket.Failure(description: head.isEmpty ? "EOF" : "malformed HTTP response")
      }
      return status
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

  /// From the status line, `HTTP/1.1 200 OK`.
  static func status(_ head: [UInt8]) -> Int? {
    let line = String(decoding: head.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]), (100..<600).contains(status) else { return nil }
    return status
  }
}
