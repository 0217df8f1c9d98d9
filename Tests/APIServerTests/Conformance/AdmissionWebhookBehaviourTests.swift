import APIMachinery
import Client
import Testing

@testable import APIServer

/// What Kubernetes' conformance tests name under AdmissionWebhook, as far as WebhookTests doesn't show it.
@Suite struct AdmissionWebhookBehaviourTests {
  private static let group = "/apis/admissionregistration.k8s.io/v1/"

  private func configuration(_ kind: String, _ name: String, _ webhook: Value) -> Value {
    [
      "apiVersion": "admissionregistration.k8s.io/v1", "kind": .string(kind),
      "metadata": ["name": .string(name), "labels": ["test": "listed"]], "webhooks": [webhook],
    ]
  }

  private func create(_ fixture: ServerFixture, _ name: String) async throws -> ServerFixture.Answer {
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap(name))
  }

  private static let adding = Webhooks([
    "/add": { _ in Webhooks.patch([["op": "add", "path": "/data/added", "value": "yes"]]) }, "/no": { _ in ["allowed": false] },
  ])

  @Test(arguments: [
    ("MutatingWebhookConfiguration", "mutatingwebhookconfigurations", "/add"),
    ("ValidatingWebhookConfiguration", "validatingwebhookconfigurations", "/no"),
  ])
  func `configurations are listed by label and deleted together`(kind: String, plural: String, path: String) async throws {
    let fixture = try await ServerFixture(Self.adding)
    for number in 0..<10 {
      let object = configuration(kind, "hook-\(number)", ServerFixture.webhook(path, ServerFixture.rule("configmaps")))
      #expect(try await fixture.send("POST", Self.group + plural, body: object).status == 201)
    }
    let listed = try await fixture.send("GET", Self.group + plural, "labelSelector=test%3Dlisted")
    #expect(listed.value["items"]?.array?.count == 10)
    let during = try await create(fixture, "a")
    #expect(path == "/add" ? during.value[path: "data", "added"] == "yes" : during.status == 400)
    #expect(try await fixture.send("DELETE", Self.group + plural, "labelSelector=test%3Dlisted").status == 200)
    let after = try await create(fixture, "b")
    #expect(after.status == 201 && after.value["data"] == ["a": "1"])
  }

  @Test(arguments: [
    ("MutatingWebhookConfiguration", "mutatingwebhookconfigurations", "/add"),
    ("ValidatingWebhookConfiguration", "validatingwebhookconfigurations", "/no"),
  ])
  func `a changed configuration holds at once`(kind: String, plural: String, path: String) async throws {
    let fixture = try await ServerFixture(Self.adding)
    func isTouched(_ answer: ServerFixture.Answer) -> Bool { answer.status == 400 || answer.value[path: "data", "added"] == "yes" }
    let object = configuration(kind, "hook", ServerFixture.webhook(path, ServerFixture.rule("configmaps")))
    var made = try await fixture.send("POST", Self.group + plural, body: object).value
    #expect(isTouched(try await create(fixture, "a")))
    var webhook = made["webhooks"]?[0] ?? [:]
    webhook["rules"] = [ServerFixture.rule("configmaps", operations: ["UPDATE"])]
    webhook["matchConditions"] = [["name": "always", "expression": "true"]]
    made["webhooks"] = [webhook]
    let updated = try await fixture.send("PUT", Self.group + plural + "/hook", body: made)
    #expect(updated.value["webhooks"]?[0]?["matchConditions"] == [["name": "always", "expression": "true"]])
    #expect(!isTouched(try await create(fixture, "b")))
    let patch = #"[{"op":"replace","path":"/webhooks/0/rules/0/operations","value":["CREATE"]}]"#
    #expect(try await fixture.send("PATCH", Self.group + plural + "/hook", text: patch, type: "application/json-patch+json").status == 200)
    #expect(isTouched(try await create(fixture, "c")))
  }

  @Test func `updates and patches are refused like creates, unless the namespace is left out`() async throws {
    let fixture = try await ServerFixture(
      Webhooks([
        "/data": { request in ["allowed": .bool(request[path: "object", "data", "webhook-e2e-test"] != "webhook-disallow")] }
      ]))
    try await fixture.register(validating: [
      ServerFixture.webhook(
        "/data", ServerFixture.rule("configmaps", operations: ["CREATE", "UPDATE"]),
        ["namespaceSelector": ["matchExpressions": [["key": "skip-webhook-admission", "operator": "NotIn", "values": ["yes"]]]]])
    ])
    let bad: Value = ["webhook-e2e-test": "webhook-disallow"]
    #expect(try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("bad", bad)).status == 400)
    #expect(try await create(fixture, "a").status == 201)
    #expect(try await fixture.send("PUT", ServerFixture.configMaps + "/a", body: ServerFixture.configMap("a", bad)).status == 400)
    let patch = #"{"data":{"webhook-e2e-test":"webhook-disallow"}}"#
    #expect(
      try await fixture.send("PATCH", ServerFixture.configMaps + "/a", text: patch, type: "application/merge-patch+json").status == 400)
    let namespace: Value = [
      "apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "exempt", "labels": ["skip-webhook-admission": "yes"]],
    ]
    #expect(try await fixture.send("POST", "/api/v1/namespaces", body: namespace).status == 201)
    #expect(try await fixture.send("POST", "/api/v1/namespaces/exempt/configmaps", body: ServerFixture.configMap("bad", bad)).status == 201)
  }

  @Test func `a definition may be refused`() async throws {
    let fixture = try await ServerFixture(Webhooks(["/crd": { request in ["allowed": .bool(request[path: "object", "metadata", "labels", "e2e-test"] != "webhook-disallow")] }]))
    try await fixture.register(validating: [
      ServerFixture.webhook("/crd", ServerFixture.rule("customresourcedefinitions", group: "apiextensions.k8s.io", version: "*"))
    ])
    let refused = try await fixture.send(
      "POST", CustomResourceTests.definitions,
      body: CustomResourceTests.definition { $0[path: "metadata", "labels"] = ["e2e-test": "webhook-disallow"] })
    #expect(refused.status == 400)
    #expect(try await fixture.send("POST", CustomResourceTests.definitions, body: CustomResourceTests.definition()).status == 201)
  }

  @Test func `custom objects may be refused, changed and pruned`() async throws {
    let hooks = Webhooks([
      "/mutate": { _ in
        Webhooks.patch([["op": "add", "path": "/spec/colour", "value": "red"], ["op": "add", "path": "/spec/unknown", "value": "x"]])
      },
      "/judge": { request in ["allowed": .bool(request[path: "oldObject", "spec", "size"] != 3 && request[path: "object", "spec", "size"] != 4)] },
    ])
    let fixture = try await ServerFixture(hooks)
    _ = try await fixture.send("POST", CustomResourceTests.definitions, body: CustomResourceTests.definition())
    let rule = ServerFixture.rule("widgets", group: "example.com")
    try await fixture.register(mutating: [ServerFixture.webhook("/mutate", rule)], validating: [ServerFixture.webhook("/judge", rule)])
    let made = try await fixture.send("POST", CustomResourceTests.widgets, body: CustomResourceTests.widget("a", ["size": 3]))
    #expect(made.status == 201, "\(made.text)")
    #expect(made.value["spec"] == ["size": 3, "colour": "red"])
    #expect(try await fixture.send("POST", CustomResourceTests.widgets, body: CustomResourceTests.widget("b", ["size": 4])).status == 400)
    let patch = #"{"spec":{"size":5}}"#
    #expect(
      try await fixture.send("PATCH", CustomResourceTests.widgets + "/a", text: patch, type: "application/merge-patch+json").status == 400)
    #expect(try await fixture.send("DELETE", CustomResourceTests.widgets + "/a").status == 400)
    #expect(try await fixture.send("DELETE", CustomResourceTests.widgets).status == 400)
  }

  @Test func `custom objects are changed though another version is stored now`() async throws {
    let hooks = Webhooks(["/mutate": { _ in Webhooks.patch([["op": "add", "path": "/data/stage", "value": "yes"]]) }])
    let fixture = try await ServerFixture(hooks)
    func definition(storage: String) -> Value {
      let versions = ["v1", "v2"].map { name -> Value in
        [
          "name": .string(name), "served": true, "storage": .bool(name == storage),
          "schema": ["openAPIV3Schema": ["type": "object", "x-kubernetes-preserve-unknown-fields": true]],
        ]
      }
      return [
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": ["name": "things.example.com"],
        "spec": ["group": "example.com", "scope": "Namespaced", "names": ["plural": "things", "kind": "Thing"], "versions": .array(versions)],
      ]
    }
    let made = try await fixture.send("POST", CustomResourceTests.definitions, body: definition(storage: "v1"))
    try await fixture.register(mutating: [ServerFixture.webhook("/mutate", ServerFixture.rule("things", group: "example.com"))])
    let path = "/apis/example.com/v1/namespaces/default/things"
    let thing: Value = ["apiVersion": "example.com/v1", "kind": "Thing", "metadata": ["name": "a"], "data": ["start": "yes"]]
    #expect(try await fixture.send("POST", path, body: thing).value["data"] == ["start": "yes", "stage": "yes"])
    var next = made.value
    next["spec"] = definition(storage: "v2")["spec"]
    #expect(try await fixture.send("PUT", CustomResourceTests.definitions + "/things.example.com", body: next).status == 200)
    let patched = try await fixture.send("PATCH", path + "/a", text: #"{"other":"new"}"#, type: "application/merge-patch+json")
    #expect(patched.status == 200 && patched.value["other"] == "new" && patched.value.apiVersion == "example.com/v1", "\(patched.text)")
  }

  @Test func `one object is skipped by its name`() async throws {
    let fixture = try await ServerFixture(Self.adding)
    try await fixture.register(mutating: [
      ServerFixture.webhook(
        "/add", ServerFixture.rule("configmaps"), ["matchConditions": [["name": "skip", "expression": "object.metadata.name != 'skip-me'"]]])
    ])
    #expect(try await create(fixture, "skip-me").value["data"] == ["a": "1"])
    #expect(try await create(fixture, "other").value["data"] == ["a": "1", "added": "yes"])
  }

  @Test func `discovery names the resources`() async throws {
    let fixture = try await ServerFixture()
    let names = try await fixture.send("GET", "/apis/admissionregistration.k8s.io/v1").value["resources"]?.array?.compactMap { $0["name"]?.string }
    #expect(Set(names ?? []).isSuperset(of: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"]))
  }
}
