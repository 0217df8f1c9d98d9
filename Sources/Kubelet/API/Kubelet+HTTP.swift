import APIMachinery
import Basics
import Client
import RuntimeInterface

/// The kubelet's own HTTP API, as upstream's clients know it: who may ask is judged before (`KubeletServer`).
extension Kubelet {
  public func answer(_ request: HTTPRequest) async -> HTTPResponse {
    var segments: [String] = []
    for part in request.path.split(separator: "/") {
      guard let name = PercentEncoding.decode(part) else { return Self.text("400 invalid URL escape\n", status: 400) }
      segments.append(name)
    }
    do {
      let query = try QueryParameters(request.query)
      guard let first = segments.first, let route = Self.routes[first] else { return Self.notFound }
      guard route.methods.contains(request.method) else { return Self.text("405: Method Not Allowed", status: 405) }
      return try await route.answer(self)(Array(segments.dropFirst()), query, request)
    } catch let error as StatusError {
      return Self.text(error.message + "\n", status: error.code)
    } catch {
      return Self.text("\(error)\n", status: 500)
    }
  }

  private typealias Answer = @Sendable ([String], QueryParameters, HTTPRequest) async throws -> HTTPResponse
  private struct Route: Sendable {
    var methods: Set<String>
    var answer: @Sendable (Kubelet) -> Answer
    init(_ methods: Set<String> = ["GET", "HEAD"], _ answer: @escaping @Sendable (Kubelet) -> Answer) {
      (self.methods, self.answer) = (methods, answer)
    }
  }

  /// By the path's first segment; what is behind it is the answer's to read.
  private static let routes: [String: Route] = [
    "healthz": Route { kubelet in { rest, _, _ in kubelet.health(rest) } },
    "pods": Route { kubelet in { rest, _, _ in rest.isEmpty ? json(list(kubelet.workers.all.map(\.pod))) : notFound } },
    "runningpods": Route { kubelet in
      { rest, _, _ in
        guard rest.isEmpty else { return notFound }
        return json(list(kubelet.workers.all.map(\.pod).filter { kubelet.context.cache.status(of: $0).readySandbox != nil }))
      }
    },
    "stats": Route(["GET", "HEAD", "POST"]) { kubelet in
      { rest, query, _ in rest == ["summary"] ? json(await kubelet.summary(onlyCPUAndMemory: query.bool("only_cpu_and_memory") ?? false)) : notFound }
    },
    "metrics": Route { kubelet in { rest, _, _ in await kubelet.metrics(rest) } },
    "configz": Route { kubelet in { rest, _, _ in rest.isEmpty ? json(kubelet.configuration()) : notFound } },
    "containerLogs": Route { kubelet in { rest, query, _ in try await kubelet.log(rest, query) } },
    "logs": Route { kubelet in { rest, _, request in await kubelet.hostLog(rest, request.path) } },
    "exec": Route(["GET", "POST"]) { kubelet in { rest, query, request in try await kubelet.command(rest, query, request, isExec: true) } },
    "attach": Route(["GET", "POST"]) { kubelet in { rest, query, request in try await kubelet.command(rest, query, request, isExec: false) } },
    "portForward": Route(["GET", "POST"]) { kubelet in { rest, query, request in try await kubelet.forward(rest, query, request) } },
    "run": Route(["POST"]) { kubelet in { rest, query, _ in try await kubelet.run(rest, query) } },
    "checkpoint": Route(["POST"]) { kubelet in { rest, _, _ in try await kubelet.checkpoint(rest) } },
  ]

  static let notFound = text("404 page not found\n", status: 404)

  private func health(_ rest: [String]) -> HTTPResponse {
    // Each check has a page of its own; this kubelet answers, so they all hold.
    [[], ["ping"], ["log"], ["syncloop"]].contains(rest) ? Self.text("ok") : Self.notFound
  }

  private static func list(_ pods: [Pod]) -> Value {
    let sorted = pods.map(\.object).sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
    return ["kind": "PodList", "apiVersion": "v1", "metadata": [:], "items": .array(sorted)]
  }

  private func log(_ rest: [String], _ query: QueryParameters) async throws -> HTTPResponse {
    guard rest.count == 3 else { return Self.notFound }
    var request = ContainerLogRequest(namespace: rest[0], pod: rest[1], container: rest[2])
    request.follow = query.bool("follow") ?? false
    request.previous = query.bool("previous") ?? false
    request.timestamps = query.bool("timestamps") ?? false
    // `tail` and `all` were the names of old.
    request.tailLines = try query.int("tailLines") ?? query["tail"].flatMap { Int($0) }
    request.limitBytes = try query.int("limitBytes")
    if let seconds = try query.int("sinceSeconds") { request.since = context.clock.now - .seconds(max(0, min(seconds, 1 << 31))) }
    if let text = query["sinceTime"], !text.isEmpty {
      guard let since = Timestamp(rfc3339: text) else { throw StatusError.badRequest("invalid sinceTime \"\(text)\"") }
      request.since = since
    }
    guard request.tailLines ?? 0 >= 0, request.limitBytes ?? 1 > 0 else { throw StatusError.badRequest("tailLines and limitBytes must be positive") }
    return HTTPResponse(200, headers: ["Content-Type": "text/plain"], body: .stream(try await logs(request)))
  }

  static func json(_ value: Value) -> HTTPResponse {
    HTTPResponse(200, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(value)))
  }

  static func text(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: .bytes(Array(text.utf8)))
  }
}
