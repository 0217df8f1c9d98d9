import APIMachinery
import Store
import Testing

@testable import APIServer

/// What definitions must not reach, and what must not outlive them.
@Suite struct DefinitionSafetyTests {
  private static let policies = "/apis/networking.k8s.io/v1/namespaces/default/networkpolicies"

  private static func definition(_ version: String = "v9") -> Value {
    [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": [
        "name": "networkpolicies.networking.k8s.io", "annotations": ["api-approved.kubernetes.io": "https://example.com"],
      ],
      "spec": [
        "group": "networking.k8s.io", "scope": "Namespaced", "names": ["plural": "networkpolicies", "kind": "NetworkPolicy"],
        "versions": [
          ["name": .string(version), "served": true, "storage": true, "schema": ["openAPIV3Schema": ["type": "object"]]]
        ],
      ],
    ]
  }

  private func clean(_ fixture: ServerFixture) async {
    var asked: Set<ObjectKey> = []
    for _ in 0..<3 { await DefinitionCleaner(server: fixture.server).pass(fixture.store.snapshot(), &asked) }
  }

  @Test func `a definition of a built-in resource in another version gets no names, and takes no object with it`() async throws {
    let fixture = try await ServerFixture()
    let policy: Value = ["metadata": ["name": "p"], "spec": ["podSelector": [:]]]
    #expect(try await fixture.send("POST", Self.policies, body: policy).status == 201)
    let made = try await fixture.send("POST", CustomResourceTests.definitions, body: Self.definition())
    #expect(made.status == 201, "\(made.text)")
    let conditions = made.value[path: "status", "conditions"]?.array?.prefix(2).map { [$0["type"], $0["status"], $0["reason"]] }
    #expect(conditions == [["NamesAccepted", "False", "PluralConflict"], ["Established", "False", "NotAccepted"]])
    #expect(try await fixture.send("GET", "/apis/networking.k8s.io/v9/networkpolicies").status == 404)
    #expect(try await fixture.send("DELETE", CustomResourceTests.definitions + "/networkpolicies.networking.k8s.io").status == 200)
    await clean(fixture)
    #expect(try await fixture.send("GET", CustomResourceTests.definitions + "/networkpolicies.networking.k8s.io").status == 404)
    #expect(try await fixture.send("GET", Self.policies + "/p").status == 200)
  }

  @Test func `one that was accepted once is served no more, and goes without the objects too`() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("POST", Self.policies, body: ["metadata": ["name": "p"], "spec": ["podSelector": [:]]]).status == 201)
    var object = Self.definition()
    object[path: "metadata", "uid"] = "u1"
    object[path: "metadata", "finalizers"] = ["customresourcecleanup.apiextensions.k8s.io"]
    object["status"] = [
      "acceptedNames": object[path: "spec", "names"] ?? [:], "storedVersions": ["v9"],
      "conditions": [["type": "NamesAccepted", "status": "True"], ["type": "Established", "status": "True"]],
    ]
    let key = ObjectKey(GroupResource(group: "apiextensions.k8s.io", resource: "customresourcedefinitions"), name: object.name)
    _ = try await fixture.store.commit(Transaction([Write(key, .put(EncodedObject(object)), expecting: .absent)]))
    #expect(try await fixture.send("GET", "/apis/networking.k8s.io/v9/networkpolicies").status == 404)
    #expect(try await fixture.send("DELETE", CustomResourceTests.definitions + "/networkpolicies.networking.k8s.io").status == 200)
    await clean(fixture)
    #expect(try await fixture.send("GET", CustomResourceTests.definitions + "/networkpolicies.networking.k8s.io").status == 404)
    #expect(try await fixture.send("GET", Self.policies + "/p").status == 200)
  }

  @Test func `objects go with their definition, also when no version of it is served any more`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", CustomResourceTests.definitions, body: CustomResourceTests.definition())
    try await fixture.send("POST", CustomResourceTests.widgets, body: CustomResourceTests.widget("a"))
    let path = CustomResourceTests.definitions + "/widgets.example.com"
    let hidden = try await fixture.send(
      "PATCH", path, body: [["op": "replace", "path": "/spec/versions/0/served", "value": false]], type: "application/json-patch+json")
    #expect(hidden.status == 200, "\(hidden.text)")
    #expect(try await fixture.send("GET", CustomResourceTests.widgets).status == 404)
    #expect(try await !fixture.send("GET", "/apis").text.contains("example.com"))
    try await fixture.send("DELETE", path)
    await clean(fixture)
    #expect(try await fixture.send("GET", path).status == 404)
    #expect(fixture.store.snapshot().count(GroupResource(group: "example.com", resource: "widgets"), namespace: nil, after: nil) == 0)
  }

  @Test func `objects are kept in the storage version, served or not`() async throws {
    let fixture = try await ServerFixture()
    let made = try await fixture.send("POST", CustomResourceTests.definitions, body: CustomResourceTests.definition { object in
      var second = object[path: "spec", "versions"]?[0] ?? [:]
      (second["name"], second["served"], second["storage"]) = ("v2", false, true)
      var first = object[path: "spec", "versions"]?[0] ?? [:]
      first["storage"] = false
      object[path: "spec", "versions"] = [first, second]
    })
    #expect(made.value[path: "status", "storedVersions"] == ["v2"], "\(made.text)")
    let widget = try await fixture.send("POST", CustomResourceTests.widgets, body: CustomResourceTests.widget("a", ["size": 2]))
    #expect(widget.status == 201 && widget.value.apiVersion == "example.com/v1", "\(widget.text)")
    let key = ObjectKey(GroupResource(group: "example.com", resource: "widgets"), namespace: "default", name: "a")
    #expect(fixture.store.snapshot().get(key)?.decoded().apiVersion == "example.com/v2")
    #expect(try await fixture.send("GET", CustomResourceTests.widgets + "/a").value.apiVersion == "example.com/v1")
    #expect(try await fixture.send("GET", "/apis/example.com/v2/namespaces/default/widgets").status == 404)
    let patched = try await fixture.send(
      "PATCH", CustomResourceTests.widgets + "/a", body: ["spec": ["size": 3]], type: "application/merge-patch+json")
    #expect(patched.value[path: "spec", "size"] == 3, "\(patched.text)")
  }

  @Test func `what waits for its own finalizer is asked to go once`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", CustomResourceTests.definitions, body: CustomResourceTests.definition())
    var held = CustomResourceTests.widget("a")
    held[path: "metadata", "finalizers"] = ["example.com/held"]
    try await fixture.send("POST", CustomResourceTests.widgets, body: held)
    try await fixture.send("DELETE", CustomResourceTests.definitions + "/widgets.example.com")
    var asked: Set<ObjectKey> = []
    let cleaner = DefinitionCleaner(server: fixture.server)
    #expect(await cleaner.pass(fixture.store.snapshot(), &asked))
    #expect(asked.map(\.name) == ["a"])
    let revision = fixture.store.revision
    #expect(await cleaner.pass(fixture.store.snapshot(), &asked))
    #expect(fixture.store.revision == revision)
    try await fixture.send("PATCH", CustomResourceTests.widgets + "/a", body: ["metadata": ["finalizers": .null]], type: "application/merge-patch+json")
    await cleaner.pass(fixture.store.snapshot(), &asked)
    #expect(try await fixture.send("GET", CustomResourceTests.definitions + "/widgets.example.com").status == 404)
  }
}
