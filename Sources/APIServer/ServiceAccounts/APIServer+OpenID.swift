import APIMachinery
import Client

extension APIServer {
  /// What others verify tokens of service accounts with (kubernetes.io, "Configure Service Accounts for Pods": issuer discovery).
  func answerOpenID(_ segments: [String]) throws(StatusError) -> HTTPResponse {
    guard let tokens = configuration.serviceAccounts else { throw .unknownPath() }
    var response: HTTPResponse
    switch segments {
    case [".well-known", "openid-configuration"]:
      response = ResponseWriter.value(tokens.discovery(keySetURL: keySetURL(tokens.issuers[0])))
    case ["openid", "v1", "jwks"]:
      response = ResponseWriter.bytes(JSON.encode(tokens.keySet), type: "application/jwk-set+json")
    default: throw .unknownPath()
    }
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
  }

  private func keySetURL(_ issuer: String) -> String {
    if !configuration.keySetURL.isEmpty { return configuration.keySetURL }
    return (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/openid/v1/jwks"
  }
}
