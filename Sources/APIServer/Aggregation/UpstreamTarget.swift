import Client

/// Where a request goes that another server of the cluster answers: one of its addresses, and how to know that it is it.
public struct UpstreamTarget: Hashable, Sendable {
  public var address: String
  public var port: Int
  /// The name in the server's certificate: `service.namespace.svc`.
  public var serverName: String
  /// PEM; nil for the system's authorities.
  public var authority: String?
  public var skipsVerification: Bool

  public init(address: String, port: Int, serverName: String, authority: String?, skipsVerification: Bool) {
    (self.address, self.port, self.serverName) = (address, port, serverName)
    (self.authority, self.skipsVerification) = (authority, skipsVerification)
  }
}

/// Makes clients of other servers of the cluster, with the API server's own (front proxy) certificate.
public typealias UpstreamConnector = @Sendable (UpstreamTarget) throws -> any HTTPExchange
