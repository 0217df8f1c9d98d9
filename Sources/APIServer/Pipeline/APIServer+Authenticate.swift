import APIMachinery
import AccessControl
import Client

extension APIServer {
  /// Who is asking: by the verified certificate or the socket's peer.
  func authenticate(_ request: HTTPRequest) throws(StatusError) -> UserInfo {
    var credentials = Credentials(
      certificateCommonName: request.peer.certificateCommonName,
      certificateOrganizations: request.peer.certificateOrganizations, unixUserID: request.peer.unixUserID)
    if let header = request.headers["Authorization"] {
      let parts = header.split(separator: " ", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "bearer" { credentials.bearerToken = String(parts[1]) }
    }
    return try authenticator.authenticate(credentials)
  }
}
