import APIMachinery
import AccessControl
import Basics
import Client
import Store

/// Asks the servers of aggregated APIs for their discovery documents, and writes the condition Available.
struct AvailabilityCheck: Sendable {
  static let interval = Duration.seconds(30)
  /// One check has so long, and reads no more of a document than this.
  private static let timeout = Duration.seconds(5)
  private static let documentBytesMax = 10 << 20

  let server: APIServer
  private var client: DirectClient { server.client(as: .component("system:kctl:aggregator"), userAgent: "kctl-aggregator") }

  func run() async {
    let wake = Wake()
    let observations = [LocalAPIServices.resource.groupResource, ServiceEndpoints.services, ServiceEndpoints.slices].map { resource in
      server.store.observe(resource) { wake.raise() }
    }
    defer { observations.forEach { $0.cancel() } }
    let clock = server.clock
    let ticks = Task {
      while (try? await clock.sleep(until: clock.now + Self.interval)) != nil { wake.raise() }
    }
    defer { ticks.cancel() }
    while !Task.isCancelled {
      await pass()
      await wake.wait()
    }
  }

  /// Asks all at the same time: one that doesn't answer holds up no other.
  func pass() async {
    await withDiscardingTaskGroup { group in
      for api in server.aggregator.apis().values { group.addTask { await check(api) } }
    }
  }

  private func check(_ api: AggregatedAPI) async {
    let path = "/apis/\(api.groupVersion)"
    let request = Aggregator.proxied(HTTPRequest("GET", path), as: .component("system:kube-aggregator"))
    var condition: Value = ["type": "Available"]
    do throws(ServiceReference.Unavailable) {
      _ = try api.targets(server.store.snapshot())
      try await inTime(request.path) { () async throws(ServiceReference.Unavailable) in try await discover(request, api) }
      (condition["status"], condition["reason"], condition["message"]) = ("True", "Passed", "all checks passed")
    } catch {
      (condition["status"], condition["reason"]) = ("False", .string(error.reason))
      condition["message"] = .string(error.message)
    }
    await write(condition, api.name)
  }

  private func inTime(
    _ path: String, _ body: @escaping @Sendable () async throws(ServiceReference.Unavailable) -> Void
  ) async throws(ServiceReference.Unavailable) {
    let result = try? await server.clock.withTimeout(Self.timeout) { () async -> Result<Void, ServiceReference.Unavailable> in
      do throws(ServiceReference.Unavailable) { return .success(try await body()) } catch { return .failure(error) }
    }
    guard let result = result ?? nil else { throw Self.failure(path, "context deadline exceeded") }
    try result.get()
  }

  private static func failure(_ path: String, _ problem: String) -> ServiceReference.Unavailable {
    ServiceReference.Unavailable(reason: "FailedDiscoveryCheck", message: "failing or missing response from \(path): \(problem)")
  }

  private func discover(_ request: HTTPRequest, _ api: AggregatedAPI) async throws(ServiceReference.Unavailable) {
    let problem: String
    do throws(StatusError) {
      let response = try await server.aggregator.forward(request, to: api)
      if (200..<300).contains(response.status) {
        if let bytes = try? await response.bytes(atMost: Self.documentBytesMax), let list = try? JSON.decode(bytes) {
          server.aggregator.remember(list, of: api.groupVersion)
        }
        await documents(of: api)
        return
      }
      // A server that knows no such user is there all the same.
      if response.status == 401 || response.status == 403 { return }
      problem = "bad status from \(request.path): \(response.status)"
    } catch {
      problem = error.message
    }
    throw Self.failure(request.path, problem)
  }

  /// What the server says of its API's forms. One that doesn't is there all the same.
  private func documents(of api: AggregatedAPI) async {
    func value(_ path: String) async -> Value? {
      let request = HTTPRequest("GET", path, headers: ["Accept": "application/json"])
      guard let response = try? await server.aggregator.forward(Aggregator.proxied(request, as: .component("system:aggregator")), to: api),
        response.status == 200, let bytes = try? await response.bytes(atMost: Self.documentBytesMax)
      else { return nil }
      return try? JSON.decode(bytes)
    }
    var document = RemoteOpenAPI(groupVersion: api.groupVersion)
    document.version3URL = await value("/openapi/v3")?[path: "paths", document.name, "serverRelativeURL"]?.string
    document.version2 = await value("/openapi/v2").flatMap { $0["swagger"] == nil ? nil : $0 }
    server.aggregator.remember(document)
  }

  /// Only a change is written, so that a check that finds the same as the last leaves no trace.
  private func write(_ condition: Value, _ name: String) async {
    let path = ResourcePath(LocalAPIServices.resource)
    guard var object = try? await client.get(path, name: name, options: GetOptions()) else { return }
    var conditions = object[path: "status", "conditions"]?.array ?? []
    let position = conditions.firstIndex { $0["type"] == "Available" }
    let old = position.map { conditions[$0] }
    guard old?["status"] != condition["status"] || old?["reason"] != condition["reason"] || old?["message"] != condition["message"] else {
      return
    }
    var condition = condition
    condition["lastTransitionTime"] = old?["status"] == condition["status"] ? old?["lastTransitionTime"] : .string(server.clock.now.rfc3339)
    if let position { conditions[position] = condition } else { conditions.append(condition) }
    object[path: "status", "conditions"] = .array(conditions)
    _ = try? await client.update(path.subresource("status"), object, options: WriteOptions(fieldManager: "kctl-aggregator"))
  }
}
