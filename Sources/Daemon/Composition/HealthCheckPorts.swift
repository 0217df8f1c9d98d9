import Client
import HTTPTransport
import NIOPosix
import NodeNetwork
import Synchronization

/// The health check ports of Services, served on every address of the host: balancers come from outside.
actor HealthCheckPorts {
  private final class Answers: Sendable {
    private let byPort = Mutex<[Int: ServiceHealth]>([:])
    func set(_ answers: [Int: ServiceHealth]) { byPort.withLock { $0 = answers } }
    func response(_ port: Int) -> HTTPResponse {
      guard let health = byPort.withLock({ $0[port] }) else { return HTTPResponse(404, headers: [:], body: .bytes([])) }
      var headers = HTTPHeaders()
      for (name, value) in health.headers { headers.add(name, value) }
      return HTTPResponse(health.status, headers: headers, body: .bytes(health.body))
    }
  }

  private let answers = Answers()
  private var servers: [Int: HTTPServer] = [:]

  /// Serves these ports and no others any more. Throws the last of what couldn't be served; the rest is.
  func answer(_ wanted: [Int: ServiceHealth]) async throws {
    answers.set(wanted)
    for (port, server) in servers where wanted[port] == nil {
      servers[port] = nil
      await server.shutdown()
    }
    var failure: (any Error)?
    for port in wanted.keys.sorted() where servers[port] == nil {
      let server = HTTPServer(group: .singleton) { [answers] _ in answers.response(port) }
      do {
        _ = try await server.listen(plainHost: "0.0.0.0", port: port)
        servers[port] = server
      } catch { failure = error }
    }
    if let failure { throw failure }
  }

  func close() async {
    for server in servers.values { await server.shutdown() }
    servers = [:]
  }
}
