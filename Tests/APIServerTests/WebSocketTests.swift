import APIMachinery
import AccessControl
import Client
import Testing

@testable import APIServer

/// What scripts in browsers do, which have nothing but WebSockets.
@Suite struct WebSocketTests {
  private static func handshake(_ subprotocols: String) -> HTTPRequest {
    HTTPRequest("GET", "/", headers: ["Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Protocol": subprotocols])
  }

  @Test func `a watch goes over a WebSocket, an event a message`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let exchange = DirectExchange(fixture.server, as: ServerFixture.person)
    let request = HTTPRequest("GET", ServerFixture.configMaps, query: "watch=true")
    let (socket, chosen) = try await exchange.webSocket(request, subprotocols: ["mine"])
    #expect(chosen == "mine")
    var messages = socket.messages.makeAsyncIterator()
    for name in ["a", "b"] {
      if name == "b" { try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("b")) }
      let event = try JSON.decode(try #require(await messages.next()))
      #expect(event["type"] == "ADDED" && event["object"]?.name == name)
    }
    await socket.close()
    #expect(await messages.next() == nil)
    await #expect(throws: StatusError.self) {
      try await exchange.webSocket(HTTPRequest("GET", ServerFixture.configMaps, query: "watch=true&resourceVersion=x"), subprotocols: [])
    }
  }

  @Test func `a token may come as a subprotocol, and goes no further`() throws {
    let token = "base64url.bearer.authorization.k8s.io.bXkvdG9rZW4_"
    let request = Self.handshake("v4.channel.k8s.io, \(token)")
    #expect(try WebSocketBearer.token(request) == "my/token?")
    #expect(WebSocketBearer.stripped(request).headers.all("Sec-WebSocket-Protocol") == ["v4.channel.k8s.io"])
    let plain = Self.handshake("v4.channel.k8s.io")
    #expect(try WebSocketBearer.token(plain) == nil)
    #expect(WebSocketBearer.stripped(plain).headers == plain.headers)
    // Of a request that asks for no WebSocket it is a header as any other.
    #expect(try WebSocketBearer.token(HTTPRequest("GET", "/", headers: ["Sec-WebSocket-Protocol": token + ", a"])) == nil)
  }

  @Test(arguments: ["T.bXk", "T.bXk, T.bXk, a", "T.b*k, a", "T., a", "T.bXk=, a", "T._w, a"])
  func `a token that can't be one is refused`(_ subprotocols: String) {
    let request = Self.handshake(subprotocols.replacing("T.", with: "base64url.bearer.authorization.k8s.io."))
    #expect { try WebSocketBearer.token(request) } throws: { ($0 as? StatusError)?.code == 401 }
  }
}
