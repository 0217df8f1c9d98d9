import APIMachinery
import Testing

@testable import APIServer

struct PatchTests {
  @Test func fourKindsOfPatches() async throws {
    let fixture = try await ServerFixture()
    let path = ServerFixture.deployments + "/web"
    try await fixture.send("POST", ServerFixture.deployments, body: ServerFixture.deployment("web"))
    let json = try await fixture.send(
      "PATCH", path, body: [["op": "replace", "path": "/spec/replicas", "value": 2]], type: "application/json-patch+json")
    #expect(json.value[path: "spec", "replicas"] == 2)
    let merge = try await fixture.send("PATCH", path, body: ["spec": ["replicas": 3]], type: "application/merge-patch+json")
    #expect(merge.value[path: "spec", "replicas"] == 3)
    let strategic = try await fixture.send(
      "PATCH", path, body: ["spec": ["template": ["spec": ["containers": [["name": "side", "image": "busybox:2"]]]]]],
      type: "application/strategic-merge-patch+json")
    #expect(strategic.value[path: "spec", "template", "spec", "containers"]?.array?.count == 2)
    #expect(strategic.value.generation == 4)
    let failing = try await fixture.send(
      "PATCH", path, body: [["op": "test", "path": "/spec/replicas", "value": 9]], type: "application/json-patch+json")
    #expect(failing.status == 422)
    #expect(try await fixture.send("PATCH", path, body: [:], type: "application/json").status == 415)
  }

  @Test func aPatchMayDemandAVersion() async throws {
    let fixture = try await ServerFixture()
    let path = ServerFixture.configMaps + "/a"
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let answer = try await fixture.send(
      "PATCH", path, body: ["metadata": ["resourceVersion": "1"], "data": ["a": "2"]], type: "application/merge-patch+json")
    #expect(answer.status == 409)
    #expect(try await fixture.send("PATCH", path, body: ["metadata": ["name": "b"]], type: "application/merge-patch+json").status == 400)
  }

  @Test func serverSideApplyCreatesThenOwns() async throws {
    let fixture = try await ServerFixture()
    let path = ServerFixture.configMaps + "/a"
    let type = "application/apply-patch+yaml"
    #expect(try await fixture.send("PATCH", path, body: ServerFixture.configMap("a"), type: type).status == 422)
    let created = try await fixture.send("PATCH", path, "fieldManager=one", body: ServerFixture.configMap("a"), type: type)
    #expect(created.status == 201)
    #expect(created.value[path: "metadata", "managedFields"]?[0]?["operation"] == "Apply")
    let conflict = try await fixture.send("PATCH", path, "fieldManager=two", body: ServerFixture.configMap("a", ["a": "2"]), type: type)
    #expect(conflict.status == 409)
    #expect(conflict.value["message"]?.string?.hasPrefix("Apply failed with 1 conflict") == true)
    let forced = try await fixture.send("PATCH", path, "fieldManager=two&force=true", body: ServerFixture.configMap("a", ["a": "2"]), type: type)
    #expect(forced.value["data"] == ["a": "2"])
    let revision = fixture.store.revision
    try await fixture.send("PATCH", path, "fieldManager=two&force=true", body: ServerFixture.configMap("a", ["a": "2"]), type: type)
    #expect(fixture.store.revision == revision)
    let dropped = try await fixture.send("PATCH", path, "fieldManager=two", body: ServerFixture.configMap("a", [:]), type: type)
    #expect(dropped.value["data"]?["a"] == nil)
  }

  @Test func updatesAreTrackedBesideApplies() async throws {
    let fixture = try await ServerFixture()
    let path = ServerFixture.deployments + "/web"
    try await fixture.send(
      "PATCH", path, "fieldManager=one", body: ServerFixture.deployment("web"), type: "application/apply-patch+yaml")
    let scaled = try await fixture.send("PATCH", path + "/scale", body: ["spec": ["replicas": 5]], type: "application/merge-patch+json")
    #expect(scaled.status == 200)
    #expect(scaled.value["kind"] == "Scale")
    #expect(scaled.value[path: "spec", "replicas"] == 5)
    let entries = try await fixture.send("GET", path).value[path: "metadata", "managedFields"]?.array ?? []
    #expect(Set(entries.compactMap { $0["manager"]?.string }) == ["one", "kubectl"])
    #expect(entries.contains { $0["subresource"] == "scale" })
  }

  @Test(arguments: [
    ("application/strategic-merge-patch+json", #"patch: Invalid value: "map[metadata:map[labels:wrong]]": cannot restore map from string"#),
    ("application/merge-patch+json", "cannot unmarshal string into Go struct field ObjectMeta.metadata.labels of type map[string]string"),
  ])
  func `a patch that spoils the object is invalid itself`(type: String, problem: String) async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let answer = try await fixture.send(
      "PATCH", ServerFixture.configMaps + "/a", body: ["metadata": ["labels": "wrong"]], type: type)
    #expect(answer.status == 422)
    #expect(answer.value["reason"] == "Invalid")
    #expect(answer.value["message"]?.string?.contains(problem) == true, "\(answer.text)")
    #expect(answer.value[path: "details", "kind"] == nil && answer.value[path: "details", "causes"]?[0]?["field"] == "patch")
  }

  @Test func `a patch with unknown fields is invalid where the client is strict`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let type = "application/strategic-merge-patch+json"
    let answer = try await fixture.send(
      "PATCH", ServerFixture.configMaps + "/a", "fieldValidation=Strict", body: ["dataa": ["b": "c"]], type: type)
    #expect(answer.status == 422)
    #expect(answer.value["message"]?.string?.hasSuffix(#"strict decoding error: unknown field "dataa""#) == true, "\(answer.text)")
    #expect(try await fixture.send("PATCH", ServerFixture.configMaps + "/a", body: ["dataa": ["b": "c"]], type: type).status == 200)
  }
}
