import Client

/// Where a request goes that another server answers: one of its addresses, and how to know that it is it.
public struct UpstreamTarget: Hashable, Sendable {
  public var address: String
  public var port: Int
  /// The name in the server's certificate: `service.namespace.svc`, or the host of a URL.
  public var serverName: String
  /// PEM; nil for the system's authorities.
  public var authority: String?
  public var skipsVerification: Bool
  /// Whether this server shows its front proxy certificate: to the servers of aggregated APIs, not to webhooks.
  public var presentsIdentity: Bool
  /// What else it shows.
  public var credential: UpstreamCredential?

  public init(
    address: String, port: Int, serverName: String, authority: String?, skipsVerification: Bool = false, presentsIdentity: Bool = false
  ) {
    (self.address, self.port, self.serverName) = (address, port, serverName)
    (self.authority, self.skipsVerification, self.presentsIdentity) = (authority, skipsVerification, presentsIdentity)
  }
}

/// Makes clients of other servers. Throws for a certificate that can't be read.
public typealias UpstreamConnector = @Sendable (UpstreamTarget) throws -> any HTTPExchange
