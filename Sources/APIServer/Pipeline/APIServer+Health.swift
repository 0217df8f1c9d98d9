import APIMachinery
import Basics
import Client
import Store

extension APIServer {
  /// `/healthz`, `/livez` and `/readyz`: one line a check, as probes and people read it (kubernetes.io, "Kubernetes API health
  /// endpoints"). What upstream has a check for has the same name here, for probes leave checks out by name.
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

  /// `/metrics/slis`: the same checks as numbers (kubernetes.io, "Kubernetes Component SLI Metrics").
  func healthMetrics() -> String {
    let name = "kubernetes_healthcheck"
    var text = PrometheusText()
    text.describe(name, .gauge, "Whether a check is passed: 1, or 0 when it isn't.")
    for endpoint in ["healthz", "livez", "readyz"] {
      for check in healthChecks(endpoint) { text.sample(name, [("name", check.name), ("type", endpoint)], check.check() == nil ? 1 : 0) }
    }
    return text.text
  }

  /// `etcd`: reads are answered. `etcd-readiness`: writes are, too; a full disk is nothing that a restart mends.
  private func healthChecks(_ endpoint: String) -> [Configuration.HealthCheck] {
    let store = store
    let checks = [
      Configuration.HealthCheck("ping", isLiveness: true) { nil },
      Configuration.HealthCheck("etcd", isLiveness: true) {
        guard case .closed? = store.failure else { return nil }
        return "\(StoreError.closed)"
      },
      Configuration.HealthCheck("etcd-readiness") { store.failure.map { "\($0)" } },
      Configuration.HealthCheck("informer-sync") { [servedAPIs] in
        let newest = store.revision
        return servedAPIs.seen() >= newest ? nil : "definitions are behind the store"
      },
    ]
    return (checks + configuration.healthChecks + hooks.checks).filter { endpoint == "readyz" || $0.isLiveness }
  }
}
