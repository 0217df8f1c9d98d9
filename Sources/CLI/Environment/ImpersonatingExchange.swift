import Basics
import Client

/// Requests made as somebody else: with the headers that say so.
struct ImpersonatingExchange: HTTPExchange {
  let exchange: any HTTPExchange
  let headers: [(name: String, value: String)]

  private func impersonating(_ request: HTTPRequest) -> HTTPRequest {
    var request = request
    for (name, value) in headers { request.headers.add(name, value) }
    return request
  }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse { try await exchange.send(impersonating(request)) }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    try await exchange.webSocket(impersonating(request), subprotocols: subprotocols)
  }

  func upgrade(_ request: HTTPRequest) async throws -> (HTTPResponse, (any ByteConnection)?) { try await exchange.upgrade(impersonating(request)) }
}
