import APIMachinery
import AccessControl
import Client

extension APIServer {
  /// Who is asking: by the proxy in front, the verified certificate, the socket's peer or a token.
  func authenticate(_ request: HTTPRequest, path: String) async throws(StatusError) -> UserInfo {
    var credentials = Credentials(
      certificateCommonName: request.peer.certificateCommonName,
      certificateOrganizations: request.peer.certificateOrganizations, unixUserID: request.peer.unixUserID)
    credentials.path = path
    if let proxy = request.peer.frontProxyName {
      credentials.frontProxyName = proxy
      credentials.headers = request.headers.fields.map { ($0.name, $0.value) }
    }
    if let header = request.headers["Authorization"] {
      let parts = header.split(separator: " ", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "bearer" { credentials.bearerToken = String(parts[1]) }
    }
    if credentials.bearerToken == nil { credentials.bearerToken = try WebSocketBearer.token(request) }
    return try await RemoteQuestions.settling { () throws(StatusError) in try authenticator.authenticate(credentials) }
  }
}
