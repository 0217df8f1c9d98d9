import APIMachinery
import Client

/// The API of a repository opened in this process, with the endpoints that a daemon has beside the Kubernetes API.
struct LocalExchange: HTTPExchange {
  let server: any HTTPExchange
  let endpoints: [DaemonEndpoint]

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let endpoint = endpoints.first(where: { $0.path == request.path }) else { return try await server.send(request) }
    return await endpoint.respond(request)
  }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    try await server.webSocket(request, subprotocols: subprotocols)
  }
}
