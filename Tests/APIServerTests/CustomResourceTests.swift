import APIMachinery
import Basics
import Client
import Store
import Testing

@testable import APIServer

@Suite struct CustomResourceTests {
  static let definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
  static let widgets = "/apis/example.com/v1/namespaces/default/widgets"

  static func definition(_ change: (inout Value) -> Void = { _ in }) -> Value {
    var object: Value = [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": ["name": "widgets.example.com"],
      "spec": [
        "group": "example.com", "scope": "Namespaced", "names": ["plural": "widgets", "kind": "Widget", "shortNames": ["wd"]],
        "versions": [
          [
            "name": "v1", "served": true, "storage": true,
            "subresources": ["status": [:], "scale": ["specReplicasPath": ".spec.size", "statusReplicasPath": ".status.size"]],
            "additionalPrinterColumns": [["name": "Size", "type": "integer", "jsonPath": ".spec.size"]],
            "selectableFields": [["jsonPath": ".spec.colour"]],
            "schema": [
              "openAPIV3Schema": [
                "type": "object",
                "properties": [
                  "spec": [
                    "type": "object", "x-kubernetes-validations": [["rule": "self.size <= 10", "message": "too large"]],
                    "properties": [
                      "size": ["type": "integer", "minimum": 0, "default": 1],
                      "colour": ["type": "string", "description": "What it looks like."],
                      "parts": [
                        "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
                        "items": [
                          "type": "object", "required": ["name"],
                          "properties": ["name": ["type": "string"], "weight": ["type": "integer"]],
                        ],
                      ],
                    ],
                  ],
                  "status": ["type": "object", "properties": ["size": ["type": "integer"]]],
                ],
              ]
            ],
          ]
        ],
      ],
    ]
    change(&object)
    return object
  }

  static func widget(_ name: String, _ spec: Value = [:]) -> Value {
    ["apiVersion": "example.com/v1", "kind": "Widget", "metadata": ["name": .string(name)], "spec": spec]
  }

  @Test func `an update says which version it replaces, and every object what it is`() async throws {
    let fixture = try await fixture()
    let made = try await fixture.send("POST", Self.widgets, body: Self.widget("a")).value
    for (path, body) in [("/a", Self.widget("a", ["size": 2])), ("/a/status", Self.widget("a"))] {
      let refused = try await fixture.send("PUT", Self.widgets + path, body: body)
      #expect(refused.status == 422)
      #expect(
        refused.value["message"]
          == "widgets.example.com \"a\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update")
    }
    #expect(try await fixture.send("PUT", Self.widgets + "/a", body: made).status == 200)
    let nameless = try await fixture.send("POST", Self.widgets, body: ["apiVersion": "example.com/v1", "metadata": ["name": "b"]])
    #expect(nameless.status == 400 && nameless.value["message"]?.string?.contains("Object 'Kind' is missing in '{") == true)
    let versionless = try await fixture.send("POST", Self.widgets, body: ["kind": "Widget", "metadata": ["name": "b"]])
    #expect(
      versionless.value["message"] == "the API version in the data () does not match the expected API version (example.com/v1)")
  }

  @Test func `what is nested deeper than readers take is refused, its managed fields counted`() async throws {
    let fixture = try await fixture { $0[path: "spec", "versions"] = [[
      "name": "v1", "served": true, "storage": true,
      "schema": ["openAPIV3Schema": ["type": "object", "x-kubernetes-preserve-unknown-fields": true]],
    ]] }
    func nested(_ depth: Int) -> Value { (0..<depth).reduce("end") { inner, _ in ["a": inner] } }
    let tooDeep = try await fixture.send("POST", Self.widgets, body: Self.widget("deep", nested(177)))
    #expect(tooDeep.status == 400 && tooDeep.text.contains("nested deeper than 180 levels"), "\(tooDeep.text)")
    let deep = try await fixture.send("POST", Self.widgets, body: Self.widget("deep", nested(170)))
    #expect(deep.status == 201, "\(deep.text)")
    #expect(try await fixture.send("GET", Self.widgets).value["items"]?.array?.count == 1)
  }

  private func fixture(_ change: (inout Value) -> Void = { _ in }) async throws -> ServerFixture {
    let fixture = try await ServerFixture()
    let created = try await fixture.send("POST", Self.definitions, body: Self.definition(change))
    #expect(created.status == 201, "\(created.text)")
    return fixture
  }

  @Test func `a resource is served as soon as its definition is accepted`() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("GET", Self.widgets).status == 404)
    let created = try await fixture.send("POST", Self.definitions, body: Self.definition())
    #expect(created.value[path: "status", "acceptedNames", "kind"] == "Widget")
    #expect(created.value[path: "status", "storedVersions"] == ["v1"])
    let conditions = created.value[path: "status", "conditions"]?.array?.map { [$0["type"], $0["status"], $0["reason"]] }
    #expect(conditions == [["NamesAccepted", "True", "NoConflicts"], ["Established", "True", "InitialNamesAccepted"]])
    #expect(try await fixture.send("GET", Self.widgets).value["items"] == [])
    let resources = try await fixture.send("GET", "/apis/example.com/v1").value["resources"]?.array?.compactMap { $0["name"]?.string }
    #expect(resources == ["widgets", "widgets/status", "widgets/scale"])
    #expect(try await fixture.send("GET", "/apis").text.contains("example.com"))
    let openAPI = try await fixture.send("GET", "/openapi/v3/apis/example.com/v1")
    #expect(
      openAPI.value[path: "components", "schemas", "com.example.v1.Widget", "properties", "spec", "properties", "colour", "description"]
        == "What it looks like.")
    #expect(
      try await fixture.send("GET", "/openapi/v2").value[path: "definitions", "com.example.v1.Widget", "properties", "spec", "type"]
        == "object")
  }

  @Test func `clients are not offered strategic merge, which custom resources don't have`() async throws {
    let fixture = try await fixture()
    let document = try await fixture.send("GET", "/openapi/v3/apis/example.com/v1")
    let paths = document.value["paths"]?.object ?? Object()
    let item = paths["/apis/example.com/v1/namespaces/{namespace}/widgets/{name}"]
    let types = item?[path: "patch", "requestBody", "content"]?.object?.fieldNames ?? []
    #expect(types.contains("application/merge-patch+json"))
    #expect(!types.contains("application/strategic-merge-patch+json"))
  }

  @Test func `objects are pruned, defaulted and judged`() async throws {
    let fixture = try await fixture()
    let created = try await fixture.send("POST", Self.widgets, body: Self.widget("a", ["colour": "red", "shape": "round"]))
    #expect(created.status == 201)
    #expect(created.value["spec"] == ["size": 1, "colour": "red"])
    #expect(created.value.generation == 1)
    #expect(created.headers["Warning"] == "299 - \"unknown field \\\"spec.shape\\\"\"")
    let strict = try await fixture.send("POST", Self.widgets, "fieldValidation=Strict", body: Self.widget("b", ["shape": "round"]))
    #expect(strict.status == 400)
    let wrong = try await fixture.send("POST", Self.widgets, body: Self.widget("c", ["size": "big"]))
    #expect(wrong.status == 422)
    #expect(
      wrong.value["message"]?.string
        == "Widget.example.com \"c\" is invalid: spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\""
    )
    let rule = try await fixture.send("POST", Self.widgets, body: Self.widget("d", ["size": 11]))
    #expect(rule.value["message"]?.string == "Widget.example.com \"d\" is invalid: spec: Invalid value: \"object\": too large")
  }

  @Test func `the verbs, status, scale and patches`() async throws {
    let fixture = try await fixture()
    try await fixture.send("POST", Self.widgets, body: Self.widget("a", ["size": 2, "colour": "red"]))
    let path = Self.widgets + "/a"
    let merged = try await fixture.send("PATCH", path, body: ["spec": ["size": 3]], type: "application/merge-patch+json")
    #expect(merged.value[path: "spec", "size"] == 3)
    #expect(merged.value.generation == 2)
    #expect(try await fixture.send("PATCH", path, body: [:], type: "application/strategic-merge-patch+json").status == 415)
    let status = try await fixture.send(
      "PATCH", path + "/status", body: ["status": ["size": 3], "spec": ["size": 9]], type: "application/merge-patch+json")
    #expect(status.value["status"] == ["size": 3])
    #expect(status.value[path: "spec", "size"] == 3)
    #expect(status.value.generation == 2)
    let scale = try await fixture.send("GET", path + "/scale")
    #expect(scale.value["spec"] == ["replicas": 3])
    #expect(scale.value["status"] == ["replicas": 3])
    try await fixture.send("PATCH", path + "/scale", body: ["spec": ["replicas": 5]], type: "application/merge-patch+json")
    #expect(try await fixture.send("GET", path).value[path: "spec", "size"] == 5)
    let applied = try await fixture.send(
      "PATCH", path, "fieldManager=one", body: Self.widget("a", ["parts": [["name": "x", "weight": 1]]]),
      type: "application/apply-patch+yaml")
    #expect(applied.status == 200, "\(applied.text)")
    let second = try await fixture.send(
      "PATCH", path, "fieldManager=two", body: Self.widget("a", ["parts": [["name": "y", "weight": 2]]]),
      type: "application/apply-patch+yaml")
    #expect(second.value[path: "spec", "parts"]?.array?.count == 2)
    #expect(try await fixture.send("GET", Self.widgets, "fieldSelector=spec.colour%3Dred").value["items"]?.array?.count == 1)
    #expect(try await fixture.send("GET", Self.widgets, "fieldSelector=spec.colour%3Dblue").value["items"]?.array?.count == 0)
    let table = try await fixture.send("GET", Self.widgets, accept: "application/json;as=Table;v=v1;g=meta.k8s.io")
    #expect(table.value["columnDefinitions"]?.array?.compactMap { $0["name"]?.string } == ["Name", "Size"])
    #expect(table.value["rows"]?[0]?["cells"] == ["a", 5])
  }

  @Test func `definitions that aren't sound are refused`() async throws {
    let fixture = try await ServerFixture()
    let answer = try await fixture.send(
      "POST", Self.definitions,
      body: Self.definition { object in
        object[path: "spec", "versions"] = [
          ["name": "v1", "served": true, "storage": true, "schema": ["openAPIV3Schema": ["type": "object", "properties": ["spec": [:]]]]]
        ]
      })
    #expect(answer.status == 422)
    #expect(
      answer.text.contains(
        "spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields"))
  }

  @Test func `deleting a definition deletes its objects, ends its watches and takes the resource away`() async throws {
    let fixture = try await fixture()
    try await fixture.send("POST", Self.widgets, body: Self.widget("a"))
    let watch = await fixture.server.handle(fixture.request("GET", Self.widgets, "watch=true"), as: ServerFixture.person)
    let deleted = try await fixture.send("DELETE", Self.definitions + "/widgets.example.com")
    #expect(deleted.status == 200)
    // What goes takes nothing new in.
    #expect(try await fixture.send("POST", Self.widgets, body: Self.widget("b")).status == 405)
    let cleaner = DefinitionCleaner(server: fixture.server)
    var asked: Set<ObjectKey> = []
    for _ in 0..<3 { await cleaner.pass(fixture.store.snapshot(), &asked) }
    #expect(try await fixture.send("GET", Self.definitions + "/widgets.example.com").status == 404)
    #expect(try await fixture.send("GET", Self.widgets).status == 404)
    let lines = String(decoding: try await watch.bytes(), as: UTF8.self).split(separator: "\n").map {
      $0.contains("\"ADDED\"") ? "ADDED" : "DELETED"
    }
    #expect(lines == ["ADDED", "DELETED"])
  }

  @Test func `one transaction may hold a definition and its objects`() async throws {
    let fixture = try await ServerFixture()
    let client = fixture.server.client(as: ServerFixture.person, userAgent: "kctl")
    let documents = [Self.widget("a", ["size": 4]), Self.definition()].map {
      Batch.Operation.apply(.init(object: $0, source: nil, path: nil))
    }
    let result = try await client.apply(Batch(documents, fieldManager: "kctl"))
    #expect(result.isSuccess, "\(result.outcomes)")
    #expect(try await fixture.send("GET", Self.widgets + "/a").value[path: "spec", "size"] == 4)
    #expect(fixture.store.transactions.last?.writes.count == 2)
  }

  @Test func `several versions are one object`() async throws {
    let fixture = try await fixture { object in
      var second = object[path: "spec", "versions"]?[0] ?? [:]
      (second["name"], second["storage"], second["deprecated"]) = ("v1beta1", false, true)
      object[path: "spec", "versions"] = .array((object[path: "spec", "versions"]?.array ?? []) + [second])
    }
    let old = "/apis/example.com/v1beta1/namespaces/default/widgets"
    var widget = Self.widget("a", ["size": 2])
    widget["apiVersion"] = "example.com/v1beta1"
    let created = try await fixture.send("POST", old, body: widget)
    #expect(created.value.apiVersion == "example.com/v1beta1", "\(created.text)")
    #expect(created.headers["Warning"]?.contains("example.com/v1beta1 Widget is deprecated") == true)
    #expect(try await fixture.send("GET", Self.widgets + "/a").value.apiVersion == "example.com/v1")
    #expect(try await fixture.send("GET", old).value["items"]?[0]?.apiVersion == "example.com/v1beta1")
  }

  /// The definition's only version, with another schema.
  private static func replaceSchema(_ definition: inout Value, _ schema: Value) {
    var version = definition[path: "spec", "versions"]?[0] ?? [:]
    version[path: "schema", "openAPIV3Schema"] = schema
    for key in ["subresources", "selectableFields", "additionalPrinterColumns"] { version[key] = nil }
    definition[path: "spec", "versions"] = [version]
  }

  @Test func `old clients read in OpenAPI 2 what they may send`() async throws {
    let open = try await fixture { Self.replaceSchema(&$0, ["type": "object", "x-kubernetes-preserve-unknown-fields": true]) }
    let widget = try #require(try await open.send("GET", "/openapi/v2").value[path: "definitions", "com.example.v1.Widget"])
    #expect(widget["type"] == "object" && widget["properties"] == nil)
    #expect(widget["x-kubernetes-group-version-kind"]?[0]?["kind"] == "Widget")
    let nullable = try await fixture {
      Self.replaceSchema(&$0, ["type": "object", "properties": ["spec": ["type": "object"], "status": ["type": "object", "nullable": true]]])
    }
    let status = try await nullable.send("GET", "/openapi/v2").value[path: "definitions", "com.example.v1.Widget", "properties", "status"]
    #expect(status == [:])
  }
}

@Suite struct LocalAPIServiceTests {
  @Test func `each group and version that is served has its APIService`() async throws {
    let fixture = try await ServerFixture()
    let services = LocalAPIServices(server: fixture.server)
    await services.pass()
    let path = "/apis/apiregistration.k8s.io/v1/apiservices/"
    let apps = try await fixture.send("GET", path + "v1.apps")
    #expect(apps.value[path: "spec", "groupPriorityMinimum"] == 17800)
    #expect(apps.value[path: "status", "conditions"]?[0]?["reason"] == "Local", "\(apps.text)")
    #expect(try await fixture.send("GET", path + "v1.").status == 200)
    try await fixture.send("POST", CustomResourceTests.definitions, body: CustomResourceTests.definition())
    await services.pass()
    #expect(try await fixture.send("GET", path + "v1.example.com").status == 200)
    try await fixture.send("DELETE", CustomResourceTests.definitions + "/widgets.example.com")
    var asked: Set<ObjectKey> = []
    await DefinitionCleaner(server: fixture.server).pass(fixture.store.snapshot(), &asked)
    await services.pass()
    #expect(try await fixture.send("GET", path + "v1.example.com").status == 404)
    let before = fixture.store.revision
    await services.pass()
    #expect(fixture.store.revision == before)
  }
}
