import APIMachinery
import AccessControl
import Client

/// HTTP without a wire: a client in this process, such as the command line on a repository without a daemon, talks to the server as
/// over a connection that is already authenticated.
public struct DirectExchange: HTTPExchange {
  private let server: APIServer
  private let user: UserInfo

  public init(_ server: APIServer, as user: UserInfo) { (self.server, self.user) = (server, user) }

  public func send(_ request: HTTPRequest) async throws -> HTTPResponse { await server.handle(request, as: user) }

  public func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    var request = request
    request.headers["Upgrade"] = "websocket"
    request.headers["Connection"] = "Upgrade"
    request.headers["Sec-WebSocket-Protocol"] = subprotocols.joined(separator: ", ")
    let response = await server.handle(request, as: user)
    guard case .webSocket(let chosen, let handler) = response.body else {
      let bytes = try await response.bytes()
      if let value = try? JSON.decode(bytes), let error = StatusError(value) { throw error }
      throw StatusError.badRequest("the server answered \(response.status) instead of changing to WebSocket")
    }
    let (mine, theirs) = DirectSocket.pair()
    Task { await handler(theirs) }
    return (mine, chosen)
  }
}
