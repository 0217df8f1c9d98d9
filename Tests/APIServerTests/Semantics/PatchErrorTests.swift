import APIMachinery
import Testing

@testable import APIServer

/// kubernetes.io, "API Concepts": patches; RFC 6902; community, "Strategic Merge Patch".
struct PatchErrorTests {
  private static let path = ServerFixture.deployments + "/web"
  private static let strategic = "application/strategic-merge-patch+json"

  private func made() async throws -> ServerFixture {
    let fixture = try await ServerFixture()
    var body = ServerFixture.deployment("web")
    body[path: "spec", "template", "spec", "containers"] = [
      ["name": "a", "image": "busybox:1", "env": [["name": "X", "value": "1"]]], ["name": "b", "image": "busybox:1"],
    ]
    body[path: "metadata", "finalizers"] = ["example.com/one", "example.com/two"]
    try await fixture.send("POST", ServerFixture.deployments, body: body)
    return fixture
  }

  @Test func `a JSON patch is applied whole, refused or not understood`() async throws {
    let fixture = try await made()
    func status(_ operations: Value) async throws -> Int {
      try await fixture.send("PATCH", Self.path, body: operations, type: "application/json-patch+json").status
    }
    #expect(try await status([["op": "test", "path": "/spec/replicas", "value": 9], ["op": "remove", "path": "/spec"]]) == 422)
    #expect(try await status([["op": "replace", "path": "/spec/nope/deeper", "value": 9]]) == 422)
    #expect(try await status([["op": "remove", "path": "/metadata/labels"]]) == 422)
    #expect(try await status(["op": "remove"]) == 400)
    #expect(try await status([["op": "invent", "path": "/spec"]]) == 400)
    #expect(try await status([["op": "add", "path": "/spec/replicas"]]) == 400)
    let many = Value.array(Array(repeating: ["op": "test", "path": "/kind", "value": "Deployment"], count: 10_001))
    let refused = try await fixture.send("PATCH", Self.path, body: many, type: "application/json-patch+json")
    #expect(refused.status == 413 && refused.value["reason"] == "RequestEntityTooLarge")
    #expect(refused.value["message"] == "The allowed maximum operations in a JSON patch is 10000, got 10001")
    #expect(try await status([["op": "test", "path": "/spec/replicas", "value": 1], ["op": "replace", "path": "/spec/replicas", "value": 3]]) == 200)
  }

  @Test func `directives of a strategic merge`() async throws {
    let fixture = try await made()
    func patched(_ spec: Value) async throws -> Value? {
      let answer = try await fixture.send("PATCH", Self.path, "dryRun=All", body: ["spec": ["template": ["spec": spec]]], type: Self.strategic)
      #expect(answer.status == 200, "\(answer.text)")
      return answer.value[path: "spec", "template", "spec"]
    }
    let gone = try await patched(["containers": [["name": "a", "$patch": "delete"]]])
    #expect(gone?["containers"]?.array?.map { $0["name"] } == ["b"])
    let replaced = try await patched(["containers": [["$patch": "replace"], ["name": "c", "image": "busybox:3"]]])
    #expect(replaced?["containers"]?.array?.map { $0["name"] } == ["c"])
    let ordered = try await patched(["$setElementOrder/containers": [["name": "b"], ["name": "a"]]])
    #expect(ordered?["containers"]?.array?.map { $0["name"] } == ["b", "a"])
    let merged = try await patched(["containers": [["name": "a", "image": "busybox:2"]]])
    #expect(merged?["containers"]?[0]?["env"] == [["name": "X", "value": "1"]] && merged?["containers"]?[0]?["image"] == "busybox:2")
    let strategy = try await fixture.send(
      "PATCH", Self.path, "dryRun=All", body: ["spec": ["strategy": ["$retainKeys": ["type"], "type": "Recreate"]]], type: Self.strategic)
    #expect(strategy.value[path: "spec", "strategy"] == ["type": "Recreate"])
    let finalizers = try await fixture.send(
      "PATCH", Self.path, "dryRun=All", body: ["metadata": ["$deleteFromPrimitiveList/finalizers": ["example.com/one"]]], type: Self.strategic)
    #expect(finalizers.value.finalizers == ["example.com/two"])
  }

  @Test func `directives that make no sense are refused`() async throws {
    let fixture = try await made()
    func status(_ spec: Value) async throws -> Int {
      try await fixture.send("PATCH", Self.path, body: ["spec": ["template": ["spec": spec]]], type: Self.strategic).status
    }
    #expect(try await status(["containers": [["name": "a", "$patch": "invent"]]]) == 400)
    #expect(try await status(["containers": [["image": "busybox:2"]]]) == 422)
    #expect(try await status(["$setElementOrder/containers": [["name": "b"]], "containers": [["name": "a", "image": "x"]]]) == 400)
    let list = try await fixture.send("PATCH", Self.path, body: [], type: Self.strategic)
    #expect(list.status == 400)
    let merge = try await fixture.send("PATCH", Self.path, body: [], type: "application/merge-patch+json")
    #expect(merge.status == 400)
  }

  @Test func `patches are judged by the fields they bring`() async throws {
    let fixture = try await made()
    let body: Value = ["spec": ["replicaz": 3]]
    let warned = try await fixture.send("PATCH", Self.path, body: body, type: "application/merge-patch+json")
    #expect(warned.status == 200 && warned.headers.all("Warning") == ["299 - \"unknown field \\\"spec.replicaz\\\"\""])
    let strict = try await fixture.send("PATCH", Self.path, "fieldValidation=Strict", body: body, type: "application/merge-patch+json")
    #expect(strict.status == 422)
    let twice = try await fixture.send(
      "PATCH", Self.path, "fieldValidation=Strict", text: #"{"spec":{"replicas":2,"replicas":3}}"#, type: "application/merge-patch+json")
    #expect(twice.status == 422 && twice.value["message"]?.string?.contains("duplicate field \"spec.replicas\"") == true)
    let missing = try await fixture.send("PATCH", ServerFixture.deployments + "/none", body: [:], type: "application/merge-patch+json")
    #expect(missing.status == 404)
  }

  @Test func `status and specification are written apart`() async throws {
    let fixture = try await made()
    var object = try await fixture.send("GET", Self.path).value
    object["status"] = ["replicas": 9]
    object[path: "spec", "replicas"] = 5
    let main = try await fixture.send("PUT", Self.path, body: object).value
    #expect(main[path: "spec", "replicas"] == 5 && main[path: "status", "replicas"] == nil && main.generation == 2)
    object[path: "metadata", "resourceVersion"] = .string(main.resourceVersion)
    object[path: "spec", "replicas"] = 1
    object[path: "metadata", "labels"] = ["ignored": "no"]
    let status = try await fixture.send("PUT", Self.path + "/status", body: object).value
    #expect(status[path: "spec", "replicas"] == 5 && status[path: "status", "replicas"] == 9 && status.generation == 2)
  }
}
