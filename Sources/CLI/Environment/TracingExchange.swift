import Basics
import Client

/// Requests as they are, each told of on the standard error stream.
struct TracingExchange: HTTPExchange {
  let exchange: any HTTPExchange
  let address: String
  let showsBodies: Bool
  let console: Console
  let clock: any WallClock

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let begin = clock.now
    if showsBodies, !request.body.isEmpty { try await console.error("Request Body: \(String(decoding: request.body, as: UTF8.self))") }
    var response = try await exchange.send(request)
    try await tell(request, String(response.status), since: begin)
    if showsBodies, !request.query.contains("watch=true"), !request.query.contains("follow=true") {
      let body = try await response.bytes()
      try await console.error("Response Body: \(String(decoding: body, as: UTF8.self))")
      response.body = .bytes(body)
    }
    return response
  }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    let begin = clock.now
    let result = try await exchange.webSocket(request, subprotocols: subprotocols)
    try await tell(request, "101", since: begin)
    return result
  }

  func upgrade(_ request: HTTPRequest) async throws -> (HTTPResponse, (any ByteConnection)?) {
    let begin = clock.now
    let result = try await exchange.upgrade(request)
    try await tell(request, String(result.0.status), since: begin)
    return result
  }

  private func tell(_ request: HTTPRequest, _ status: String, since begin: Timestamp) async throws {
    let spent = (clock.now - begin).components
    let milliseconds = spent.seconds * 1000 + spent.attoseconds / 1_000_000_000_000_000
    let query = request.query.isEmpty ? "" : "?" + request.query
    try await console.error("\(request.method) \(address)\(request.path)\(query) \(status) in \(milliseconds) milliseconds")
  }
}
