/// What the command line says about who asks and how the server is trusted; it goes before what a kubeconfig says. Files by path.
public struct ConnectionCredentials: Sendable, Hashable {
  public var token: String?
  public var certificateAuthority: String?
  public var clientCertificate: String?
  public var clientKey: String?
  public var serverName: String?
  public var skipsVerification: Bool
  /// For basic authentication.
  public var username: String?
  public var password: String?

  public init(
    token: String? = nil, certificateAuthority: String? = nil, clientCertificate: String? = nil, clientKey: String? = nil,
    serverName: String? = nil, skipsVerification: Bool = false
  ) {
    (self.token, self.certificateAuthority, self.clientCertificate) = (token, certificateAuthority, clientCertificate)
    (self.clientKey, self.serverName, self.skipsVerification) = (clientKey, serverName, skipsVerification)
  }
}
