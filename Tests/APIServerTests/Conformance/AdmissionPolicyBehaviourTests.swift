import APIMachinery
import Client
import Testing

@testable import APIServer

/// What Kubernetes' conformance tests name of the API operations of admission policies and their bindings.
@Suite struct AdmissionPolicyBehaviourTests {
  private static let group = "/apis/admissionregistration.k8s.io/"

  private static let rules: Value = ["resourceRules": [ServerFixture.rule("pods", operations: ["CREATE"])]]
  private static let specs: [String: Value] = [
    "ValidatingAdmissionPolicy": ["matchConstraints": rules, "validations": [["expression": "true"]]],
    "ValidatingAdmissionPolicyBinding": ["policyName": "some", "validationActions": ["Deny"]],
    "MutatingAdmissionPolicy": [
      "matchConstraints": rules, "reinvocationPolicy": "Never",
      "mutations": [["patchType": "JSONPatch", "jsonPatch": ["expression": "[JSONPatch{op: 'remove', path: '/a'}]"]]],
    ],
    "MutatingAdmissionPolicyBinding": ["policyName": "some"],
  ]

  private static let kinds: [(kind: String, plural: String)] = [
    ("ValidatingAdmissionPolicy", "validatingadmissionpolicies"), ("ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings"),
    ("MutatingAdmissionPolicy", "mutatingadmissionpolicies"), ("MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings"),
  ]

  @Test(arguments: kinds, ["v1", "v1beta1"])
  func `each operation works`(_ kind: (kind: String, plural: String), version: String) async throws {
    let fixture = try await ServerFixture()
    let path = Self.group + version + "/" + kind.plural
    let names = try await fixture.send("GET", Self.group + version).value["resources"]?.array?.compactMap { $0["name"]?.string } ?? []
    #expect(names.contains(kind.plural))
    func object(_ name: String) -> Value {
      [
        "apiVersion": .string("admissionregistration.k8s.io/" + version), "kind": .string(kind.kind),
        "metadata": ["name": .string(name), "labels": ["test": "yes"]], "spec": Self.specs[kind.kind] ?? [:],
      ]
    }
    for name in ["a", "b", "c"] {
      let made = try await fixture.send("POST", path, body: object(name))
      #expect(made.status == 201, "\(made.text)")
    }
    #expect(try await fixture.send("GET", path + "/a").value["spec"]?.object?.isEmpty == false)
    #expect(try await fixture.send("GET", path, "labelSelector=test%3Dyes").value["items"]?.array?.count == 3)
    let patch = #"{"metadata":{"annotations":{"patched":"true"}}}"#
    let patched = try await fixture.send("PATCH", path + "/a", text: patch, type: "application/merge-patch+json")
    #expect(patched.value.annotations == ["patched": "true"], "\(patched.text)")
    var next = patched.value
    next[path: "metadata", "annotations", "updated"] = "true"
    #expect(try await fixture.send("PUT", path + "/a", body: next).value.annotations == ["patched": "true", "updated": "true"])
    #expect(try await fixture.send("DELETE", path + "/a").status == 200)
    #expect(try await fixture.send("GET", path + "/a").status == 404)
    #expect(try await fixture.send("DELETE", path, "labelSelector=test%3Dyes").status == 200)
    #expect(try await fixture.send("GET", path).value["items"] == [])
  }

  @Test func `the status of a validating policy is written through its own URL`() async throws {
    let fixture = try await ServerFixture()
    let path = Self.group + "v1/validatingadmissionpolicies"
    let object: Value = [
      "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicy", "metadata": ["name": "a"],
      "spec": Self.specs["ValidatingAdmissionPolicy"] ?? [:],
    ]
    #expect(try await fixture.send("POST", path, body: object).status == 201)
    var read = try await fixture.send("GET", path + "/a/status").value
    let condition: Value = [
      "type": "E2E", "status": "True", "reason": "Test", "message": "set", "lastTransitionTime": "2020-01-01T00:00:00Z",
    ]
    read[path: "status", "conditions"] = [condition]
    read[path: "spec", "failurePolicy"] = "Ignore"
    let updated = try await fixture.send("PUT", path + "/a/status", body: read)
    #expect(updated.status == 200, "\(updated.text)")
    #expect(updated.value[path: "status", "conditions"] == [condition] && updated.value[path: "spec", "failurePolicy"] == "Fail")
    #expect(updated.value[path: "status", "typeChecking"] == [:])
  }

  @Test func `a policy without a binding does nothing, and a binding without a policy does nothing`() async throws {
    let fixture = try await ServerFixture()
    var spec = Self.specs["ValidatingAdmissionPolicy"] ?? [:]
    spec["validations"] = [["expression": "false"]]
    func add(_ kind: String, _ plural: String, _ name: String, _ spec: Value) async throws {
      let made = try await fixture.send(
        "POST", Self.group + "v1/" + plural,
        body: [
          "apiVersion": "admissionregistration.k8s.io/v1", "kind": .string(kind), "metadata": ["name": .string(name)], "spec": spec,
        ])
      #expect(made.status == 201, "\(made.text)")
    }
    try await add("ValidatingAdmissionPolicy", "validatingadmissionpolicies", "lone", spec)
    try await add(
      "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", "loose", ["policyName": "other", "validationActions": ["Deny"]])
    #expect(try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("a")).status == 201)
    try await add(
      "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", "tight", ["policyName": "lone", "validationActions": ["Deny"]])
    #expect(try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("b")).status == 422)
  }
}
