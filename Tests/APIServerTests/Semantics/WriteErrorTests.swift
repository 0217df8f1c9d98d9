import APIMachinery
import Basics
import Testing

@testable import APIServer

/// The errors of writes, as clients switch on them.
struct WriteErrorTests {
  /// Always the same number, so that every name that is made up is the same.
  private struct Stuck: RandomSource {
    func next() -> UInt64 { 7 }
  }

  @Test func `when no name is free the client is told to try again`() async throws {
    let fixture = try await ServerFixture(random: Stuck())
    let body: Value = ["metadata": ["generateName": "web-"]]
    let first = try await fixture.send("POST", ServerFixture.configMaps, body: body)
    #expect(first.status == 201)
    let second = try await fixture.send("POST", ServerFixture.configMaps, body: body)
    #expect(second.status == 409 && second.value["reason"] == "AlreadyExists")
    #expect(
      second.value["message"]?.string
        == "configmaps \"\(first.value.name)\" already exists, the server was not able to generate a unique name for the object")
    #expect(second.value[path: "details", "retryAfterSeconds"] == 1 && second.headers["Retry-After"] == "1")
  }

  @Test func `metadata is judged like any field`() async throws {
    let fixture = try await ServerFixture()
    func causes(_ metadata: Value) async throws -> [String] {
      let answer = try await fixture.send("POST", ServerFixture.configMaps, body: ["metadata": metadata])
      #expect(answer.status == 422 && answer.value[path: "details", "kind"] == "ConfigMap")
      return answer.value[path: "details", "causes"]?.array?.compactMap { cause in
        "\(cause["reason"]?.string ?? "") \(cause["field"]?.string ?? "")"
      } ?? []
    }
    #expect(try await causes([:]) == ["FieldValueRequired metadata.name"])
    #expect(try await causes(["name": "A"]) == ["FieldValueInvalid metadata.name"])
    #expect(try await causes(["name": "a", "labels": ["k": "with space"]]) == ["FieldValueInvalid metadata.labels"])
    #expect(try await causes(["name": "a", "annotations": ["k": .string(String(repeating: "x", count: 256 << 10))]]) == ["FieldValueTooLong metadata.annotations"])
    #expect(try await causes(["name": "a", "finalizers": ["orphan", "foregroundDeletion"]]) == ["FieldValueInvalid metadata.finalizers"])
    #expect(try await causes(["name": "a", "finalizers": ["bare"]]) == ["FieldValueInvalid metadata.finalizers[0]"])
    let owner: Value = ["apiVersion": "v1", "kind": "ConfigMap", "name": "o", "uid": "u", "controller": true]
    #expect(try await causes(["name": "a", "ownerReferences": [owner, owner]]) == ["FieldValueInvalid metadata.ownerReferences"])
    #expect(try await causes(["name": "a", "ownerReferences": [["apiVersion": "v1", "kind": "X", "name": "o"]]]) == ["FieldValueInvalid metadata.ownerReferences.uid"])
  }

  @Test func `some kinds are updated from a known version only`() async throws {
    let fixture = try await ServerFixture()
    let path = "/apis/coordination.k8s.io/v1/namespaces/default/leases"
    try await fixture.send("POST", path, body: ["metadata": ["name": "a"], "spec": ["holderIdentity": "me"]])
    let answer = try await fixture.send("PUT", path + "/a", body: ["metadata": ["name": "a"], "spec": ["holderIdentity": "you"]])
    #expect(answer.status == 422)
    #expect(
      answer.value["message"]
        == "leases.coordination.k8s.io \"a\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update")
  }

  @Test func `another object of the same name isn't updated`() async throws {
    let fixture = try await ServerFixture()
    let object = try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a")).value
    var other = ServerFixture.configMap("a", ["a": "2"])
    other[path: "metadata", "uid"] = "x"
    let answer = try await fixture.send("PUT", ServerFixture.configMaps + "/a", body: other)
    #expect(answer.status == 409)
    #expect(answer.value["message"]?.string?.hasSuffix("Precondition failed: UID in precondition: x, UID in object meta: \(object.uid)") == true)
    let numbered = try await fixture.send("POST", ServerFixture.configMaps, body: object)
    #expect(numbered.status == 500)
    #expect(numbered.value["message"] == "resourceVersion should not be set on objects to be created")
    let applied: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "b", "resourceVersion": "3"]]
    let made = try await fixture.send(
      "PATCH", ServerFixture.configMaps + "/b", "fieldManager=m", body: applied, type: "application/apply-patch+yaml")
    #expect(made.status == 201 && made.value.resourceVersion == fixture.store.revision.description)
  }

  @Test func `what isn't served, isn't there and isn't allowed differ`() async throws {
    let fixture = try await ServerFixture()
    for path in ["/apis/nope.example.com/v1/things", "/apis/apps/v9/deployments", "/api/v1/nopes", ServerFixture.pods + "/a/nope"] {
      let answer = try await fixture.send("GET", path)
      #expect(answer.status == 404 && answer.value["message"] == "the server could not find the requested resource", "\(path)")
    }
    let missing = try await fixture.send("GET", ServerFixture.deployments + "/a")
    #expect(missing.value["message"] == "deployments.apps \"a\" not found" && missing.value["reason"] == "NotFound")
    #expect(missing.value["details"] == ["name": "a", "group": "apps", "kind": "deployments"])
    let wrong = try await fixture.send("POST", ServerFixture.configMaps + "/a", body: [:])
    #expect(wrong.status == 405 && wrong.value["reason"] == "MethodNotAllowed")
    #expect(try await fixture.send("DELETE", ServerFixture.pods + "/a/status").status == 405)
  }

  @Test func `options of writes are refused as what they are`() async throws {
    let fixture = try await ServerFixture()
    let path = ServerFixture.configMaps
    for (method, path, query, kind) in [
      ("POST", path, "dryRun=Some", "CreateOptions"), ("PUT", path + "/a", "dryRun=Some", "UpdateOptions"),
      ("POST", path, "fieldValidation=Loose", "CreateOptions"),
      ("POST", path, "fieldManager=" + String(repeating: "m", count: 129), "CreateOptions"),
    ] {
      let answer = try await fixture.send(method, path, query, body: ServerFixture.configMap("a"))
      #expect(answer.status == 422 && answer.value[path: "details", "kind"]?.string == kind, "\(method) \(query)")
    }
    let patch = try await fixture.send("PATCH", path + "/a", "dryRun=Some", body: [:], type: "application/merge-patch+json")
    #expect(patch.status == 422 && patch.value[path: "details", "kind"] == "PatchOptions")
    let forced = try await fixture.send("PATCH", path + "/a", "force=true", body: [:], type: "application/merge-patch+json")
    #expect(forced.status == 422 && forced.value["message"]?.string?.contains("force: Forbidden: may not be specified for non-apply patch") == true)
  }

  @Test func `a key that stands twice in YAML is warned of or refused`() async throws {
    let fixture = try await ServerFixture()
    let text = "metadata:\n  name: a\ndata:\n  k: one\n  k: two\n"
    let warned = try await fixture.send("POST", ServerFixture.configMaps, text: text, type: "application/yaml")
    #expect(warned.status == 201 && warned.value["data"] == ["k": "two"])
    #expect(warned.headers.all("Warning") == ["299 - \"line 5: key \\\"k\\\" already set in map\""])
    let strict = try await fixture.send("PUT", ServerFixture.configMaps + "/a", "fieldValidation=Strict", text: text, type: "application/yaml")
    #expect(strict.status == 400 && strict.value["message"]?.string?.contains("strict decoding error: line 5: key \"k\" already set in map") == true)
  }

  @Test func `an object of another kind is told from what the path takes, as upstream tells it`() async throws {
    let fixture = try await ServerFixture()
    let pod = try await fixture.send("POST", "/api/v1/namespaces", body: ServerFixture.pod("a"))
    #expect(pod.status == 400 && pod.value["reason"] == "BadRequest" && pod.value["details"] == nil)
    #expect(pod.value["message"] == #"Pod in version "v1" cannot be handled as a Namespace: converting (v1.Pod) to (core.Namespace): unknown conversion"#)
    let deployment = try await fixture.send("POST", "/apis/rbac.authorization.k8s.io/v1/clusterroles", body: ServerFixture.deployment("a"))
    #expect(
      deployment.value["message"]
        == #"Deployment in version "v1" cannot be handled as a ClusterRole: converting (v1.Deployment) to (rbac.ClusterRole): unknown conversion"#)
  }
}
