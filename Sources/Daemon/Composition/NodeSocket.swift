import APIMachinery
import Basics
import Client
import HTTPTransport
import NIOPosix

#if canImport(Glibc)
  import Glibc
#endif

/// The local socket of a node whose API server is elsewhere: `kctl --server unix://DATA-DIR/api.sock image …` works on this host alone.
struct NodeSocket: Sendable {
  private let http: HTTPServer
  private let path: String

  static func serve(_ endpoint: DaemonEndpoint, _ dataDirectory: String) async throws -> NodeSocket {
    var limits = HTTPServer.Limits()
    limits.streamsBody = { $0 == endpoint.path }
    let users: Set<UInt32> = [0, getuid()]
    let http = HTTPServer(group: .singleton, limits: limits, handler: DaemonEndpoint.handler([endpoint], localUsers: users) { _ in
      .failure(StatusError(404, .notFound, "the server could not find the requested resource"))
    })
    let path = dataDirectory + "/api.sock"
    try await http.listen(unixSocket: path)
    chmod(path, 0o600)
    return NodeSocket(http: http, path: path)
  }

  func untilCancelled() async {
    await CloseSignal().wait()
    await http.shutdown()
    unlink(path)
  }
}
