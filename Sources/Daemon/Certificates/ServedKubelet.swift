import Basics
import Client
import HTTPTransport
import Kubelet
import NIOCore
import NIOPosix
import PKI
import Synchronization

/// A kubelet's HTTPS endpoint, which listens before there is a kubelet: its port is on the Node from the start.
final class ServedKubelet: Sendable {
  static let standardPort = 10_250

  let http: HTTPServer
  let port: Int
  private let slot: Slot

  private final class Slot: Sendable {
    private let server = Mutex<KubeletServer?>(nil)
    func set(_ server: KubeletServer) { self.server.withLock { $0 = server } }
    func handle(_ request: HTTPRequest) async -> HTTPResponse {
      guard let server = server.withLock({ $0 }) else {
        return HTTPResponse(503, headers: ["Content-Type": "text/plain"], body: .bytes(Array("the kubelet is starting\n".utf8)))
      }
      return await server.handle(request)
    }
  }

  /// `port` nil: the standard one, or a free one where that is taken. Callers' certificates must be by `clientAuthority`.
  init(host: String, port: Int?, identity: Identity, clientAuthority: String) async throws {
    let slot = Slot()
    self.slot = slot
    http = HTTPServer(group: .singleton) { request in await slot.handle(request) }
    let tls = HTTPServer.TLSIdentity(identity: identity, clientAuthorities: [clientAuthority])
    do {
      self.port = try await http.listen(host: host, port: port ?? Self.standardPort, tls: tls)
    } catch let error as ListenError where port == nil && error.code == EADDRINUSE {
      self.port = try await http.listen(host: host, port: 0, tls: tls)
    }
  }

  func serve(_ kubelet: Kubelet) { slot.set(KubeletServer(kubelet)) }
}
