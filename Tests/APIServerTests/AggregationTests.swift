import APIMachinery
import AccessControl
import Basics
import Client
import Store
import Streaming
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
    var request = request
    if let stream = request.bodyStream { for try await chunk in stream { request.body += chunk } }
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

  /// Echoes in capitals.
  func upgrade(_ request: HTTPRequest) async throws -> (HTTPResponse, (any ByteConnection)?) {
    log.withLock { $0.append(request) }
    guard request.headers["Upgrade"] == "shout/1" else { return (HTTPResponse(400, headers: ["Upgrade": "shout/1"]), nil) }
    let (ours, theirs) = BytePipe.pair()
    Task {
      while let bytes = try await theirs.read() { try await theirs.write(bytes.map { (97...122).contains($0) ? $0 - 32 : $0 }) }
      await theirs.finishWriting()
    }
    return (HTTPResponse(101, headers: ["Upgrade": "shout/1", "Connection": "Upgrade", "X-Own": "1"]), ours)
  }
}

/// A server that is nowhere, or breaks off.
private final class Gone: HTTPExchange {
  private let error: any Error
  init(_ error: any Error) { self.error = error }
  func send(_ request: HTTPRequest) async throws -> HTTPResponse { throw error }
  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) { throw error }
}

/// A server that takes requests and answers none.
private final class SilentUpstream: HTTPExchange {
  let asked = CloseSignal()

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    asked.close()
    try await ManualClock().sleep(for: .seconds(1))
    return HTTPResponse(200)
  }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    throw StatusError.badRequest("no sockets here")
  }
}

@Suite struct AggregationTests {
  private static let services = "/apis/apiregistration.k8s.io/v1/apiservices"
  private static let name = "/v1.metrics.example.com"

  private func fixture(_ upstream: any HTTPExchange, _ targets: @escaping @Sendable (UpstreamTarget) -> Void = { _ in }) async throws
    -> ServerFixture
  {
    var configuration = Configuration()
    configuration.connectUpstream = { target in
      targets(target)
      return upstream
    }
    let fixture = try await ServerFixture(configuration: configuration)
    try await register(fixture)
    return fixture
  }

  private func register(_ fixture: ServerFixture) async throws {
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

  private func addEndpoints(_ fixture: ServerFixture, second: Bool = false) async throws {
    let slice = try await fixture.send(
      "POST", "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
      body: [
        "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
        "metadata": ["name": "metrics-1", "labels": ["kubernetes.io/service-name": "metrics"]],
        "endpoints": [
          ["addresses": ["10.0.0.7"], "conditions": ["ready": true]], ["addresses": ["10.0.0.8"], "conditions": ["ready": .bool(second)]],
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

  @Test func `a server that doesn't answer isn't available after its time`() async throws {
    let upstream = SilentUpstream()
    let fixture = try await fixture(upstream)
    try await addService(fixture)
    try await addEndpoints(fixture)
    async let found = available(fixture)
    await upstream.asked.wait()
    // How long it waits was settled before it asked.
    fixture.clock.advance(by: .seconds(5))
    #expect(try await found == ["False", "FailedDiscoveryCheck"])
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

  private func ready(_ upstream: any HTTPExchange) async throws -> ServerFixture {
    let fixture = try await fixture(upstream)
    try await addService(fixture)
    try await addEndpoints(fixture)
    return fixture
  }

  @Test func `a change of protocol goes through, and a refused one is told as it is`() async throws {
    let upstream = Upstream()
    let fixture = try await ready(upstream)
    var request = fixture.request("GET", "/apis/metrics.example.com/v1/nodes/a/shout", "b=c", headers: ["Upgrade": "shout/1", "Connection": "upgrade"])
    request.headers.add("X-Stream-Protocol-Version", "v4")
    let response = await fixture.server.handle(request, as: ServerFixture.person)
    #expect(response.status == 101 && response.headers["Upgrade"] == "shout/1" && response.headers["X-Own"] == "1")
    let sent = try #require(upstream.requests.last)
    #expect(sent.headers["Connection"] == "Upgrade" && sent.headers["X-Stream-Protocol-Version"] == "v4" && sent.headers["X-Remote-User"] == "alice")
    guard case .upgrade(let serve) = response.body else { throw StatusError.internalError("no upgrade") }
    let (near, far) = BytePipe.pair()
    async let serving: Void = serve(far)
    try await near.write(Array("hello".utf8))
    #expect(try await near.read() == Array("HELLO".utf8))
    near.close()
    await serving
    request.headers["Upgrade"] = "whisper/1"
    let refused = await fixture.server.handle(request, as: ServerFixture.person)
    #expect(refused.status == 400 && refused.headers["Upgrade"] == nil)
    // Without both headers it is no change of protocol.
    let plain = try await fixture.send("GET", "/apis/metrics.example.com/v1/nodes", headers: ["Upgrade": "shout/1"])
    #expect(plain.status == 200 && upstream.requests.last?.headers["Upgrade"] == nil)
  }

  @Test(arguments: [10, 2 << 20]) func `bodies go on whole, however they come in`(count: Int) async throws {
    let upstream = Upstream()
    let fixture = try await ready(upstream)
    #expect(fixture.server.passesOn("/apis/metrics.example.com/v1/nodes") && !fixture.server.passesOn("/apis/apps/v1/deployments"))
    let body = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    for length in [String(count), nil] {
      var request = fixture.request("POST", "/apis/metrics.example.com/v1/nodes", headers: ["Content-Type": "application/octet-stream"])
      request.headers["Content-Length"] = length
      if length == nil { request.headers["Transfer-Encoding"] = "chunked" }
      request.bodyStream = AsyncThrowingStream { continuation in
        for start in stride(from: 0, to: count, by: 65_536) { continuation.yield(Array(body[start..<min(count, start + 65_536)])) }
        continuation.finish()
      }
      #expect(await fixture.server.handle(request, as: ServerFixture.person).status == 200)
      let seen = try #require(upstream.requests.last)
      #expect(seen.body == body && seen.headers["Content-Type"] == "application/octet-stream")
    }
  }

  @Test func `what a server may have got already goes to no other`() async throws {
    let cases: [(any Error, Int)] = [(DialError(address: "10.0.0.7:1", reason: "connection refused"), 2), (CancellationError(), 1)]
    for (error, attempts) in cases {
      let targets = Mutex<[String]>([])
      var configuration = Configuration()
      configuration.connectUpstream = { target in
        targets.withLock { $0.append(target.address) }
        return Gone(error)
      }
      let fixture = try await ServerFixture(configuration: configuration)
      try await register(fixture)
      try await addService(fixture)
      try await addEndpoints(fixture, second: true)
      #expect(try await fixture.send("POST", "/apis/metrics.example.com/v1/nodes", body: [:]).status == 503)
      #expect(targets.withLock { $0.count } == attempts)
    }
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

  @Test func `groups stand where their priority puts them`() async throws {
    let fixture = try await ready(Upstream())
    _ = try await available(fixture)
    #expect(try await fixture.send("POST", CustomResourceTests.definitions, body: CustomResourceTests.definition()).status == 201)
    func order(_ accept: String? = nil) async throws -> [String] {
      let document = try await fixture.send("GET", "/apis", accept: accept).value
      return (document["groups"] ?? document["items"])?.array?.map { $0["name"]?.string ?? $0.name } ?? []
    }
    let custom = "example.com"
    for accept in [nil, "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"] {
      #expect(try await order(accept).suffix(2) == [custom, "metrics.example.com"])
    }
    let patch = #"{"spec":{"groupPriorityMinimum":2000}}"#
    #expect(try await fixture.send("PATCH", Self.services + Self.name, text: patch, type: "application/merge-patch+json").status == 200)
    for accept in [nil, "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"] {
      #expect(try await order(accept).suffix(2) == ["metrics.example.com", custom])
    }
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
