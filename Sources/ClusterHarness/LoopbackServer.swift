import APIMachinery
import Basics
import Client
import HTTPTransport
import NIOPosix
import PKI

/// A server on loopback, over HTTPS and with an authority of its own, that daemons under test call: of webhooks, of an aggregated API.
public struct LoopbackServer: Sendable {
  public let port: Int
  /// The authority as configurations have it.
  public let caBundle: String

  public var url: String { "https://127.0.0.1:\(port)" }

  /// A cluster's authority, made before its daemon is started, so that a server can know who calls it.
  public struct ClusterAuthority: Sendable {
    private let identity: Identity

    public init() throws { identity = try CertificateAuthority(now: SystemClock().now).identity }

    fileprivate var certificate: String { identity.certificate }

    /// Puts it where a daemon with this data directory takes it from.
    public func write(dataDirectory: String) throws { try CertificateDirectory(path: dataDirectory + "/pki").write(identity, as: "ca") }
  }

  /// Serves while `body` runs. `names`: what else the server's certificate is for. `clients`: whose certificates clients may show.
  /// `bodyBytesMax`: the longest body of a request that it takes.
  public static func with<Result: Sendable>(
    names: [String] = [], clients: ClusterAuthority? = nil, bodyBytesMax: Int = 3 << 20, _ handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse,
    _ body: (LoopbackServer) async throws -> Result
  ) async throws -> Result {
    let clock = SystemClock()
    let authority = try CertificateAuthority(commonName: "loopback", now: clock.now)
    guard let loopback = IPAddress("127.0.0.1") else { preconditionFailure("127.0.0.1 is an address") }
    let identity = try authority.serverIdentity(
      commonName: "loopback", dnsNames: ["localhost"] + names, addresses: [loopback], now: clock.now)
    var limits = HTTPServer.Limits()
    limits.bodyBytes = { _ in bodyBytesMax }
    let server = HTTPServer(group: .singleton, limits: limits, handler: handler)
    let port = try await server.listen(host: "127.0.0.1", port: 0, tls: .init(identity: identity, clientAuthorities: clients.map { [$0.certificate] } ?? []))
    do {
      let bundle = Base64.encode(Array(authority.identity.certificate.utf8))
      let result = try await body(LoopbackServer(port: port, caBundle: bundle))
      await server.shutdown()
      return result
    } catch {
      await server.shutdown()
      throw error
    }
  }

  /// A review's request, by the path that it was sent to; what comes back is the response without its uid.
  public typealias Review = @Sendable (_ path: String, _ request: Value) async -> Value

  /// A server of webhooks, for admission and conversion.
  public static func reviewing<Result: Sendable>(
    _ review: @escaping Review, _ body: (LoopbackServer) async throws -> Result
  ) async throws -> Result {
    try await with({ request in await reply(to: request, review) }, body)
  }

  private static func reply(to request: HTTPRequest, _ review: Review) async -> HTTPResponse {
    guard let body = try? JSON.decode(request.body), let asked = body["request"] else { return HTTPResponse(400) }
    var response = await review(request.path, asked)
    response["uid"] = asked["uid"]
    return json(["apiVersion": body["apiVersion"] ?? "", "kind": body["kind"] ?? "", "response": response])
  }

  public static func json(_ value: Value) -> HTTPResponse {
    HTTPResponse(200, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(value)))
  }
}
