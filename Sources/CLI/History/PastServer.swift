import APIMachinery
import Client

/// A read-only API server over a state of the past, on a local port.
struct PastServer: Sendable {
  let session: ClusterSession
  let revision: UInt64

  /// Serves from here on, until the returned server is left.
  func start(address: String, port: Int) async throws -> LocalServer {
    let past = PastExchange(server: session.connection.exchange, revision: revision)
    return try await session.environment.serve(address, port) { request in
      var asked = HTTPRequest(request.method, request.path, query: request.query)
      // Only JSON: protobuf can't be turned from a list into an object here.
      let accepts = request.headers["Accept"] ?? ""
      asked.headers["Accept"] = accepts.contains("as=Table") ? GetTables.accept : "application/json"
      if request.path == "/apis" || request.path == "/api", accepts.contains("as=APIGroupDiscoveryList") { asked.headers["Accept"] = accepts }
      if request.path.hasPrefix("/openapi") { asked.headers["Accept"] = accepts }
      if let agent = request.headers["User-Agent"] { asked.headers["User-Agent"] = agent }
      do {
        var response = try await past.send(asked)
        for name in ["Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"] { response.headers[name] = nil }
        return response
      } catch {
        let status = error as? StatusError ?? StatusError(502, .unknown, "\(error)")
        return HTTPResponse(status.code, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(status.value)))
      }
    }
  }

  /// A kubeconfig that leads there.
  static func kubeconfig(address: String, port: Int, namespace: String) -> String {
    let host = address.contains(":") ? "[\(address)]" : address
    let config: Value = [
      "apiVersion": "v1", "kind": "Config", "current-context": "past",
      "clusters": [["name": "past", "cluster": ["server": .string("http://\(host):\(port)")]]],
      "contexts": [["name": "past", "context": ["cluster": "past", "user": "past", "namespace": .string(namespace)]]],
      "users": [["name": "past", "user": [:]]],
    ]
    return YAML.text(config)
  }
}
