/// What a connection and a request say about the caller. The transport verifies certificates and socket peers;
/// nothing here can be written by a client except the token.
public struct Credentials: Hashable, Sendable {
  /// The subject of the verified client certificate.
  public var certificateCommonName: String?
  public var certificateOrganizations: [String]
  /// The user id at the other end of a unix socket.
  public var unixUserID: UInt32?
  public var bearerToken: String?

  public init(
    certificateCommonName: String? = nil, certificateOrganizations: [String] = [], unixUserID: UInt32? = nil,
    bearerToken: String? = nil
  ) {
    (self.certificateCommonName, self.certificateOrganizations) = (certificateCommonName, certificateOrganizations)
    (self.unixUserID, self.bearerToken) = (unixUserID, bearerToken)
  }
}
