/// Where a proxied request goes.
public struct ProxyDestination: Hashable, Sendable {
  public var isSecure: Bool
  public var host: String
  public var port: Int
  public init(isSecure: Bool = false, host: String, port: Int) { (self.isSecure, self.host, self.port) = (isSecure, host, port) }
}

/// How an API server reaches what pods, services and nodes serve.
public protocol ProxyTransport: Sendable {
  /// Sends the request as it is, its body streamed when it is; a 101 answer has an `.upgrade` body that carries bytes both ways. Throws
  /// when no answer came.
  func send(_ request: HTTPRequest, to destination: ProxyDestination) async throws -> HTTPResponse
}
