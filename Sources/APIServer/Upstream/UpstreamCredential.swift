/// How this server proves to another who it is.
public struct UpstreamCredential: Hashable, Sendable {
  /// PEM: a certificate and its key.
  public var certificate: String?
  public var privateKey: String?
  /// What `Authorization` says.
  public var authorization: String?

  public init(certificate: String? = nil, privateKey: String? = nil, authorization: String? = nil) {
    (self.certificate, self.privateKey, self.authorization) = (certificate, privateKey, authorization)
  }
}

/// What is shown to the webhook at a host and port, by the admission plugin that calls it; nil for nothing.
public typealias WebhookCredentials = @Sendable (_ plugin: String, _ host: String, _ port: Int) -> UpstreamCredential?
