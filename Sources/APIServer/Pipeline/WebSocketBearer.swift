import APIMachinery
import Basics
import Client
import Streaming

/// A bearer token as one of a WebSocket's subprotocols, `base64url.bearer.authorization.k8s.io.TOKEN`: scripts in browsers can set no
/// other header of one (kubernetes.io, "Authenticating"; RFC 4648 section 5, without padding).
enum WebSocketBearer {
  private static let prefix = "base64url.bearer.authorization.k8s.io."
  private static let header = "Sec-WebSocket-Protocol"

  /// nil where there is none. Throws 401 for one that can't be read, for two, and for one alone: something must be left to agree on.
  static func token(_ request: HTTPRequest) throws(StatusError) -> String? {
    guard case .webSocket(let offered)? = try? UpgradeRequest(request) else { return nil }
    let tokens = offered.filter { $0.hasPrefix(prefix) }
    guard let text = tokens.first?.dropFirst(prefix.utf8.count) else { return nil }
    guard tokens.count == 1, offered.count > 1, let bytes = decode(text), let token = String(validating: bytes, as: UTF8.self), !token.isEmpty
    else { throw .unauthorized() }
    return token
  }

  /// The request without it: who answers it, here or elsewhere, has no use for it.
  static func stripped(_ request: HTTPRequest) -> HTTPRequest {
    guard request.headers.all(header).contains(where: { $0.contains(prefix) }), case .webSocket(let offered)? = try? UpgradeRequest(request)
    else { return request }
    var request = request
    request.headers[header] = offered.filter { !$0.hasPrefix(prefix) }.joined(separator: ", ")
    return request
  }

  private static func decode(_ text: Substring) -> [UInt8]? {
    guard !text.contains("+"), !text.contains("/"), !text.contains("=") else { return nil }
    let standard = text.replacing("-", with: "+").replacing("_", with: "/")
    return Base64.decode(standard + String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4))
  }
}
