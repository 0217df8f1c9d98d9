import APIMachinery
import AccessControl
import Basics
import Client
import Store
import Synchronization
import Testing

@testable import APIServer

/// A server of webhooks, as values: answers by the webhook's path.
private final class Webhooks: HTTPExchange {
  typealias Answer = @Sendable (Value) throws -> Value
  private let answers: [String: Answer]
  private let log = Mutex<[(path: String, review: Value)]>([])

  init(_ answers: [String: Answer]) { self.answers = answers }

  /// The requests that came for a path.
  func requests(_ path: String) -> [Value] {
    log.withLock { entries in entries.filter { $0.path == path }.map { $0.review["request"] ?? .null } }
  }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let review = try JSON.decode(request.body)
    log.withLock { $0.append((request.path, review)) }
    guard let answer = answers[request.path] else { return HTTPResponse(404) }
    var response = try answer(review["request"] ?? .null)
    response["uid"] = review[path: "request", "uid"]
    let reply: Value = ["kind": "AdmissionReview", "apiVersion": review["apiVersion"] ?? "", "response": response]
    return HTTPResponse(200, body: .bytes(JSON.encode(reply)))
  }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    throw StatusError.badRequest("no sockets here")
  }

  static func patch(_ operations: Value) -> Value {
    ["allowed": true, "patchType": "JSONPatch", "patch": .string(Base64.encode(JSON.encode(operations)))]
  }
}

@Suite struct WebhookTests {
  private static let everything: Value = [
    "apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE", "UPDATE", "DELETE"], "resources": ["configmaps"],
  ]

  private func webhook(_ path: String, _ more: Value = [:]) -> Value {
    var webhook: Value = [
      "name": .string(path.dropFirst() + ".example.com"), "clientConfig": ["url": .string("https://hooks.example.com" + path)],
      "rules": [Self.everything], "sideEffects": "None", "admissionReviewVersions": ["v1"],
    ]
    for field in more.object ?? Object() { webhook[field.key] = field.value }
    return webhook
  }

  private func fixture(_ hooks: Webhooks, mutating: [Value] = [], validating: [Value] = []) async throws -> ServerFixture {
    var configuration = Configuration()
    configuration.connectUpstream = { _ in hooks }
    let fixture = try await ServerFixture(configuration: configuration)
    for (kind, plural, webhooks) in [
      ("MutatingWebhookConfiguration", "mutatingwebhookconfigurations", mutating),
      ("ValidatingWebhookConfiguration", "validatingwebhookconfigurations", validating),
    ] where !webhooks.isEmpty {
      let made = try await fixture.send(
        "POST", "/apis/admissionregistration.k8s.io/v1/" + plural,
        body: [
          "apiVersion": "admissionregistration.k8s.io/v1", "kind": .string(kind), "metadata": ["name": "hooks"], "webhooks": .array(webhooks),
        ])
      try #require(made.status == 201, "\(made.text)")
    }
    return fixture
  }

  private func create(_ fixture: ServerFixture, _ name: String = "a", _ query: String = "") async throws -> ServerFixture.Answer {
    try await fixture.send("POST", ServerFixture.configMaps, query, body: ServerFixture.configMap(name))
  }

  @Test func `a denial has the webhook's code, reason and message`() async throws {
    let hooks = Webhooks(["/no": { _ in ["allowed": false, "status": ["code": 403, "reason": "Forbidden", "message": "not today"]] }])
    let fixture = try await fixture(hooks, validating: [webhook("/no")])
    let refused = try await create(fixture)
    #expect(refused.status == 403)
    #expect(refused.value["message"] == "admission webhook \"no.example.com\" denied the request: not today")
    #expect(refused.value["reason"] == "Forbidden")
  }

  @Test func `a denial without a word is a bad request`() async throws {
    let fixture = try await fixture(Webhooks(["/no": { _ in ["allowed": false] }]), validating: [webhook("/no")])
    let refused = try await create(fixture)
    #expect(refused.status == 400)
    #expect(refused.value["message"] == "admission webhook \"no.example.com\" denied the request without explanation")
  }

  @Test func `the review tells what is asked, by whom`() async throws {
    let hooks = Webhooks(["/yes": { _ in ["allowed": true, "warnings": ["mind the gap"]] }])
    let fixture = try await fixture(hooks, validating: [webhook("/yes")])
    let made = try await create(fixture)
    #expect(made.status == 201)
    #expect(made.headers["Warning"] == "299 - \"mind the gap\"")
    let request = try #require(hooks.requests("/yes").first)
    #expect(hooks.requests("/yes").count == 1)
    #expect(request["kind"] == ["group": "", "version": "v1", "kind": "ConfigMap"])
    #expect(request["operation"] == "CREATE")
    #expect(request["namespace"] == "default")
    #expect(request[path: "userInfo", "username"] == "alice")
    #expect(request[path: "object", "metadata", "uid"] == made.value[path: "metadata", "uid"])
    #expect(request["oldObject"] == .null)
  }

  @Test func `patches are applied, in order, and seen by those after`() async throws {
    let hooks = Webhooks([
      "/one": { _ in Webhooks.patch([["op": "add", "path": "/data/one", "value": "1"]]) },
      "/two": { request in
        Webhooks.patch([["op": "add", "path": "/data/two", "value": request[path: "object", "data", "one"] ?? "unseen"]])
      },
      "/check": { request in ["allowed": .bool(request[path: "object", "data", "two"] == "1")] },
    ])
    let fixture = try await fixture(hooks, mutating: [webhook("/one"), webhook("/two")], validating: [webhook("/check")])
    let made = try await create(fixture)
    #expect(made.status == 201, "\(made.text)")
    #expect(made.value["data"] == ["a": "1", "one": "1", "two": "1"])
    #expect(hooks.requests("/one").count == 1)
  }

  @Test func `a webhook is asked again when another changed the object after it`() async throws {
    let hooks = Webhooks([
      "/count": { request in
        let size = request[path: "object", "data"]?.object?.count ?? 0
        return Webhooks.patch([["op": "add", "path": "/metadata/labels", "value": ["size": .string(String(size))]]])
      },
      "/add": { _ in Webhooks.patch([["op": "add", "path": "/data/b", "value": "2"]]) },
    ])
    let fixture = try await fixture(hooks, mutating: [webhook("/count", ["reinvocationPolicy": "IfNeeded"]), webhook("/add")])
    #expect(try await create(fixture).value[path: "metadata", "labels", "size"] == "2")
    #expect(hooks.requests("/count").count == 2)
    #expect(hooks.requests("/add").count == 1)
  }

  @Test func `failure policy decides about a webhook that can't be called`() async throws {
    let hooks = Webhooks([:])
    let closed = try await fixture(hooks, validating: [webhook("/gone")])
    let refused = try await create(closed)
    #expect(refused.status == 500)
    #expect(
      refused.value["message"]?.string?.hasPrefix("Internal error occurred: failed calling webhook \"gone.example.com\": failed to call webhook:")
        == true, "\(refused.text)")
    let open = try await fixture(hooks, validating: [webhook("/gone", ["failurePolicy": "Ignore"])])
    #expect(try await create(open).status == 201)
  }

  @Test func `a dry run doesn't reach webhooks with side effects`() async throws {
    let hooks = Webhooks(["/some": { _ in ["allowed": true] }, "/none": { _ in ["allowed": true] }])
    let none = try await fixture(hooks, validating: [webhook("/none")])
    #expect(try await create(none, "a", "dryRun=All").status == 201)
    #expect(hooks.requests("/none").first?["dryRun"] == true)
    let dry = try await fixture(hooks, validating: [webhook("/some", ["sideEffects": "NoneOnDryRun"])])
    #expect(try await create(dry, "a", "dryRun=All").status == 201)
    #expect(AdmissionWebhook(webhook("/old", ["sideEffects": "Some"]), of: [:]).hasSideEffects)
    #expect(!AdmissionWebhook(webhook("/new"), of: [:]).hasSideEffects)
  }

  @Test func `match conditions and selectors keep requests from a webhook`() async throws {
    let hooks = Webhooks(["/no": { _ in ["allowed": false] }])
    let fixture = try await fixture(
      hooks,
      validating: [
        webhook(
          "/no",
          [
            "matchConditions": [["name": "b", "expression": "object.metadata.name == 'b'"]],
            "namespaceSelector": ["matchExpressions": [["key": "kubernetes.io/metadata.name", "operator": "In", "values": ["default"]]]],
          ])
      ])
    #expect(try await create(fixture, "a").status == 201)
    #expect(try await create(fixture, "b").status == 400)
  }

  @Test func `deletes are judged by the old object`() async throws {
    let hooks = Webhooks(["/keep": { request in ["allowed": .bool(request["operation"] != "DELETE" || request[path: "oldObject", "metadata", "name"] != "kept")] }])
    let fixture = try await fixture(hooks, validating: [webhook("/keep")])
    for name in ["kept", "b", "c"] { #expect(try await create(fixture, name).status == 201) }
    #expect(try await fixture.send("DELETE", ServerFixture.configMaps + "/kept").status == 400)
    #expect(try await fixture.send("DELETE", ServerFixture.configMaps + "/b").status == 200)
    // All or nothing, as every other refusal of one of several objects.
    #expect(try await fixture.send("DELETE", ServerFixture.configMaps).status == 400)
    #expect(try await fixture.send("GET", ServerFixture.configMaps + "/c").status == 200)
  }

  @Test func `what happens while a webhook thinks is decided about again`() async throws {
    let hooks = Webhooks([
      "/slow": { request in ["allowed": .bool(request[path: "object", "data", "a"] != "forbidden")] }
    ])
    let fixture = try await fixture(hooks, validating: [webhook("/slow")])
    #expect(try await create(fixture).status == 201)
    let path = ServerFixture.configMaps + "/a"
    let before = hooks.requests("/slow").count
    async let first = fixture.send("PATCH", path, text: #"{"data":{"b":"1"}}"#, type: "application/merge-patch+json")
    async let second = fixture.send("PATCH", path, text: #"{"data":{"c":"1"}}"#, type: "application/merge-patch+json")
    #expect(try await first.status == 200)
    #expect(try await second.status == 200)
    #expect(try await fixture.send("GET", path).value["data"] == ["a": "1", "b": "1", "c": "1"])
    #expect(hooks.requests("/slow").count >= before + 2)
  }

  @Test func `a webhook that takes too long has failed`() async throws {
    let fixture = try await ServerFixture()
    let pool = UpstreamPool { _ in Silent() }
    let caller = WebhookCaller(store: fixture.store, pool: pool, clock: fixture.clock)
    let endpoint = WebhookEndpoint(clientConfig: ["url": "https://hooks.example.com/slow"])
    await #expect(throws: WebhookCaller.Failure("Post \"https://hooks.example.com:443/slow?timeout=0s\": context deadline exceeded")) {
      _ = try await caller.call(endpoint, [:], timeout: .zero)
    }
  }
}

/// Never answers, on a clock that stands still; ends when it is cancelled.
private final class Silent: HTTPExchange {
  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    try await ManualClock().sleep(for: .seconds(1))
    throw CancellationError()
  }
  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    throw CancellationError()
  }
}
