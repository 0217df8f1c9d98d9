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

  @Test func `parameters may be selected by label, all of which must agree`() async throws {
    let fixture = try await fixture(
      [
        "paramKind": ["apiVersion": "v1", "kind": "ConfigMap"],
        "matchConstraints": ["resourceRules": [ServerFixture.rule("secrets", operations: ["CREATE"])]],
        "validations": [["expression": "!(object.metadata.name in params.data)", "messageExpression": "params.metadata.name + ' says no'"]],
      ],
      binding: [
        "validationActions": ["Deny"],
        "paramRef": ["selector": ["matchLabels": ["kind": "ban"]], "parameterNotFoundAction": "Allow", "namespace": "default"],
      ])
    func secret(_ name: String) async throws -> ServerFixture.Answer {
      try await fixture.send(
        "POST", "/api/v1/namespaces/default/secrets", body: ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": .string(name)]])
    }
    #expect(try await secret("one").status == 201)
    _ = try await create(fixture, "first", ["two": ""], labels: ["kind": "ban"])
    _ = try await create(fixture, "second", ["three": ""], labels: ["kind": "ban"])
    #expect(try await secret("two").value["message"]?.string?.hasSuffix("denied request: first says no") == true)
    #expect(try await secret("three").value["message"]?.string?.hasSuffix("denied request: second says no") == true)
    #expect(try await secret("four").status == 201)
  }

  @Test func `the namespace of an object is known to expressions`() async throws {
    let fixture = try await fixture(["validations": [["expression": "namespaceObject.metadata.name == request.namespace && 'kubernetes.io/metadata.name' in namespaceObject.metadata.labels"]]])
    #expect(try await create(fixture, "a", ["a": "1"]).status == 201)
    let global = try await self.fixture([
      "matchConstraints": ["resourceRules": [ServerFixture.rule("namespaces")]], "validations": [["expression": "namespaceObject == null"]],
    ])
    let namespace: Value = ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "b"]]
    #expect(try await global.send("POST", "/api/v1/namespaces", body: namespace).status == 201)
  }

  @Test func `a scale is judged as a scale`() async throws {
    let fixture = try await fixture([
      "matchConstraints": ["resourceRules": [ServerFixture.rule("deployments/scale", group: "apps", operations: ["UPDATE"])]],
      "validations": [["expression": "object.spec.replicas <= 3 && object.kind == 'Scale' && request.kind.kind == 'Scale'", "message": "too many"]],
    ])
    #expect(try await fixture.send("POST", ServerFixture.deployments, body: ServerFixture.deployment("web", replicas: 5)).status == 201)
    func scale(_ replicas: Int) async throws -> ServerFixture.Answer {
      let patch = "{\"spec\":{\"replicas\":\(replicas)}}"
      return try await fixture.send("PATCH", ServerFixture.deployments + "/web/scale", text: patch, type: "application/merge-patch+json")
    }
    #expect(try await scale(4).status == 422)
    #expect(try await scale(3).status == 200)
  }

  @Test func `rules for one version mean the others too, unless they are exact`() async throws {
    let rule = ServerFixture.rule("poddisruptionbudgets", group: "policy", version: "v1")
    func create(_ policy: String) async throws -> Int {
      let fixture = try await fixture([
        "matchConstraints": ["resourceRules": [rule], "matchPolicy": .string(policy)],
        "validations": [["expression": "object.apiVersion != 'policy/v1'"]],
      ])
      return try await fixture.send(
        "POST", "/apis/policy/v1beta1/namespaces/default/poddisruptionbudgets",
        body: ["apiVersion": "policy/v1beta1", "kind": "PodDisruptionBudget", "metadata": ["name": "a"], "spec": ["minAvailable": 1]]
      ).status
    }
    #expect(try await create("Equivalent") == 422)
    #expect(try await create("Exact") == 201)
  }

  @Test func `excluded names are left alone`() async throws {
    var excluded = ServerFixture.rule("configmaps")
    excluded["resourceNames"] = ["free"]
    let fixture = try await fixture([
      "matchConstraints": ["resourceRules": Self.configMaps, "excludeResourceRules": [excluded]], "validations": [["expression": "false"]],
    ])
    #expect(try await create(fixture, "free", ["a": "1"]).status == 201)
    #expect(try await create(fixture, "bound", ["a": "1"]).status == 422)
  }

  @Test func `an audit annotation that has no text refuses where the policy fails closed`() async throws {
    let fixture = try await fixture([
      "auditAnnotations": [
        ["key": "size", "valueExpression": "string(size(object.data))"], ["key": "none", "valueExpression": "null"],
        ["key": "bad", "valueExpression": "object.data.missing"],
      ]
    ])
    let refused = try await create(fixture, "a", ["a": "1"])
    #expect(refused.value["message"]?.string?.hasSuffix("expression 'object.data.missing' resulted in error: no such key: missing") == true, "\(refused.text)")
  }

  @Test func `expressions that don't compile are refused with the policy`() async throws {
    let fixture = try await ServerFixture()
    let made = try await fixture.send(
      "POST", Self.policies,
      body: [
        "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicy", "metadata": ["name": "bad"],
        "spec": [
          "matchConstraints": ["resourceRules": Self.configMaps],
          "matchConditions": [["name": "a", "expression": "1"]],
          "variables": [["name": "a", "expression": "object.x +"]],
          "validations": [["expression": "nothing.here"], ["expression": "true", "messageExpression": "1"]],
          "auditAnnotations": [["key": "a", "valueExpression": "1"]],
        ],
      ])
    #expect(made.status == 422)
    let causes = Dictionary(
      uniqueKeysWithValues: (made.value[path: "details", "causes"]?.array ?? []).map { ($0["field"]?.string ?? "", $0["message"]?.string ?? "") })
    #expect(causes["spec.matchConditions[0].expression"]?.hasSuffix("must evaluate to bool") == true, "\(made.text)")
    #expect(causes["spec.variables[0].expression"]?.contains("compilation failed: ERROR: <input>:1:") == true)
    #expect(causes["spec.validations[0].expression"]?.contains("undeclared reference to 'nothing'") == true)
    #expect(causes["spec.validations[1].messageExpression"]?.hasSuffix("must evaluate to string") == true)
    #expect(causes["spec.auditAnnotations[0].valueExpression"]?.hasSuffix("must evaluate to one of [string null]") == true)
  }

  @Test func `types are checked against the kinds that a policy is about`() async throws {
    func status(_ rules: Value, _ validation: Value) async throws -> Value {
      let fixture = try await ServerFixture()
      _ = try await fixture.send("POST", CustomResourceTests.definitions, body: CustomResourceTests.definition())
      let made = try await fixture.send(
        "POST", Self.policies,
        body: [
          "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicy", "metadata": ["name": "typed"],
          "spec": ["matchConstraints": ["resourceRules": [rules]], "validations": [validation]],
        ])
      #expect(made.status == 201, "\(made.text)")
      return made.value["status"] ?? .null
    }
    let deployments = ServerFixture.rule("deployments", group: "apps")
    let good = try await status(deployments, ["expression": "object.spec.replicas > 1"])
    #expect(good == ["observedGeneration": 1, "typeChecking": [:]])
    let bad = try await status(
      deployments,
      [
        "expression": "object.spec.replicas > '1'",
        "messageExpression": "'wants replicas > 1, got ' + object.spec.replicas",
      ])
    let warnings = bad[path: "typeChecking", "expressionWarnings"]
    #expect(warnings?[0]?["fieldRef"] == "spec.validations[0].expression")
    #expect(
      warnings?[0]?["warning"]?.string?.hasPrefix(
        "apps/v1, Kind=Deployment: ERROR: <input>:1:22: found no matching overload for '_>_' applied to '(int, string)'") == true, "\(bad)")
    #expect(warnings?[1]?["fieldRef"] == "spec.validations[0].messageExpression")
    #expect(warnings?[1]?["warning"]?.string?.contains("found no matching overload for '_+_' applied to '(string, int)'") == true)
    let custom = try await status(ServerFixture.rule("widgets", group: "example.com"), ["expression": "object.spec.sizes > 1"])
    #expect(custom[path: "typeChecking", "expressionWarnings"]?[0]?["warning"]?.string?.contains("undefined field 'sizes'") == true, "\(custom)")
  }
}
