import APIMachinery
import Basics
import Client
import HTTPTransport
import NIOPosix
import PKI

/// A server of webhooks on loopback, over HTTPS and with an authority of its own, for daemons under test.
public struct WebhookServer: Sendable {
  /// A review's request, by the path that it was sent to; what comes back is the response without its uid.
  public typealias Answer = @Sendable (_ path: String, _ request: Value) async -> Value

  /// `https://127.0.0.1:PORT`
  public let url: String
  /// As configurations have it.
  public let caBundle: String

  /// Serves while `body` runs.
  public static func with<Result: Sendable>(
    _ answer: @escaping Answer, _ body: (WebhookServer) async throws -> Result
  ) async throws -> Result {
    let clock = SystemClock()
    let authority = try CertificateAuthority(commonName: "webhooks", now: clock.now)
    guard let loopback = IPAddress("127.0.0.1") else { preconditionFailure("127.0.0.1 is an address") }
    let identity = try authority.serverIdentity(commonName: "webhooks", dnsNames: ["localhost"], addresses: [loopback], now: clock.now)
    let server = HTTPServer(group: .singleton) { request in await reply(to: request, answer) }
    let port = try await server.listen(host: "127.0.0.1", port: 0, tls: .init(identity: identity, clientAuthorities: []))
    do {
      let bundle = Base64.encode(Array(authority.identity.certificate.utf8))
      let result = try await body(WebhookServer(url: "https://127.0.0.1:\(port)", caBundle: bundle))
      await server.shutdown()
      return result
    } catch {
      await server.shutdown()
      throw error
    }
  }

  private static func reply(to request: HTTPRequest, _ answer: Answer) async -> HTTPResponse {
    guard let review = try? JSON.decode(request.body), let asked = review["request"] else { return HTTPResponse(400) }
    var response = await answer(request.path, asked)
    response["uid"] = asked["uid"]
    let reply: Value = ["apiVersion": review["apiVersion"] ?? "", "kind": review["kind"] ?? "", "response": response]
    return HTTPResponse(200, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(reply)))
  }
}
