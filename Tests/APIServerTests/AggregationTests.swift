import APIMachinery
import AccessControl
import Basics
import Client
import Store
import Synchronization
import Testing

@testable import APIServer

/// Another API server, as values.
private final class Upstream: HTTPExchange {
  private let log = Mutex<[HTTPRequest]>([])
  private let status: Int
  init(status: Int = 200) { self.status = status }
  var requests: [HTTPRequest] { log.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    log.withLock { $0.append(request) }
    if let document = Self.openAPI(request.path) { return HTTPResponse(200, body: .bytes(JSON.encode(document))) }
    let list: Value = [
      "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "metrics.example.com/v1",
      "resources": [
        ["name": "nodes", "singularName": "node", "namespaced": false, "kind": "NodeMetrics", "verbs": ["get", "list"]],
        ["name": "nodes/status", "singularName": "", "namespaced": false, "kind": "NodeMetrics", "verbs": ["get"]],
      ],
    ]
    return HTTPResponse(status, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(list)))
  }

  private static func openAPI(_ path: String) -> Value? {
    switch path {
    case "/openapi/v3": ["paths": ["apis/metrics.example.com/v1": ["serverRelativeURL": "/openapi/v3/apis/metrics.example.com/v1?hash=7"]]]
    case "/openapi/v2":
      [
        "swagger": "2.0", "paths": ["/apis/metrics.example.com/v1/nodes": ["get": [:]], "/apis/apps/v1/deployments": ["get": [:]], "/other": [:]],
        "definitions": ["com.example.Metrics": ["type": "object"]],
      ]
    default: nil
    }
  }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    throw StatusError.badRequest("no sockets here")
  }
}

@Suite struct AggregationTests {
  private static let services = "/apis/apiregistration.k8s.io/v1/apiservices"
  private static let name = "/v1.metrics.example.com"

  private func fixture(_ upstream: Upstream, _ targets: @escaping @Sendable (UpstreamTarget) -> Void = { _ in }) async throws
    -> ServerFixture
  {
    var configuration = Configuration()
    configuration.connectUpstream = { target in
      targets(target)
      return upstream
    }
    let fixture = try await ServerFixture(configuration: configuration)
    let created = try await fixture.send(
      "POST", Self.services,
      body: [
        "apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService", "metadata": ["name": "v1.metrics.example.com"],
        "spec": [
          "group": "metrics.example.com", "version": "v1", "groupPriorityMinimum": 100, "versionPriority": 100,
          "insecureSkipTLSVerify": true,
          "service": ["namespace": "default", "name": "metrics"],
        ],
      ])
    #expect(created.status == 201, "\(created.text)")
    return fixture
  }

  private func addService(_ fixture: ServerFixture) async throws {
    let service = try await fixture.send(
      "POST", "/api/v1/namespaces/default/services",
      body: [
        "apiVersion": "v1", "kind": "Service", "metadata": ["name": "metrics"],
        "spec": ["ports": [["name": "https", "port": 443, "targetPort": 8443]]],
      ])
    #expect(service.status == 201, "\(service.text)")
  }

  private func addEndpoints(_ fixture: ServerFixture) async throws {
    let slice = try await fixture.send(
      "POST", "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
      body: [
        "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
        "metadata": ["name": "metrics-1", "labels": ["kubernetes.io/service-name": "metrics"]],
        "endpoints": [
          ["addresses": ["10.0.0.7"], "conditions": ["ready": true]], ["addresses": ["10.0.0.8"], "conditions": ["ready": false]],
        ],
        "ports": [["name": "https", "port": 8443]],
      ])
    #expect(slice.status == 201, "\(slice.text)")
  }

  private func available(_ fixture: ServerFixture) async throws -> [Value?] {
    await AvailabilityCheck(server: fixture.server).pass()
    let condition = try await fixture.send("GET", Self.services + Self.name).value[path: "status", "conditions"]?[0]
    return [condition?["status"], condition?["reason"]]
  }

  @Test func `the condition tells why an API isn't available`() async throws {
    let fixture = try await fixture(Upstream())
    #expect(try await available(fixture) == ["False", "ServiceNotFound"])
    #expect(try await fixture.send("GET", "/apis/metrics.example.com/v1/nodes").status == 503)
    try await addService(fixture)
    #expect(try await available(fixture) == ["False", "MissingEndpoints"])
    try await addEndpoints(fixture)
    #expect(try await available(fixture) == ["True", "Passed"])
    let before = fixture.store.revision
    #expect(try await available(fixture) == ["True", "Passed"])
    #expect(fixture.store.revision == before)
  }

  @Test func `a server that answers nonsense isn't available`() async throws {
    let fixture = try await fixture(Upstream(status: 500))
    try await addService(fixture)
    try await addEndpoints(fixture)
    #expect(try await available(fixture) == ["False", "FailedDiscoveryCheck"])
  }

  @Test func `requests go to a ready address, as the user who asks`() async throws {
    let upstream = Upstream()
    let targets = Mutex<[UpstreamTarget]>([])
    let fixture = try await fixture(upstream) { target in targets.withLock { $0.append(target) } }
    try await addService(fixture)
    try await addEndpoints(fixture)
    let user = UserInfo(name: "alice", groups: ["system:masters"], extra: ["example.com/Team": ["blue"]])
    let answer = try await fixture.send(
      "GET", "/apis/metrics.example.com/v1/nodes", "limit=5", as: user,
      headers: ["X-Remote-User": "mallory", "Authorization": "Bearer secret", "X-Request": "1"])
    #expect(answer.status == 200)
    #expect(
      targets.withLock { $0 } == [
        UpstreamTarget(address: "10.0.0.7", port: 8443, serverName: "metrics.default.svc", authority: nil, skipsVerification: true,
          presentsIdentity: true)
      ])
    let request = try #require(upstream.requests.last)
    #expect(request.path == "/apis/metrics.example.com/v1/nodes")
    #expect(request.query == "limit=5")
    #expect(request.headers.all("X-Remote-User") == ["alice"])
    #expect(request.headers.all("X-Remote-Group") == ["system:masters"])
    #expect(request.headers.all("X-Remote-Extra-example.com%2Fteam") == ["blue"])
    #expect(request.headers["Authorization"] == nil)
    #expect(request.headers["X-Request"] == "1")
  }

  @Test func `discovery is one`() async throws {
    let fixture = try await fixture(Upstream())
    try await addService(fixture)
    try await addEndpoints(fixture)
    _ = try await available(fixture)
    let groups = try await fixture.send("GET", "/apis").value["groups"]?.array?.compactMap { $0["name"]?.string } ?? []
    #expect(groups.contains("apps") && groups.contains("metrics.example.com"))
    #expect(
      try await fixture.send("GET", "/apis/metrics.example.com").value["preferredVersion"]?["groupVersion"] == "metrics.example.com/v1")
    let document = try await fixture.send("GET", "/apis", accept: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
    let item = document.value["items"]?.array?.first { $0.name == "metrics.example.com" }
    #expect(item?["versions"]?[0]?["freshness"] == "Current")
    let resource = item?["versions"]?[0]?["resources"]?[0]
    #expect(resource?["resource"] == "nodes")
    #expect(resource?["subresources"]?[0]?["subresource"] == "status")
  }

  @Test func `OpenAPI documents are one`() async throws {
    let fixture = try await fixture(Upstream())
    try await addService(fixture)
    try await addEndpoints(fixture)
    let before = try await fixture.send("GET", "/openapi/v2").value
    _ = try await available(fixture)
    let index = try await fixture.send("GET", "/openapi/v3").value["paths"]
    #expect(index?["apis/metrics.example.com/v1"]?["serverRelativeURL"] == "/openapi/v3/apis/metrics.example.com/v1?hash=7")
    #expect(index?["apis/apps/v1"] != nil)
    let document = try await fixture.send("GET", "/openapi/v2").value
    #expect(document["paths"]?["/apis/metrics.example.com/v1/nodes"] != nil && document["definitions"]?["com.example.Metrics"] != nil)
    #expect(document["paths"]?["/other"] == nil && document["paths"]?["/apis/apps/v1/deployments"] == before["paths"]?["/apis/apps/v1/deployments"])
    #expect(try await fixture.send("DELETE", Self.services + Self.name).status == 200)
    #expect(try await fixture.send("GET", "/openapi/v2").value == before)
  }
}
