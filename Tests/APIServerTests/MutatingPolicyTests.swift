import APIMachinery
import Client
import Testing

@testable import APIServer

/// MutatingAdmissionPolicy, as clients meet it.
@Suite struct MutatingPolicyTests {
  private static let group = "/apis/admissionregistration.k8s.io/v1/"

  private func add(
    _ fixture: ServerFixture, named name: String = "change", resource: Value = ServerFixture.rule("configmaps", operations: ["CREATE", "UPDATE"]),
    _ mutations: [Value], _ more: Value = [:], binding: Value = [:]
  ) async throws {
    var spec: Value = [
      "matchConstraints": ["resourceRules": [resource]], "mutations": .array(mutations), "reinvocationPolicy": "Never",
    ]
    for field in more.object ?? Object() { spec[field.key] = field.value }
    let made = try await fixture.send(
      "POST", Self.group + "mutatingadmissionpolicies",
      body: [
        "apiVersion": "admissionregistration.k8s.io/v1", "kind": "MutatingAdmissionPolicy", "metadata": ["name": .string(name)], "spec": spec,
      ])
    try #require(made.status == 201, "\(made.text)")
    var bound = binding
    bound["policyName"] = .string(name)
    let tied = try await fixture.send(
      "POST", Self.group + "mutatingadmissionpolicybindings",
      body: [
        "apiVersion": "admissionregistration.k8s.io/v1", "kind": "MutatingAdmissionPolicyBinding", "metadata": ["name": .string(name)],
        "spec": bound,
      ])
    try #require(tied.status == 201, "\(tied.text)")
  }

  private static func apply(_ expression: String) -> Value {
    ["patchType": "ApplyConfiguration", "applyConfiguration": ["expression": .string(expression)]]
  }

  private static func patch(_ expression: String) -> Value {
    ["patchType": "JSONPatch", "jsonPatch": ["expression": .string(expression)]]
  }

  private func create(_ fixture: ServerFixture, _ name: String = "a", _ data: Value = ["a": "1"]) async throws -> ServerFixture.Answer {
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap(name, data))
  }

  @Test func `an apply configuration is merged`() async throws {
    let fixture = try await ServerFixture()
    try await add(fixture, [Self.apply("Object{data: {'b': object.metadata.name}, metadata: Object.metadata{labels: {'by': 'policy'}}}")])
    let made = try await create(fixture)
    #expect(made.value["data"] == ["a": "1", "b": "a"], "\(made.text)")
    #expect(made.value[path: "metadata", "labels", "by"] == "policy")
  }

  @Test func `lists with keys are merged by them`() async throws {
    let fixture = try await ServerFixture()
    try await add(
      fixture, resource: ServerFixture.rule("pods", operations: ["CREATE"]),
      [
        Self.apply(
          """
          Object{spec: Object.spec{initContainers: [Object.spec.initContainers{name: "mesh", image: "mesh:1", restartPolicy: "Always"}]}}
          """)
      ])
    let made = try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("a"))
    #expect(made.status == 201, "\(made.text)")
    #expect(made.value[path: "spec", "initContainers"]?[0]?["name"] == "mesh")
    #expect(made.value[path: "spec", "initContainers"]?[0]?["terminationMessagePolicy"] == "File")
    #expect(made.value[path: "spec", "containers"]?.array?.count == 1)
  }

  @Test func `what merges as one value can't be applied to`() async throws {
    let fixture = try await ServerFixture()
    try await add(
      fixture, resource: ServerFixture.rule("pods", operations: ["CREATE"]),
      [Self.apply("Object{spec: Object.spec{tolerations: [Object.spec.tolerations{key: 'a'}]}}")])
    let refused = try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("a"))
    #expect(refused.status == 403)
    #expect(
      refused.value["message"]?.string
        == "policy 'change' with binding 'change' denied request: error applying patch: invalid ApplyConfiguration: may not mutate "
        + "atomic arrays, maps or structs: .spec.tolerations")
    #expect(refused.value["reason"] == "Invalid")
  }

  @Test func `a JSON patch is applied, unless a test of it fails`() async throws {
    let fixture = try await ServerFixture()
    try await add(
      fixture,
      [
        Self.patch(
          """
          [JSONPatch{op: "test", path: "/data/a", value: "1"},
           JSONPatch{op: "add", path: "/metadata/labels", value: {"example.com/made": "yes"}},
           JSONPatch{op: "replace", path: "/metadata/labels/" + jsonpatch.escapeKey("example.com/made"), value: "again"}]
          """)
      ])
    #expect(try await create(fixture).value[path: "metadata", "labels"] == ["example.com/made": "again"])
    let other = try await create(fixture, "b", ["a": "2"])
    #expect(other.status == 201 && other.value[path: "metadata", "labels"] == nil)
  }

  @Test func `mutations follow each other, with variables and parameters`() async throws {
    let fixture = try await ServerFixture()
    _ = try await create(fixture, "settings", ["suffix": "-x"])
    try await add(
      fixture,
      [
        Self.apply("Object{data: {'first': variables.name + params.data.suffix}}"),
        Self.patch("[JSONPatch{op: 'copy', from: '/data/first', path: '/data/second'}]"),
      ],
      [
        "paramKind": ["apiVersion": "v1", "kind": "ConfigMap"],
        "variables": [["name": "name", "expression": "object.metadata.name"]],
        "matchConditions": [["name": "not-skipped", "expression": "!object.metadata.name.startsWith('skip')"]],
      ], binding: ["paramRef": ["name": "settings", "parameterNotFoundAction": "Deny"]])
    #expect(try await create(fixture, "b").value["data"] == ["a": "1", "first": "b-x", "second": "b-x"])
    #expect(try await create(fixture, "skip").value["data"] == ["a": "1"])
  }

  @Test func `policies run again when others have changed the object`() async throws {
    let fixture = try await ServerFixture()
    let count = "Object{metadata: Object.metadata{labels: {'size': string(size(object.data))}}}"
    try await add(fixture, named: "a-count", [Self.apply(count)], ["reinvocationPolicy": "IfNeeded"])
    try await add(fixture, named: "b-add", [Self.apply("Object{data: {'b': '2'}}")])
    #expect(try await create(fixture).value[path: "metadata", "labels", "size"] == "2")
  }

  @Test func `failure policy decides about an expression that fails`() async throws {
    let closed = try await ServerFixture()
    try await add(closed, [Self.apply("Object{data: {'b': object.data.missing}}")])
    let refused = try await create(closed)
    #expect(refused.status == 403)
    #expect(refused.text.contains("resulted in error: no such key: missing"), "\(refused.text)")
    let open = try await ServerFixture()
    try await add(open, [Self.apply("Object{data: {'b': object.data.missing}}")], ["failurePolicy": "Ignore"])
    #expect(try await create(open).value["data"] == ["a": "1"])
  }

  @Test func `types must be named for their places`() async throws {
    let fixture = try await ServerFixture()
    try await add(fixture, [Self.apply("Object{metadata: Object.spec{name: 'a'}}")])
    let refused = try await create(fixture)
    #expect(refused.text.contains(#"type mismatch: unexpected type name \"Object.spec\", expected \"Object.metadata\""#), "\(refused.text)")
  }

  @Test func `expressions that don't compile are refused with the policy`() async throws {
    let fixture = try await ServerFixture()
    func fault(_ mutation: Value) async throws -> String {
      let made = try await fixture.send(
        "POST", Self.group + "mutatingadmissionpolicies",
        body: [
          "apiVersion": "admissionregistration.k8s.io/v1", "kind": "MutatingAdmissionPolicy", "metadata": ["name": "bad"],
          "spec": [
            "matchConstraints": ["resourceRules": [ServerFixture.rule("configmaps", operations: ["CREATE"])]], "reinvocationPolicy": "Never",
            "mutations": [mutation],
          ],
        ])
      #expect(made.status == 422)
      return made.value["message"]?.string ?? ""
    }
    #expect(try await fault(Self.apply("'text'")).contains("spec.mutations[0].applyConfiguration.expression: Invalid value: \"'text'\": must evaluate to Object"))
    #expect(try await fault(Self.patch("[1]")).contains("must evaluate to list(JSONPatch)"))
    #expect(try await fault(Self.patch("[JSONPatch{ops: 'add'}]")).contains("undefined field 'ops'"))
  }

  @Test func `a dry run shows what a policy would make of an object`() async throws {
    let fixture = try await ServerFixture()
    try await add(fixture, [Self.apply("Object{data: {'dry': string(request.dryRun)}}")])
    let made = try await fixture.send("POST", ServerFixture.configMaps, "dryRun=All", body: ServerFixture.configMap("a"))
    #expect(made.value[path: "data", "dry"] == "true")
    #expect(try await fixture.send("GET", ServerFixture.configMaps + "/a").status == 404)
  }
}
