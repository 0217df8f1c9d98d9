/// What a connection and a request say about the caller. The transport verifies certificates and socket peers;
/// nothing here can be written by a client except the token and the headers.
public struct Credentials: Sendable {
  /// The subject of the verified client certificate.
  public var certificateCommonName: String?
  public var certificateOrganizations: [String]
  /// The user id at the other end of a unix socket.
  public var unixUserID: UInt32?
  public var bearerToken: String?
  /// The common name of a client certificate that the authority for proxies has issued.
  public var frontProxyName: String?
  /// The request's; only a proxy's are looked at.
  public var headers: [(name: String, value: String)] = []
  /// What is asked for: anonymous callers may be let in at some paths only.
  public var path = ""

  public init(
    certificateCommonName: String? = nil, certificateOrganizations: [String] = [], unixUserID: UInt32? = nil,
    bearerToken: String? = nil
  ) {
    (self.certificateCommonName, self.certificateOrganizations) = (certificateCommonName, certificateOrganizations)
    (self.unixUserID, self.bearerToken) = (unixUserID, bearerToken)
  }
}
