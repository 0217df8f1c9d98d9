import APIMachinery
import Basics
import Testing

@testable import APIServer

/// API reference: DeleteOptions; kubernetes.io, "Garbage Collection" and "Finalizers".
struct DeleteOptionTests {
  private func made(_ name: String = "a", finalizers: [String] = []) async throws -> (ServerFixture, Value) {
    let fixture = try await ServerFixture()
    var body = ServerFixture.configMap(name)
    if !finalizers.isEmpty { body[path: "metadata", "finalizers"] = .array(finalizers.map { .string($0) }) }
    return (fixture, try await fixture.send("POST", ServerFixture.configMaps, body: body).value)
  }

  @Test func `preconditions name what doesn't fit`() async throws {
    let (fixture, object) = try await made()
    let path = ServerFixture.configMaps + "/a"
    let uid = try await fixture.send("DELETE", path, body: ["preconditions": ["uid": "x"]])
    #expect(uid.status == 409 && uid.value["reason"] == "Conflict")
    #expect(
      uid.value["message"]?.string == "Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (x) does not match "
        + "the UID in record (\(object.uid)). The object might have been deleted and then recreated")
    let version = try await fixture.send("DELETE", path, body: ["preconditions": ["resourceVersion": "1"]])
    #expect(version.status == 409)
    #expect(version.value["message"]?.string?.contains("the ResourceVersion in the precondition (1) does not match") == true)
    let fits: Value = ["preconditions": ["uid": .string(object.uid), "resourceVersion": .string(object.resourceVersion)]]
    #expect(try await fixture.send("DELETE", path, body: fits).status == 200)
  }

  @Test func `options that make no sense are refused as DeleteOptions`() async throws {
    let (fixture, _) = try await made()
    let path = ServerFixture.configMaps + "/a"
    let policy = try await fixture.send("DELETE", path, body: ["propagationPolicy": "Sideways"])
    #expect(policy.status == 422)
    #expect(policy.value["message"]?.string?.hasPrefix("DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Sideways\"") == true)
    let both = try await fixture.send("DELETE", path, body: ["propagationPolicy": "Orphan", "orphanDependents": true])
    #expect(both.status == 422)
    #expect(both.value["message"]?.string?.contains("orphanDependents and deletionPropagation cannot be both set") == true)
    let dry = try await fixture.send("DELETE", path, body: ["dryRun": ["Some"]])
    #expect(dry.status == 422 && dry.value[path: "details", "kind"] == "DeleteOptions")
    let query = try await fixture.send("DELETE", path, "dryRun=Some")
    #expect(query.status == 422 && query.value[path: "details", "kind"] == "DeleteOptions")
    #expect(try await fixture.send("DELETE", path, body: ["kind": "ConfigMap"]).status == 400)
    #expect(try await fixture.send("DELETE", path, body: ["gracePeriodSeconds": "soon"]).status == 400)
    #expect(try await fixture.send("DELETE", path, text: "{").status == 400)
    #expect(try await fixture.send("GET", path).status == 200)
  }

  @Test(arguments: [
    ("propagationPolicy=Foreground", ["foregroundDeletion"]), ("propagationPolicy=Orphan", ["orphan"]),
    ("orphanDependents=true", ["orphan"]),
  ])
  func `the garbage collector is asked by a finalizer`(_ query: String, _ finalizers: [String]) async throws {
    let (fixture, _) = try await made()
    let answer = try await fixture.send("DELETE", ServerFixture.configMaps + "/a", query)
    #expect(answer.status == 200 && answer.value.isBeingDeleted && answer.value.finalizers == finalizers)
    #expect(answer.value[path: "metadata", "deletionGracePeriodSeconds"] == 0)
  }

  @Test(arguments: ["propagationPolicy=Background", "orphanDependents=false", ""])
  func `in the background the object goes at once`(_ query: String) async throws {
    let (fixture, _) = try await made()
    let answer = try await fixture.send("DELETE", ServerFixture.configMaps + "/a", query)
    #expect(answer.status == 200 && answer.value["status"] == "Success")
    #expect(try await fixture.send("GET", ServerFixture.configMaps + "/a").status == 404)
  }

  @Test func `orphanDependents false is answered as accepted while finalizers hold the object`() async throws {
    let (fixture, _) = try await made(finalizers: ["example.com/wait"])
    let answer = try await fixture.send("DELETE", ServerFixture.configMaps + "/a", body: ["orphanDependents": false])
    #expect(answer.status == 202 && answer.value.finalizers == ["example.com/wait"])
  }

  @Test func `an object on its way out takes no new finalizers`() async throws {
    let (fixture, _) = try await made(finalizers: ["example.com/wait"])
    let path = ServerFixture.configMaps + "/a"
    try await fixture.send("DELETE", path)
    let added = try await fixture.send(
      "PATCH", path, body: ["metadata": ["finalizers": ["example.com/wait", "example.com/more"]]], type: "application/merge-patch+json")
    #expect(added.status == 422)
    #expect(added.value["message"]?.string?.contains("metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted") == true)
  }

  @Test func `a negative grace period is the shortest`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("web", node: "n1"))
    let marked = try await fixture.send("DELETE", ServerFixture.pods + "/web", body: ["gracePeriodSeconds": -7]).value
    #expect(marked[path: "metadata", "deletionGracePeriodSeconds"] == 1)
    #expect(marked.deletionTimestamp == fixture.clock.now + .seconds(1))
  }

  @Test func `a dry run deletes nothing and answers as if it had`() async throws {
    let (fixture, _) = try await made()
    let revision = fixture.store.revision
    #expect(try await fixture.send("DELETE", ServerFixture.configMaps + "/a", body: ["dryRun": ["All"]]).value["status"] == "Success")
    #expect(try await fixture.send("DELETE", ServerFixture.configMaps, "dryRun=All").value["items"]?.array?.count == 1)
    #expect(fixture.store.revision == revision)
  }

  @Test func `a collection is deleted as it was listed`() async throws {
    let fixture = try await ServerFixture()
    for name in ["a", "b", "c"] { try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap(name)) }
    let bad = try await fixture.send("DELETE", ServerFixture.configMaps, "resourceVersionMatch=Exact")
    #expect(bad.status == 422)
    let page = try await fixture.send("DELETE", ServerFixture.configMaps, "limit=2").value
    #expect(page.kind == "ConfigMapList" && page["items"]?.array?.map(\.name) == ["a", "b"])
    #expect(try await fixture.send("GET", ServerFixture.configMaps).value["items"]?.array?.map(\.name) == ["c"])
    let marked = try await fixture.send("DELETE", ServerFixture.configMaps, "fieldSelector=metadata.name%3Dc&propagationPolicy=Foreground")
    #expect(marked.status == 200 && marked.value["items"]?.array?.count == 1)
    #expect(try await fixture.send("GET", ServerFixture.configMaps + "/c").value.finalizers == ["foregroundDeletion"])
  }
}
