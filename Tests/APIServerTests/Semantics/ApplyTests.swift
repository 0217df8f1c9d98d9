import APIMachinery
import Testing

@testable import APIServer

/// kubernetes.io, "Server-Side Apply".
struct ApplyTests {
  private static let type = "application/apply-patch+yaml"
  private static let path = ServerFixture.configMaps + "/a"

  @discardableResult
  private func apply(_ fixture: ServerFixture, _ manager: String, _ body: Value, _ more: String = "") async throws -> ServerFixture.Answer {
    try await fixture.send("PATCH", Self.path, "fieldManager=\(manager)\(more)", body: body, type: Self.type)
  }

  @Test func `a conflict names the field, the manager and the version`() async throws {
    let fixture = try await ServerFixture()
    try await apply(fixture, "one", ServerFixture.configMap("a", ["a": "1", "b": "1"]))
    let one = try await apply(fixture, "two", ServerFixture.configMap("a", ["a": "2"]))
    #expect(one.status == 409 && one.value["reason"] == "Conflict")
    #expect(one.value["message"] == "Apply failed with 1 conflict: conflict with \"one\": .data.a")
    #expect(
      one.value[path: "details", "causes"]
        == [["reason": "FieldManagerConflict", "message": "conflict with \"one\"", "field": ".data.a"]])
    let two = try await apply(fixture, "two", ServerFixture.configMap("a", ["a": "2", "b": "2"]))
    #expect(two.value["message"] == "Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.a\n- .data.b")
    let forced = try await apply(fixture, "two", ServerFixture.configMap("a", ["a": "2"]), "&force=true")
    #expect(forced.value["data"] == ["a": "2", "b": "1"])
    // Whoever says the same shares the field.
    #expect(try await apply(fixture, "three", ServerFixture.configMap("a", ["a": "2"])).status == 200)
  }

  @Test func `an applier names itself and brings no managedFields`() async throws {
    let fixture = try await ServerFixture()
    let nobody = try await fixture.send("PATCH", Self.path, body: ServerFixture.configMap("a"), type: Self.type)
    #expect(nobody.status == 422)
    #expect(nobody.value["message"] == "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch")
    var body = ServerFixture.configMap("a")
    body[path: "metadata", "managedFields"] = [["manager": "x"]]
    let sent = try await apply(fixture, "one", body)
    #expect(sent.status == 400 && sent.value["message"] == "metadata.managedFields must be nil")
  }

  @Test func `an apply may demand an object and a version`() async throws {
    let fixture = try await ServerFixture()
    var body = ServerFixture.configMap("a")
    body[path: "metadata", "uid"] = "x"
    #expect(try await apply(fixture, "one", body).status == 409)
    let made = try await apply(fixture, "one", ServerFixture.configMap("a")).value
    #expect(try await apply(fixture, "one", body).status == 409)
    var stale = ServerFixture.configMap("a", ["a": "2"])
    stale[path: "metadata", "resourceVersion"] = "1"
    #expect(try await apply(fixture, "one", stale).status == 409)
    stale[path: "metadata", "resourceVersion"] = .string(made.resourceVersion)
    #expect(try await apply(fixture, "one", stale).value["data"] == ["a": "2"])
  }

  @Test func `managedFields are emptied by one empty entry, not by an empty list`() async throws {
    let fixture = try await ServerFixture()
    try await apply(fixture, "one", ServerFixture.configMap("a"))
    for nothing: Value in [.null, []] {
      let kept = try await fixture.send("PATCH", Self.path, body: ["metadata": ["managedFields": nothing]], type: "application/merge-patch+json")
      #expect(kept.value.managedFields.map(\.manager) == ["one"])
    }
    let reset = try await fixture.send("PATCH", Self.path, body: ["metadata": ["managedFields": [[:]]]], type: "application/merge-patch+json")
    #expect(reset.value.managedFields.isEmpty)
    let again = try await apply(fixture, "two", ServerFixture.configMap("a"))
    #expect(Set(again.value.managedFields.map(\.manager)) == ["two", "before-first-apply"])
  }

  @Test func `kubectl takes over what it applied from the client`() async throws {
    let fixture = try await ServerFixture()
    var body = ServerFixture.configMap("a", ["a": "1"])
    body[path: "metadata", "annotations"] = [
      "kubectl.kubernetes.io/last-applied-configuration": .string(JSON.text(ServerFixture.configMap("a", ["a": "1"])))
    ]
    try await fixture.send("POST", ServerFixture.configMaps, "fieldManager=kubectl-client-side-apply", body: body)
    #expect(try await apply(fixture, "other", ServerFixture.configMap("a", ["a": "2"])).status == 409)
    #expect(try await apply(fixture, "kubectl", ServerFixture.configMap("a", ["a": "2"])).value["data"] == ["a": "2"])
  }

  @Test func `status and scale are applied through their own endpoints`() async throws {
    let fixture = try await ServerFixture()
    let path = ServerFixture.deployments + "/web"
    var body = ServerFixture.deployment("web")
    body["status"] = ["replicas": 7]
    let made = try await fixture.send("PATCH", path, "fieldManager=one", body: body, type: Self.type).value
    #expect(made[path: "status", "replicas"] == nil)
    let status: Value = ["apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "web"], "status": ["replicas": 3]]
    let observed = try await fixture.send("PATCH", path + "/status", "fieldManager=watcher", body: status, type: Self.type).value
    #expect(observed[path: "status", "replicas"] == 3)
    #expect(observed.managedFields.contains { $0.manager == "watcher" && $0.subresource == "status" })
    let scale: Value = ["apiVersion": "autoscaling/v1", "kind": "Scale", "metadata": ["name": "web", "namespace": "default"], "spec": ["replicas": 4]]
    let refused = try await fixture.send("PATCH", path + "/scale", "fieldManager=scaler", body: scale, type: Self.type)
    #expect(refused.status == 409)
    let scaled = try await fixture.send("PATCH", path + "/scale", "fieldManager=scaler&force=true", body: scale, type: Self.type)
    #expect(scaled.status == 200 && scaled.value.kind == "Scale" && scaled.value[path: "spec", "replicas"] == 4)
    let object = try await fixture.send("GET", path).value
    #expect(object[path: "spec", "replicas"] == 4 && object[path: "spec", "template"] == made[path: "spec", "template"])
    let owner = object.managedFields.first { $0.manager == "scaler" }
    #expect(owner?.subresource == "scale" && owner?.value["fieldsV1"] == ["f:spec": ["f:replicas": [:]]])
    #expect(object.managedFields.first { $0.manager == "one" }?.value[path: "fieldsV1", "f:spec", "f:replicas"] == nil)
  }

  @Test func `a dry run of an apply writes nothing`() async throws {
    let fixture = try await ServerFixture()
    let revision = fixture.store.revision
    #expect(try await apply(fixture, "one", ServerFixture.configMap("a"), "&dryRun=All").status == 201)
    #expect(fixture.store.revision == revision)
  }

  @Test(arguments: ["Strict", "Warn", "Ignore"])
  func `a field that the kind doesn't have can't be applied, whatever is said of validation`(_ validation: String) async throws {
    let fixture = try await ServerFixture()
    func message(_ path: String, _ body: Value) async throws -> String? {
      let answer = try await fixture.send(
        "PATCH", path, "fieldManager=m&fieldValidation=\(validation)", body: body, type: "application/apply-patch+yaml")
      #expect(answer.status == 400)
      return answer.value["message"]?.string
    }
    var body = ServerFixture.deployment("web")
    body[path: "spec", "replicaz"] = 3
    #expect(
      try await message(ServerFixture.deployments + "/web", body)
        == "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.replicaz: field not declared in schema")
    body[path: "spec", "template", "spec", "containers"] = [["name": "main", "image": "a", "imagee": "b"]]
    #expect(
      try await message(ServerFixture.deployments + "/web", body)
        == "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): errors:\n"
        + #"  .spec.template.spec.containers[name="main"].imagee: field not declared in schema"# + "\n"
        + "  .spec.replicaz: field not declared in schema")
    #expect(
      try await message(ServerFixture.configMaps + "/a", ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a", "namee": "b"]])
        == "failed to create typed patch object (default/a; /v1, Kind=ConfigMap): .metadata.namee: field not declared in schema")
  }
}
