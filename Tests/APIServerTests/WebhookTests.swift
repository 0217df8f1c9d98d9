import APIMachinery
import AccessControl
import Basics
import Client
import Store
import Synchronization
import Testing

@testable import APIServer

@Suite struct WebhookTests {
  private func webhook(_ path: String, _ more: Value = [:]) -> Value {
    ServerFixture.webhook(path, ServerFixture.rule("configmaps"), more)
  }

  private func fixture(_ hooks: Webhooks, mutating: [Value] = [], validating: [Value] = []) async throws -> ServerFixture {
    let fixture = try await ServerFixture(hooks)
    try await fixture.register(mutating: mutating, validating: validating)
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
    await #expect(throws: WebhookCaller.Failure("Post \"https://hooks.example.com/slow?timeout=0s\": context deadline exceeded")) {
      _ = try await caller.call(endpoint, [:], timeout: .zero)
    }
  }

  @Test func `names that the server makes up are the same each time it decides`() async throws {
    let hooks = Webhooks(["/pods": { _ in ["allowed": true] }])
    let fixture = try await ServerFixture(hooks)
    try await fixture.register(validating: [ServerFixture.webhook("/pods", ServerFixture.rule("pods"))])
    var pod = ServerFixture.pod("a")
    pod["metadata"] = ["generateName": "a-"]
    let made = try await fixture.send("POST", ServerFixture.pods, body: pod)
    #expect(made.status == 201, "\(made.text)")
    #expect(hooks.requests("/pods").count == 1)
    #expect(hooks.requests("/pods")[0][path: "object", "metadata", "name"] == made.value["metadata"]?["name"])
  }

  @Test func `a plugin that is off asks nobody`() async throws {
    let hooks = Webhooks(["/no": { _ in ["allowed": false] }])
    let fixture = try await ServerFixture(hooks) {
      $0.admission = (try? AdmissionSelection(enabling: [], disabling: ["ValidatingAdmissionWebhook"])) ?? AdmissionSelection()
    }
    try await fixture.register(validating: [webhook("/no")])
    #expect(try await create(fixture).status == 201)
    #expect(hooks.requests("/no").isEmpty)
  }

  @Test func `a mutating webhook may refuse a delete`() async throws {
    let hooks = Webhooks(["/keep": { request in ["allowed": .bool(request["operation"] != "DELETE")] }])
    let fixture = try await fixture(hooks, mutating: [webhook("/keep")])
    #expect(try await create(fixture).status == 201)
    #expect(try await fixture.send("DELETE", ServerFixture.configMaps + "/a").status == 400)
    #expect(hooks.requests("/keep").last?["object"] == .null)
  }

  @Test func `equivalent versions are shown in the version that was asked for`() async throws {
    let hooks = Webhooks(["/see": { _ in ["allowed": true] }, "/exact": { _ in ["allowed": false] }])
    let rule = ServerFixture.rule("poddisruptionbudgets", group: "policy", version: "v1")
    let fixture = try await ServerFixture(hooks)
    try await fixture.register(validating: [
      ServerFixture.webhook("/see", rule), ServerFixture.webhook("/exact", rule, ["matchPolicy": "Exact"]),
    ])
    let made = try await fixture.send(
      "POST", "/apis/policy/v1beta1/namespaces/default/poddisruptionbudgets",
      body: [
        "apiVersion": "policy/v1beta1", "kind": "PodDisruptionBudget", "metadata": ["name": "a"],
        "spec": ["minAvailable": 1, "selector": ["matchLabels": ["a": "b"]]],
      ])
    #expect(made.status == 201, "\(made.text)")
    let request = try #require(hooks.requests("/see").first)
    #expect(request["kind"]?["version"] == "v1" && request["requestKind"]?["version"] == "v1beta1")
    #expect(request["object"]?["apiVersion"] == "policy/v1")
    #expect(hooks.requests("/exact").isEmpty)
  }

  @Test func `objects are defaulted after a webhook has changed them`() async throws {
    let hooks = Webhooks([
      "/init": { _ in
        Webhooks.patch([["op": "add", "path": "/spec/initContainers", "value": [["name": "first", "image": "busybox:1", "unknown": true]]]])
      }
    ])
    let fixture = try await ServerFixture(hooks)
    try await fixture.register(mutating: [ServerFixture.webhook("/init", ServerFixture.rule("pods", operations: ["CREATE"]))])
    let made = try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("a"))
    #expect(made.status == 201, "\(made.text)")
    let container = made.value[path: "spec", "initContainers"]?[0]
    #expect(container?["terminationMessagePolicy"] == "File" && container?["unknown"] == nil)
    // The server's rules had their say twice, and have done their work once.
    #expect(made.value[path: "spec", "volumes"]?.array?.count == 1)
    #expect(container?["volumeMounts"]?.array?.count == 1)
  }

  @Test func `connections may be refused`() async throws {
    let hooks = Webhooks(["/connect": { request in ["allowed": .bool(request[path: "object", "container"] != "main")] }])
    let fixture = try await ServerFixture(hooks)
    try await fixture.register(validating: [
      ServerFixture.webhook("/connect", ServerFixture.rule("pods/attach", operations: ["CONNECT"]))
    ])
    #expect(try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("a", node: "n")).status == 201)
    let refused = try await fixture.send("GET", ServerFixture.pods + "/a/attach", "container=main&stdout=true")
    #expect(refused.value["message"] == "admission webhook \"connect.example.com\" denied the request without explanation")
    let request = try #require(hooks.requests("/connect").first)
    #expect(request["operation"] == "CONNECT" && request["subResource"] == "attach" && request["name"] == "a")
    #expect(request["kind"] == ["group": "", "version": "v1", "kind": "PodAttachOptions"])
    #expect(request[path: "object", "stdout"] == true)
  }

  @Test func `evictions are judged as what they are`() async throws {
    let hooks = Webhooks(["/evict": { _ in ["allowed": false, "status": ["message": "stay"]] }])
    let fixture = try await ServerFixture(hooks)
    try await fixture.register(validating: [ServerFixture.webhook("/evict", ServerFixture.rule("pods/eviction", operations: ["CREATE"]))])
    #expect(try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("a")).status == 201)
    let refused = try await fixture.send(
      "POST", ServerFixture.pods + "/a/eviction",
      body: ["apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "a", "namespace": "default"]])
    #expect(refused.value["message"] == "admission webhook \"evict.example.com\" denied the request: stay")
    #expect(hooks.requests("/evict").first?["object"]?["kind"] == "Eviction")
  }

  @Test func `webhooks have no say in what is configured about them`() async throws {
    let hooks = Webhooks(["/no": { _ in ["allowed": false] }])
    let fixture = try await ServerFixture(hooks)
    let everything: Value = ["apiGroups": ["*"], "apiVersions": ["*"], "operations": ["*"], "resources": ["*/*"]]
    try await fixture.register(mutating: [ServerFixture.webhook("/no", everything)], validating: [ServerFixture.webhook("/no", everything)])
    let path = "/apis/admissionregistration.k8s.io/v1/"
    #expect(try await create(fixture).status == 400)
    #expect(try await fixture.send("DELETE", path + "validatingwebhookconfigurations/hooks").status == 200)
    #expect(try await fixture.send("DELETE", path + "mutatingwebhookconfigurations/hooks").status == 200)
    #expect(try await create(fixture).status == 201)
  }

  @Test func `a webhook behind a service is asked at its ready endpoints`() async throws {
    let hooks = Webhooks(["/hook": { _ in ["allowed": true] }])
    let targets = Mutex<[UpstreamTarget]>([])
    let fixture = try await ServerFixture(hooks) { configuration in
      configuration.connectUpstream = { target in
        targets.withLock { $0.append(target) }
        return hooks
      }
      configuration.webhookCredentials = { plugin, host, port in
        UpstreamCredential(authorization: "\(plugin) at \(host):\(port)")
      }
    }
    try await fixture.register(validating: [
      webhook("/hook", ["clientConfig": ["service": ["namespace": "default", "name": "hooks", "path": "/hook"], "caBundle": "QQ=="]])
    ])
    let refused = try await create(fixture)
    #expect(
      refused.value["message"]?.string
        == "Internal error occurred: failed calling webhook \"hook.example.com\": failed to call webhook: "
        + "Post \"https://hooks.default.svc:443/hook?timeout=10s\": service \"hooks\" not found")
    _ = try await fixture.send(
      "POST", "/api/v1/namespaces/default/services",
      body: ["apiVersion": "v1", "kind": "Service", "metadata": ["name": "hooks"], "spec": ["ports": [["port": 443, "targetPort": 8443]]]])
    _ = try await fixture.send(
      "POST", "/api/v1/namespaces/default/endpoints",
      body: [
        "apiVersion": "v1", "kind": "Endpoints", "metadata": ["name": "hooks"],
        "subsets": [["addresses": [["ip": "10.0.0.9"]], "ports": [["port": 8443]]]],
      ])
    #expect(try await create(fixture).status == 201)
    let shown = "ValidatingAdmissionWebhook at hooks.default.svc:443"
    var target = UpstreamTarget(address: "10.0.0.9", port: 8443, serverName: "hooks.default.svc", authority: "A")
    target.credential = UpstreamCredential(authorization: shown)
    #expect(targets.withLock { $0 } == [target])
    #expect(hooks.authorizations == [shown], "who asks is shown where that was set")
  }

  @Test func `expressions of match conditions must compile`() async throws {
    let fixture = try await ServerFixture(Webhooks([:]))
    let refused = try await fixture.send(
      "POST", "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
      body: [
        "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration", "metadata": ["name": "hooks"],
        "webhooks": [webhook("/no", ["matchConditions": [["name": "bad", "expression": "... [}"]]])],
      ])
    #expect(refused.status == 422)
    #expect(refused.value[path: "details", "causes"]?[0]?["field"] == "webhooks[0].matchConditions[0].expression")
    #expect(refused.text.contains("compilation failed: ERROR: <input>:1:"))
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
