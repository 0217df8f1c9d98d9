import Basics

/// A port of this host that a command listens on.
public struct LocalListener: Sendable {
  /// As the listener is bound.
  public var address: String
  public var port: Int
  /// Ends when the listener is closed.
  public var connections: AsyncStream<any ByteConnection>
  public var close: @Sendable () async -> Void

  public init(address: String, port: Int, connections: AsyncStream<any ByteConnection>, close: @escaping @Sendable () async -> Void) {
    (self.address, self.port, self.connections, self.close) = (address, port, connections, close)
  }
}

/// An HTTP server on a local port.
public struct LocalServer: Sendable {
  public var port: Int
  /// Serves until the task is cancelled, then closes.
  public var untilCancelled: @Sendable () async -> Void

  public init(port: Int, untilCancelled: @escaping @Sendable () async -> Void) { (self.port, self.untilCancelled) = (port, untilCancelled) }
}
