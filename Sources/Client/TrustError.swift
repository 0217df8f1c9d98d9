/// A server that isn't believed to be the one that was asked for.
public struct TrustError: Error, Hashable, Sendable, CustomStringConvertible {
  public var reason: String
  public init(_ reason: String) { self.reason = reason }
  public var description: String { "tls: failed to verify certificate: \(reason)" }
}
