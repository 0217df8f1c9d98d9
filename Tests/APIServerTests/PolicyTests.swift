import APIMachinery
import AccessControl
import Client
import Testing

@testable import APIServer

/// ValidatingAdmissionPolicy, as clients meet it.
@Suite struct PolicyTests {
  private static let policies = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies"
  private static let bindings = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings"
  private static let configMaps: Value = [
    ["apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE", "UPDATE", "DELETE"], "resources": ["configmaps"]]
  ]

  private func fixture(_ spec: Value, binding: Value = ["validationActions": ["Deny"]]) async throws -> ServerFixture {
    let fixture = try await ServerFixture()
    var policy = spec
    if policy["matchConstraints"] == nil { policy["matchConstraints"] = ["resourceRules": Self.configMaps] }
    var bound = binding
    bound["policyName"] = "rule"
    let made = try await fixture.send(
      "POST", Self.policies,
      body: [
        "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicy", "metadata": ["name": "rule"], "spec": policy,
      ])
    try #require(made.status == 201, "\(made.text)")
    let tied = try await fixture.send(
      "POST", Self.bindings,
      body: [
        "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicyBinding", "metadata": ["name": "tie"],
        "spec": bound,
      ])
    try #require(tied.status == 201, "\(tied.text)")
    return fixture
  }

  private func create(_ fixture: ServerFixture, _ name: String, _ data: Value, labels: Value? = nil) async throws -> ServerFixture.Answer {
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap(name, data, labels: labels))
  }

  @Test func `a violation is refused in upstream's words`() async throws {
    let fixture = try await fixture(["validations": [["expression": "object.data.a == '1'"]]])
    #expect(try await create(fixture, "good", ["a": "1"]).status == 201)
    let refused = try await create(fixture, "bad", ["a": "2"])
    #expect(refused.status == 422)
    #expect(refused.value["reason"] == "Invalid")
    #expect(
      refused.value["message"]
        == "configmaps \"bad\" is forbidden: ValidatingAdmissionPolicy 'rule' with binding 'tie' denied request: failed expression: object.data.a == '1'"
    )
  }

  @Test func `reasons choose the code and messages are computed`() async throws {
    let fixture = try await fixture([
      "variables": [["name": "size", "expression": "size(object.data)"], ["name": "twice", "expression": "variables.size * 2"]],
      "validations": [
        ["expression": "variables.twice < 4", "reason": "Forbidden", "messageExpression": "'has ' + string(variables.size) + ' keys'"]
      ],
    ])
    #expect(try await create(fixture, "small", ["a": "1"]).status == 201)
    let refused = try await create(fixture, "large", ["a": "1", "b": "2"])
    #expect(refused.status == 403)
    #expect(refused.value["message"]?.string?.hasSuffix("denied request: has 2 keys") == true)
  }

  @Test func `an expression that fails refuses by failure policy`() async throws {
    let closed = try await fixture(["validations": [["expression": "object.data.missing == '1'"]]])
    let refused = try await create(closed, "a", ["a": "1"])
    #expect(refused.status == 422)
    #expect(refused.value["message"]?.string?.contains("resulted in error: no such key: missing") == true, "\(refused.text)")
    let open = try await fixture(["failurePolicy": "Ignore", "validations": [["expression": "object.data.missing == '1'"]]])
    #expect(try await create(open, "a", ["a": "1"]).status == 201)
  }

  @Test func `Warn lets the request through with a warning`() async throws {
    let fixture = try await fixture(
      ["validations": [["expression": "false", "message": "not like this"]]], binding: ["validationActions": ["Warn", "Audit"]])
    let made = try await create(fixture, "a", ["a": "1"])
    #expect(made.status == 201)
    #expect(
      made.headers["Warning"]
        == "299 - \"Validation failed for ValidatingAdmissionPolicy 'rule' with binding 'tie': not like this\"")
  }

  @Test func `match conditions keep requests out`() async throws {
    let fixture = try await fixture([
      "matchConditions": [["name": "not-alice", "expression": "request.userInfo.username != 'alice'"]],
      "validations": [["expression": "false"]],
    ])
    #expect(try await create(fixture, "a", ["a": "1"]).status == 201)
    let other = try await fixture.send(
      "POST", ServerFixture.configMaps, body: ServerFixture.configMap("b"), as: UserInfo(name: "bob", groups: ["system:masters"]))
    #expect(other.status == 422)
  }

  @Test func `object selectors look at the old object and the new`() async throws {
    let fixture = try await fixture([
      "matchConstraints": [
        "resourceRules": Self.configMaps, "objectSelector": ["matchLabels": ["strict": "yes"]],
      ],
      "validations": [["expression": "request.operation == 'CREATE'"]],
    ])
    #expect(try await create(fixture, "loose", ["a": "1"]).status == 201)
    #expect(try await create(fixture, "strict", ["a": "1"], labels: ["strict": "yes"]).status == 201)
    let path = ServerFixture.configMaps + "/strict"
    #expect(try await fixture.send("PUT", path, body: ServerFixture.configMap("strict", ["a": "2"])).status == 422)
    #expect(try await fixture.send("DELETE", path).status == 422)
    #expect(try await fixture.send("DELETE", ServerFixture.configMaps + "/loose").status == 200)
  }

  @Test func `parameters are looked up for each request`() async throws {
    let fixture = try await fixture(
      [
        "paramKind": ["apiVersion": "v1", "kind": "ConfigMap"], "matchConstraints": [
          "resourceRules": [["apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["secrets"]]]
        ],
        "validations": [["expression": "object.metadata.name.startsWith(params.data.prefix)"]],
      ],
      binding: ["validationActions": ["Deny"], "paramRef": ["name": "rules", "parameterNotFoundAction": "Deny"]])
    func secret(_ name: String) async throws -> ServerFixture.Answer {
      try await fixture.send(
        "POST", "/api/v1/namespaces/default/secrets", body: ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": .string(name)]])
    }
    let missing = try await secret("ok-1")
    #expect(missing.value["message"]?.string?.contains("no params found for policy binding with `Deny` parameterNotFoundAction") == true)
    #expect(try await create(fixture, "rules", ["prefix": "ok-"]).status == 201)
    #expect(try await secret("ok-1").status == 201)
    #expect(try await secret("bad").status == 422)
  }

  @Test func `expressions may ask what the user may do`() async throws {
    let fixture = try await fixture([
      "validations": [
        ["expression": "authorizer.group('').resource('secrets').namespace('default').check('delete').allowed() && authorizer.requestResource.check('update').allowed()"]
      ]
    ])
    #expect(try await create(fixture, "a", ["a": "1"]).status == 201)
  }

  @Test func `policies never bind themselves`() async throws {
    let fixture = try await fixture([
      "matchConstraints": ["resourceRules": [["apiGroups": ["*"], "apiVersions": ["*"], "operations": ["*"], "resources": ["*"]]]],
      "validations": [["expression": "false"]],
    ])
    #expect(try await create(fixture, "a", ["a": "1"]).status == 422)
    #expect(try await fixture.send("DELETE", Self.bindings + "/tie").status == 200)
    #expect(try await create(fixture, "a", ["a": "1"]).status == 201)
  }
}
