import APIMachinery
import AccessControl
import Basics
import Testing

@testable import APIServer

struct WriteTests {
  @Test func createFillsInTheSystemsFields() async throws {
    let fixture = try await ServerFixture()
    let answer = try await fixture.send("POST", ServerFixture.configMaps, "fieldManager=me", body: ServerFixture.configMap("a"))
    #expect(answer.status == 201)
    let object = answer.value
    #expect(object.uid.count == 36)
    #expect(object.creationTimestamp == Timestamp(secondsSinceEpoch: 1_700_000_000))
    #expect(object.namespace == "default")
    #expect(object.resourceVersion == fixture.store.revision.description)
    #expect(object[path: "metadata", "managedFields"]?[0]?["manager"] == "me")
    let got = try await fixture.send("GET", ServerFixture.configMaps + "/a")
    #expect(got.value == object)
    #expect(answer.headers["Audit-Id"] != nil)
  }

  @Test func createTwiceIsAConflict() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let answer = try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    #expect(answer.status == 409)
    #expect(answer.value["reason"] == "AlreadyExists")
    #expect(answer.value["message"] == "configmaps \"a\" already exists")
    #expect(answer.value["details"] == ["name": "a", "kind": "configmaps"])
  }

  @Test func generatedNamesAreFreeOnes() async throws {
    let fixture = try await ServerFixture()
    var body = ServerFixture.configMap("x")
    body["metadata"] = ["generateName": "web-"]
    var names: Set<String> = []
    for _ in 0..<20 { names.insert(try await fixture.send("POST", ServerFixture.configMaps, body: body).value.name) }
    #expect(names.count == 20)
    #expect(names.allSatisfy { $0.hasPrefix("web-") && $0.count == 9 })
  }

  @Test func namespacesMustBeThereAndAgree() async throws {
    let fixture = try await ServerFixture()
    let missing = try await fixture.send("POST", "/api/v1/namespaces/nope/configmaps", body: ServerFixture.configMap("a"))
    #expect(missing.status == 404)
    #expect(missing.value["message"] == "namespaces \"nope\" not found")
    var body = ServerFixture.configMap("a")
    body[path: "metadata", "namespace"] = "other"
    let other = try await fixture.send("POST", ServerFixture.configMaps, body: body)
    #expect(other.status == 400)
    #expect(other.value["message"] == "the namespace of the provided object does not match the namespace sent on the request")
  }

  @Test func updateComparesVersions() async throws {
    let fixture = try await ServerFixture()
    let first = try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a")).value
    var second = first
    second["data"] = ["a": "2"]
    #expect(try await fixture.send("PUT", ServerFixture.configMaps + "/a", body: second).status == 200)
    var stale = first
    stale["data"] = ["a": "3"]
    let conflict = try await fixture.send("PUT", ServerFixture.configMaps + "/a", body: stale)
    #expect(conflict.status == 409)
    #expect(
      conflict.value["message"]
        == "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again")
    stale[path: "metadata", "resourceVersion"] = nil
    #expect(try await fixture.send("PUT", ServerFixture.configMaps + "/a", body: stale).value["data"] == ["a": "3"])
    #expect(try await fixture.send("PUT", ServerFixture.configMaps + "/b", body: ServerFixture.configMap("b")).status == 404)
  }

  @Test func `an update makes what isn't there yet, of kinds that say so, for those who may create`() async throws {
    let fixture = try await ServerFixture()
    let leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases"
    let lease: Value = ["metadata": ["name": "a", "resourceVersion": "5"], "spec": ["holderIdentity": "x"]]
    let made = try await fixture.send("PUT", leases + "/a", body: lease)
    #expect(made.status == 201 && made.value[path: "spec", "holderIdentity"] == "x" && !made.value.uid.isEmpty)
    #expect(try await fixture.send("PUT", leases + "/a", body: made.value).status == 200)
    var gone = made.value
    gone[path: "metadata", "name"] = "b"
    let other = try await fixture.send("PUT", leases + "/b", body: gone)
    #expect(other.status == 409)
    let rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/"
    let role: Value = ["metadata": ["name": "r"], "rules": [["apiGroups": ["coordination.k8s.io"], "resources": ["leases"], "verbs": ["update"]]]]
    #expect(try await fixture.send("PUT", rbac + "roles/r", body: role).status == 201)
    let binding: Value = ["metadata": ["name": "r"], "roleRef": ["kind": "Role", "name": "r"], "subjects": [["kind": "User", "name": "eve"]]]
    #expect(try await fixture.send("PUT", rbac + "rolebindings/r", body: binding).status == 201)
    let eve = UserInfo(name: "eve", groups: ["system:authenticated"])
    let refused = try await fixture.send("PUT", leases + "/c", body: ["metadata": ["name": "c"]], as: eve)
    #expect(refused.status == 403)
    #expect(try await fixture.send("PUT", leases + "/a", body: made.value, as: eve).status == 200)
  }

  @Test(arguments: [
    ("/api/v1/namespaces/default/endpoints", #"299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice""#),
    ("/api/v1/componentstatuses", #"299 - "v1 ComponentStatus is deprecated in v1.19+""#), ("/api/v1/namespaces/default/services", nil),
  ] as [(String, String?)])
  func `who asks for what will go is told so`(_ path: String, _ warning: String?) async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("GET", path).headers["Warning"] == warning)
  }

  @Test func anUpdateThatChangesNothingIsNoWrite() async throws {
    let fixture = try await ServerFixture()
    let object = try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a")).value
    let revision = fixture.store.revision
    fixture.clock.advance(by: .seconds(60))
    let again = try await fixture.send("PUT", ServerFixture.configMaps + "/a", body: object)
    #expect(again.value.resourceVersion == object.resourceVersion)
    #expect(fixture.store.revision == revision)
  }

  @Test func identityOfBodyAndPathMustAgree() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let answer = try await fixture.send("PUT", ServerFixture.configMaps + "/a", body: ServerFixture.configMap("b"))
    #expect(answer.value["message"] == "the name of the object (b) does not match the name on the URL (a)")
    let kind = try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.pod("p"))
    #expect(kind.status == 400)
    var version = ServerFixture.configMap("c")
    version["apiVersion"] = "v2"
    #expect(try await fixture.send("POST", ServerFixture.configMaps, body: version).value["message"]
      == "the API version in the data (v2) does not match the expected API version (v1)")
  }

  @Test func unknownFieldsAreWarnedOfOrRefused() async throws {
    let fixture = try await ServerFixture()
    var body = ServerFixture.configMap("a")
    body["foo"] = "bar"
    let warned = try await fixture.send("POST", ServerFixture.configMaps, body: body)
    #expect(warned.status == 201)
    #expect(warned.headers.all("Warning") == ["299 - \"unknown field \\\"foo\\\"\""])
    #expect(warned.value["foo"] == nil)
    let strict = try await fixture.send("PUT", ServerFixture.configMaps + "/a", "fieldValidation=Strict", body: body)
    #expect(strict.status == 400)
    #expect(strict.value["message"]?.string?.hasSuffix("strict decoding error: unknown field \"foo\"") == true)
    let silent = try await fixture.send("PUT", ServerFixture.configMaps + "/a", "fieldValidation=Ignore", body: body)
    #expect(silent.headers["Warning"] == nil)
    let duplicate = try await fixture.send(
      "POST", ServerFixture.configMaps, "fieldValidation=Strict", text: #"{"metadata":{"name":"d"},"data":{"a":"1","a":"2"}}"#)
    #expect(duplicate.value["message"]?.string?.contains("duplicate field \"data.a\"") == true)
  }

  @Test func dryRunWritesNothing() async throws {
    let fixture = try await ServerFixture()
    let revision = fixture.store.revision
    let answer = try await fixture.send("POST", ServerFixture.configMaps, "dryRun=All", body: ServerFixture.configMap("a"))
    #expect(answer.status == 201)
    #expect(!answer.value.uid.isEmpty)
    #expect(fixture.store.revision == revision)
    #expect(try await fixture.send("GET", ServerFixture.configMaps + "/a").status == 404)
  }

  @Test func yamlAndSizesAndTypes() async throws {
    let fixture = try await ServerFixture()
    let yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {k: v} # why\n"
    #expect(try await fixture.send("POST", ServerFixture.configMaps, text: yaml, type: "application/yaml").status == 201)
    #expect(try await fixture.send("GET", ServerFixture.configMaps + "/web", accept: "application/yaml").text.contains("kind: ConfigMap"))
    #expect(try await fixture.send("POST", ServerFixture.configMaps, text: "x", type: "text/plain").status == 415)
    #expect(try await fixture.send("GET", ServerFixture.configMaps, accept: "application/xml").status == 406)
    #expect(try await fixture.send("POST", ServerFixture.configMaps, text: String(repeating: " ", count: (3 << 20) + 1)).status == 413)
    #expect(try await fixture.send("POST", ServerFixture.configMaps, text: "{").status == 400)
  }

  @Test func concurrentPatchesAllLand() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<16 {
        group.addTask {
          try await fixture.send(
            "PATCH", ServerFixture.configMaps + "/a", body: ["data": .object(Object([("k\(index)", Value.string("v"))]))], type: "application/merge-patch+json").status
        }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(try await fixture.send("GET", ServerFixture.configMaps + "/a").value["data"]?.object?.count == 17)
  }
}
