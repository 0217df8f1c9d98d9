/// A server that no connection can be made to.
public struct DialError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `host:port`, or the path of a unix socket.
  public var address: String
  /// Why, in the system's words, such as `connection refused`.
  public var reason: String

  public init(address: String, reason: String) { (self.address, self.reason) = (address, reason) }

  public var description: String { "dial \(address.hasPrefix("/") ? "unix" : "tcp") \(address): connect: \(reason)" }
}
