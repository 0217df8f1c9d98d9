import APIMachinery
import Client
import Store
import Testing

@testable import APIServer

/// What Kubernetes' conformance tests name under CustomResourceDefinition and CustomResourcePublishOpenAPI, as far as
/// CustomResourceTests doesn't show it.
@Suite struct CustomResourceBehaviourTests {
  private static let path = CustomResourceTests.definitions + "/widgets.example.com"

  private func definition(_ plural: String, group: String = "example.com", versions: [String] = ["v1"], labels: Value = [:]) -> Value {
    let list = versions.enumerated().map { position, name -> Value in
      [
        "name": .string(name), "served": true, "storage": .bool(position == 0),
        "schema": ["openAPIV3Schema": ["type": "object", "properties": ["spec": ["type": "object", "properties": ["a": ["type": "string"]]]]]],
      ]
    }
    return [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": ["name": .string(plural + "." + group), "labels": labels],
      "spec": [
        "group": .string(group), "scope": "Namespaced", "names": ["plural": .string(plural), "kind": .string(plural.capitalizedFirst)],
        "versions": .array(list),
      ],
    ]
  }

  @Test func `watches see definitions come, change and go`() async throws {
    let fixture = try await ServerFixture()
    let resource = ResourcePath(GroupVersionResource(group: "apiextensions.k8s.io", version: "v1", resource: "customresourcedefinitions"))
    let client = fixture.server.client(as: ServerFixture.person, userAgent: "test")
    var options = ListOptions()
    options.resourceVersion = try await client.list(resource, options: ListOptions()).resourceVersion
    var events = try await client.watch(resource, options: options).makeAsyncIterator()
    #expect(try await fixture.send("POST", CustomResourceTests.definitions, body: definition("widgets")).status == 201)
    _ = try await fixture.send("PATCH", Self.path, text: #"{"metadata":{"labels":{"a":"b"}}}"#, type: "application/merge-patch+json")
    #expect(try await fixture.send("DELETE", Self.path).status == 200)
    await fixture.server.finishDeletedDefinitions()
    var kinds: [String] = []
    while kinds.last != "DELETED", let event = try await events.next() {
      switch event {
      case .added: kinds.append("ADDED")
      case .modified: kinds.append("MODIFIED")
      case .deleted: kinds.append("DELETED")
      case .bookmark: continue
      }
    }
    #expect(kinds.first == "ADDED" && kinds.contains("MODIFIED") && kinds.last == "DELETED")
  }

  @Test func `status is read, updated and patched through its own URL`() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("POST", CustomResourceTests.definitions, body: definition("widgets")).status == 201)
    var object = try await fixture.send("GET", Self.path + "/status").value
    let condition: Value = ["type": "StatusUpdate", "status": "True", "reason": "E2E", "message": "Set from e2e test", "lastTransitionTime": .null]
    object[path: "status", "conditions"] = .array((object[path: "status", "conditions"]?.array ?? []) + [condition])
    let updated = try await fixture.send("PUT", Self.path + "/status", body: object)
    #expect(updated.status == 200, "\(updated.text)")
    let patch = #"{"spec":{"scope":"Cluster"},"status":{"conditions":[{"type":"StatusPatched","status":"True"}]}}"#
    let patched = try await fixture.send("PATCH", Self.path + "/status", text: patch, type: "application/merge-patch+json")
    #expect(patched.status == 200, "\(patched.text)")
    let read = try await fixture.send("GET", Self.path).value
    #expect(read[path: "status", "conditions"]?.array?.contains { $0["type"] == "StatusPatched" } == true)
    #expect(read[path: "spec", "scope"] == "Namespaced")
  }

  @Test func `definitions are listed by label and deleted together`() async throws {
    let fixture = try await ServerFixture()
    for number in 0..<10 {
      let labels: Value = number < 9 ? ["e2e-list": "yes"] : [:]
      #expect(try await fixture.send("POST", CustomResourceTests.definitions, body: definition("kinds\(number)s", labels: labels)).status == 201)
    }
    #expect(try await fixture.send("GET", CustomResourceTests.definitions, "labelSelector=e2e-list").value["items"]?.array?.count == 9)
    #expect(try await fixture.send("DELETE", CustomResourceTests.definitions, "labelSelector=e2e-list").status == 200)
    await fixture.server.finishDeletedDefinitions()
    #expect(try await fixture.send("GET", CustomResourceTests.definitions).value["items"]?.array?.map(\.name) == ["kinds9s.example.com"])
  }

  @Test func `defaults hold for requests and for what is stored`() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("POST", CustomResourceTests.definitions, body: definition("widgets")).status == 201)
    let widgets = "/apis/example.com/v1/namespaces/default/widgets"
    func widget(_ name: String) -> Value { ["apiVersion": "example.com/v1", "kind": "Widgets", "metadata": ["name": .string(name)], "spec": [:]] }
    #expect(try await fixture.send("POST", widgets, body: widget("old")).value[path: "spec", "a"] == nil)
    func setDefault(_ value: String) async throws {
      let patch = #"[{"op":"add","path":"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/\#(value)"# +
        #"","value":{"type":"string","default":"\#(value.uppercased())"}}]"#
      let patched = try await fixture.send("PATCH", Self.path, text: patch, type: "application/json-patch+json")
      #expect(patched.status == 200, "\(patched.text)")
    }
    try await setDefault("a")
    #expect(try await fixture.send("GET", widgets + "/old").value[path: "spec", "a"] == "A")
    #expect(try await fixture.send("GET", widgets).value["items"]?[0]?[path: "spec", "a"] == "A")
    #expect(try await fixture.send("POST", widgets, body: widget("new")).value[path: "spec", "a"] == "A")
    let remove = #"[{"op":"remove","path":"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/a/default"}]"#
    #expect(try await fixture.send("PATCH", Self.path, text: remove, type: "application/json-patch+json").status == 200)
    try await setDefault("b")
    let read = try await fixture.send("GET", widgets + "/new").value["spec"]
    #expect(read == ["a": "A", "b": "B"])
    #expect(try await fixture.send("GET", widgets + "/old").value["spec"] == ["b": "B"])
  }

  private func schemas(_ fixture: ServerFixture) async throws -> Set<String> {
    Set(try await fixture.send("GET", "/openapi/v2").value["definitions"]?.object?.fieldNames.filter { $0.hasPrefix("com.") } ?? [])
  }

  @Test func `OpenAPI follows the versions that are served`() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("POST", CustomResourceTests.definitions, body: definition("widgets", versions: ["v2", "v3"])).status == 201)
    #expect(try await schemas(fixture).isSuperset(of: ["com.example.v2.Widgets", "com.example.v3.Widgets"]))
    let rename = #"[{"op":"test","path":"/spec/versions/1/name","value":"v3"},{"op":"replace","path":"/spec/versions/1/name","value":"v4"}]"#
    let renamed = try await fixture.send("PATCH", Self.path, text: rename, type: "application/json-patch+json")
    #expect(renamed.status == 200, "\(renamed.text)")
    var names = try await schemas(fixture)
    #expect(names.contains("com.example.v4.Widgets") && !names.contains("com.example.v3.Widgets") && names.contains("com.example.v2.Widgets"))
    let stop = #"[{"op":"replace","path":"/spec/versions/1/served","value":false}]"#
    #expect(try await fixture.send("PATCH", Self.path, text: stop, type: "application/json-patch+json").status == 200)
    names = try await schemas(fixture)
    #expect(!names.contains("com.example.v4.Widgets") && names.contains("com.example.v2.Widgets"))
  }

  @Test func `OpenAPI has the kinds of all groups`() async throws {
    let fixture = try await ServerFixture()
    for (plural, group) in [("apples", "one.example.com"), ("pears", "one.example.com"), ("apples", "two.example.com")] {
      #expect(try await fixture.send("POST", CustomResourceTests.definitions, body: definition(plural, group: group)).status == 201)
    }
    let wanted: Set<String> = ["com.example.one.v1.Apples", "com.example.one.v1.Pears", "com.example.two.v1.Apples"]
    #expect(try await schemas(fixture).isSuperset(of: wanted))
  }

  @Test func `v1beta1 is the same definition in its older form`() async throws {
    let fixture = try await ServerFixture()
    let old: Value = [
      "apiVersion": "apiextensions.k8s.io/v1beta1", "kind": "CustomResourceDefinition", "metadata": ["name": "widgets.example.com"],
      "spec": [
        "group": "example.com", "version": "v1", "scope": "Namespaced", "names": ["plural": "widgets", "kind": "Widget"],
        "subresources": ["status": [:]],
        "validation": ["openAPIV3Schema": ["properties": ["spec": ["type": "object", "properties": ["a": ["type": "string"]]]]]],
        "additionalPrinterColumns": [["name": "A", "type": "string", "JSONPath": ".spec.a"]],
      ],
    ]
    let beta = "/apis/apiextensions.k8s.io/v1beta1/customresourcedefinitions"
    let made = try await fixture.send("POST", beta, body: old)
    #expect(made.status == 201, "\(made.text)")
    #expect(made.value[path: "spec", "version"] == "v1" && made.value[path: "spec", "additionalPrinterColumns"]?[0]?["JSONPath"] == ".spec.a")
    let stored = try await fixture.send("GET", CustomResourceTests.definitions + "/widgets.example.com").value
    #expect(stored[path: "spec", "versions"]?[0]?["additionalPrinterColumns"]?[0]?["jsonPath"] == ".spec.a")
    // Of old, what no schema names was kept.
    let widget = CustomResourceTests.widget("a", ["a": "1", "b": "2"])
    #expect(try await fixture.send("POST", CustomResourceTests.widgets, body: widget).value["spec"] == ["a": "1", "b": "2"])
    #expect(try await fixture.send("DELETE", beta + "/widgets.example.com").status == 200)
  }
}

extension APIServer {
  /// What follows the deletion of definitions, once.
  fileprivate func finishDeletedDefinitions() async {
    var asked: Set<ObjectKey> = []
    await DefinitionCleaner(server: self).pass(store.snapshot(), &asked)
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
