import APIMachinery
import Client

extension APIServer {
  /// `/healthz`, `/livez` and `/readyz`: one line a check, as probes and people read it (kubernetes.io, "Kubernetes API health
  /// endpoints"). The store has the name that upstream's has, which is what probes leave out by name.
  func health(_ segments: [String], _ query: QueryParameters) throws(StatusError) -> HTTPResponse {
    let endpoint = segments[0]
    let checks = healthChecks(endpoint)
    if segments.count > 1 {
      let name = segments[1...].joined(separator: "/")
      guard let check = checks.first(where: { $0.name == name }) else { throw .unknownPath() }
      return check.check().map { ResponseWriter.text("internal server error: \($0)\n", status: 500) } ?? ResponseWriter.text("ok")
    }
    let excluded = Set(query.all("exclude").filter { !$0.isEmpty })
    var lines = ""
    var isHealthy = true
    for check in checks {
      if excluded.contains(check.name) {
        lines += "[+]\(check.name) excluded: ok\n"
      } else if check.check() != nil {
        isHealthy = false
        lines += "[-]\(check.name) failed: reason withheld\n"
      } else {
        lines += "[+]\(check.name) ok\n"
      }
    }
    let unknown = excluded.subtracting(checks.map(\.name)).sorted()
    if !unknown.isEmpty {
      let names = unknown.map { "\"\($0)\"" }.joined(separator: ",")
      lines += "warn: some health checks cannot be excluded: no matches for \(names)\n"
    }
    guard isHealthy else { return ResponseWriter.text("\(lines)\(endpoint) check failed\n", status: 500) }
    return ResponseWriter.text(query["verbose"] == nil ? "ok" : "\(lines)\(endpoint) check passed\n")
  }

  private func healthChecks(_ endpoint: String) -> [Configuration.HealthCheck] {
    let store = Configuration.HealthCheck("etcd") { [store] in
      _ = store.revision
      return nil
    }
    let always = [Configuration.HealthCheck("ping") { nil }, store]
    return endpoint == "livez" ? always : always + configuration.healthChecks
  }
}
