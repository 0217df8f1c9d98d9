import Basics
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
    case nil: return ResponseWriter.value(["paths": .array(indexPaths.map { .string($0) })])
    case "version" where segments.count == 1: return ResponseWriter.value(version)
    case "healthz", "livez", "readyz": return try health(segments, query)
    case "metrics" where segments.count == 1:
      return ResponseWriter.bytes(Array(metricsText().utf8), type: PrometheusText.contentType)
    case "metrics" where segments == ["metrics", "slis"]:
      return ResponseWriter.bytes(Array(healthMetrics().utf8), type: PrometheusText.contentType)
    case "debug" where segments.count == 3 && segments[1] == "api_priority_and_fairness":
      guard let flows, let table = FlowDump(state: flows.current.flow).table(segments[2]) else { throw .unknownPath() }
      return ResponseWriter.bytes(Array(table.utf8), type: "text/plain; charset=utf-8")
    case "api", "apis": return try mergedDiscovery(segments, request)
    case "openapi": return try openAPI.answer(segments, request)
    case ".well-known", "openid": return try answerOpenID(segments)
    default: throw .unknownPath()
    }
  }

  /// What `/` lists: what is served without being about a resource.
  private var indexPaths: [String] {
    let issuer = configuration.serviceAccounts == nil ? [] : ["/.well-known/openid-configuration", "/openid/v1/jwks"]
    return (discovery.paths + issuer).sorted()
  }
}
