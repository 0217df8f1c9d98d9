import APIMachinery
import Client

extension APIServer {
  /// What isn't about a resource: health, version, discovery, OpenAPI.
  func answerPath(_ info: RequestInfo, _ query: QueryParameters, _ request: HTTPRequest) async throws(StatusError) -> HTTPResponse {
    guard request.method == "GET" || request.method == "HEAD" else {
      throw StatusError(405, .methodNotAllowed, "the server does not allow this method on the requested resource")
    }
    let segments = info.path.split(separator: "/").map(String.init)
    switch segments.first {
    case nil: return ResponseWriter.value(["paths": .array(discovery.paths.map { .string($0) })])
    case "version" where segments.count == 1: return ResponseWriter.value(version)
    case "healthz", "livez", "readyz": return try health(segments, query)
    case "metrics" where segments.count == 1:
      return ResponseWriter.bytes(Array(metricsText().utf8), type: MetricsText.contentType)
    case "api", "apis": return try discovery.answer(segments, request)
    case "openapi": return try openAPI.answer(segments, request)
    case ".well-known", "openid": return try answerOpenID(segments)
    default: throw .unknownPath()
    }
  }

  private var version: Value {
    let parts = configuration.gitVersion.drop { $0 == "v" }.split(separator: ".")
    return [
      "major": .string(parts.first.map(String.init) ?? ""), "minor": .string(parts.count > 1 ? String(parts[1]) : ""),
      "gitVersion": .string(configuration.gitVersion), "gitCommit": "", "gitTreeState": "clean", "buildDate": "1970-01-01T00:00:00Z",
      "goVersion": "", "compiler": "swift", "platform": "linux/amd64",
    ]
  }

  /// One line a check, as probes and people read it (kubernetes.io, "Kubernetes API health endpoints").
  private func health(_ segments: [String], _ query: QueryParameters) throws(StatusError) -> HTTPResponse {
    var checks = [Configuration.HealthCheck("ping") { nil }, Configuration.HealthCheck("store") { [store] in
      _ = store.revision
      return nil
    }]
    if segments[0] != "livez" { checks += configuration.healthChecks }
    if segments.count > 1 {
      guard segments.count == 2, let check = checks.first(where: { $0.name == segments[1] }) else { throw .unknownPath() }
      return check.check().map { ResponseWriter.text("internal server error: \($0)\n", status: 500) } ?? ResponseWriter.text("ok")
    }
    let excluded = Set(query.all("exclude"))
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
    guard isHealthy else { return ResponseWriter.text("\(lines)\(segments[0]) check failed\n", status: 500) }
    return ResponseWriter.text(query["verbose"] == nil ? "ok" : "\(lines)\(segments[0]) check passed\n")
  }
}
