import APIMachinery
import Basics
import Client
import RuntimeInterface

/// The kubelet's own HTTP API, of which clients reach this much through the node's proxy: `/healthz`, `/pods`, `/runningpods/`,
/// `/stats/summary` and `/containerLogs/NAMESPACE/POD/CONTAINER`.
extension Kubelet {
  public func answer(_ request: HTTPRequest) async -> HTTPResponse {
    let segments = request.path.split(separator: "/").map(String.init)
    guard request.method == "GET" || request.method == "HEAD" else { return Self.text("405 method not allowed\n", status: 405) }
    switch segments.first {
    case "healthz" where segments.count == 1: return Self.text("ok")
    case "pods" where segments.count == 1: return Self.json(Self.list(workers.all.map(\.pod)))
    case "runningpods" where segments.count == 1:
      return Self.json(Self.list(workers.all.map(\.pod).filter { context.cache.status(of: $0).readySandbox != nil }))
    case "stats" where segments == ["stats", "summary"]: return Self.json(await summary())
    case "containerLogs" where segments.count == 4: return await log(segments, request.query)
    default: return Self.text("404 page not found\n", status: 404)
    }
  }

  private static func list(_ pods: [Pod]) -> Value {
    let sorted = pods.map(\.object).sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
    return ["kind": "PodList", "apiVersion": "v1", "metadata": [:], "items": .array(sorted)]
  }

  /// Upstream's stats/v1alpha1 Summary: what containers use now. A container that ends meanwhile is left out.
  private func summary() async -> Value {
    var pods: [Value] = []
    let time = Value.string(context.clock.now.rfc3339)
    for pod in workers.all.map(\.pod) {
      var containers: [Value] = []
      for status in context.cache.status(of: pod).containers where status.state == .running {
        guard let stats = try? await context.runtime.containerStats(status.id) else { continue }
        containers.append([
          "name": .string(status.name), "startTime": .string((status.startedAt ?? status.createdAt).rfc3339),
          "cpu": ["time": time, "usageCoreNanoSeconds": .int(Int64(clamping: stats.cpuUsageNanoseconds))],
          "memory": [
            "time": time, "usageBytes": .int(Int64(clamping: stats.memoryUsageBytes)),
            "workingSetBytes": .int(Int64(clamping: stats.memoryWorkingSetBytes)),
          ],
        ])
      }
      pods.append([
        "podRef": ["name": .string(pod.name), "namespace": .string(pod.namespace), "uid": .string(pod.uid)],
        "containers": .array(containers),
      ])
    }
    return ["node": ["nodeName": .string(context.configuration.nodeName)], "pods": .array(pods)]
  }

  private func log(_ segments: [String], _ query: String) async -> HTTPResponse {
    var request = ContainerLogRequest(namespace: segments[1], pod: segments[2], container: segments[3])
    for pair in query.split(separator: "&") {
      let (name, value) = (pair.prefix { $0 != "=" }, String(pair.drop { $0 != "=" }.dropFirst()))
      switch name {
      case "follow": request.follow = value != "false" && value != "0"
      case "previous": request.previous = value != "false" && value != "0"
      case "timestamps": request.timestamps = value != "false" && value != "0"
      case "tailLines": request.tailLines = Int(value)
      case "limitBytes": request.limitBytes = Int(value)
      default: continue
      }
    }
    do {
      return HTTPResponse(200, headers: ["Content-Type": "text/plain"], body: .stream(try await logs(request)))
    } catch {
      let status = (error as? StatusError) ?? .internalError("\(error)")
      return Self.text(status.message + "\n", status: status.code)
    }
  }

  private static func json(_ value: Value) -> HTTPResponse {
    HTTPResponse(200, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(value)))
  }

  private static func text(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: .bytes(Array(text.utf8)))
  }
}
