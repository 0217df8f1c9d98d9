import APIMachinery
import Client
import Testing

@testable import APIServer

struct VersionTests {
  private static let leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases"
  private static let betaLeases = "/apis/coordination.k8s.io/v1beta1/namespaces/default/leases"
  private static let events = "/apis/events.k8s.io/v1/namespaces/default/events"
  private static let coreEvents = "/api/v1/namespaces/default/events"

  private static func lease(_ version: String, _ name: String = "a") -> Value {
    ["apiVersion": .string("coordination.k8s.io/" + version), "kind": "Lease", "metadata": ["name": .string(name)], "spec": ["holderIdentity": "me"]]
  }

  private static func event(_ name: String) -> Value {
    [
      "apiVersion": "events.k8s.io/v1", "kind": "Event", "metadata": ["name": .string(name)], "eventTime": "2026-01-01T00:00:00.000000Z",
      "reportingController": "x.io/c", "reportingInstance": "c-1", "action": "Binding", "reason": "Because", "type": "Normal",
      "note": "told", "regarding": ["kind": "Pod", "name": "web", "namespace": "default", "apiVersion": "v1"],
    ]
  }

  @Test func `an object is the same whatever version it is asked for in`() async throws {
    let fixture = try await ServerFixture()
    let created = try await fixture.send("POST", Self.betaLeases, body: Self.lease("v1beta1"))
    #expect(created.status == 201 && created.value.apiVersion == "coordination.k8s.io/v1beta1")
    let got = try await fixture.send("GET", Self.leases + "/a").value
    #expect(got.apiVersion == "coordination.k8s.io/v1" && got.uid == created.value.uid)
    let list = try await fixture.send("GET", Self.betaLeases).value
    #expect(list.apiVersion == "coordination.k8s.io/v1beta1" && list["items"]?[0]?.apiVersion == "coordination.k8s.io/v1beta1")
    var changed = try await fixture.send("GET", Self.betaLeases + "/a").value
    changed[path: "spec", "holderIdentity"] = "you"
    #expect(try await fixture.send("PUT", Self.betaLeases + "/a", body: changed).value.apiVersion == "coordination.k8s.io/v1beta1")
    #expect(try await fixture.send("GET", Self.leases + "/a").value[path: "spec", "holderIdentity"] == "you")
    let patched = try await fixture.send(
      "PATCH", Self.betaLeases + "/a", body: ["spec": ["holderIdentity": "they"]], type: "application/strategic-merge-patch+json")
    #expect(patched.value.apiVersion == "coordination.k8s.io/v1beta1" && patched.value[path: "spec", "holderIdentity"] == "they")
    let wrong = try await fixture.send("PUT", Self.betaLeases + "/a", body: Self.lease("v1"))
    #expect(wrong.status == 400)
    #expect(try await fixture.send("DELETE", Self.betaLeases + "/a").status == 200)
    #expect(try await fixture.send("GET", Self.leases + "/a").status == 404)
  }

  @Test func `each manager's fields are in the version it wrote`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", Self.betaLeases, "fieldManager=old", body: Self.lease("v1beta1"))
    let applied = try await fixture.send(
      "PATCH", Self.leases + "/a", "fieldManager=new&force=true", body: Self.lease("v1"), type: "application/apply-patch+yaml").value
    let entries = applied.managedFields
    #expect(entries.first { $0.manager == "old" }?.apiVersion == "coordination.k8s.io/v1beta1")
    #expect(entries.first { $0.manager == "new" }?.apiVersion == "coordination.k8s.io/v1")
  }

  @Test func `an applier meets the owner of a field of another form`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", Self.coreEvents, "fieldManager=old", body: [
      "apiVersion": "v1", "kind": "Event", "metadata": ["name": "e", "namespace": "default"], "message": "first",
      "involvedObject": ["kind": "Pod", "name": "web", "namespace": "default"],
    ])
    var configuration = Self.event("e")
    configuration["note"] = "second"
    let refused = try await fixture.send(
      "PATCH", Self.events + "/e", "fieldManager=new", body: configuration, type: "application/apply-patch+yaml")
    #expect(refused.status == 409)
    #expect(refused.value[path: "details", "causes"]?.array?.contains { $0["field"] == ".message" && $0["message"] == "conflict with \"old\" using v1" } == true)
    let forced = try await fixture.send(
      "PATCH", Self.events + "/e", "fieldManager=new&force=true", body: configuration, type: "application/apply-patch+yaml")
    #expect(forced.status == 200 && forced.value["note"] == "second")
    let entries = forced.value.managedFields
    #expect(entries.first { $0.manager == "old" }?.value[path: "fieldsV1", "f:message"] == nil)
    #expect(entries.first { $0.manager == "new" }?.value[path: "fieldsV1", "f:note"] != nil)
  }

  @Test func `events of both groups are one`() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("POST", Self.events, body: Self.event("e")).status == 201)
    let core = try await fixture.send("GET", Self.coreEvents + "/e").value
    #expect(core.apiVersion == "v1" && core["message"] == "told" && core[path: "involvedObject", "name"] == "web")
    let selected = try await fixture.send("GET", Self.events, "fieldSelector=regarding.name%3Dweb").value
    #expect(selected["items"]?.array?.count == 1 && selected["items"]?[0]?["note"] == "told")
    #expect(try await fixture.send("GET", Self.events, "fieldSelector=regarding.name%3Dother").value["items"] == [])
    let table = try await fixture.send("GET", Self.events, accept: "application/json;as=Table;v=v1;g=meta.k8s.io").value
    #expect(table["rows"]?[0]?["cells"]?[3] == "pod/web")
    var loose = Self.event("f")
    loose["action"] = nil
    let refused = try await fixture.send("POST", Self.events, body: loose)
    #expect(refused.status == 422 && refused.value["message"]?.string?.contains("action: Required value") == true)
  }

  @Test func `an ingress of the beta is the same ingress`() async throws {
    let fixture = try await ServerFixture()
    let beta = "/apis/networking.k8s.io/v1beta1/namespaces/default/ingresses"
    let stable = "/apis/networking.k8s.io/v1/namespaces/default/ingresses"
    let spec: Value = ["rules": [["http": ["paths": [["path": "/", "backend": ["serviceName": "web", "servicePort": 80]]]]]]]
    let made = try await fixture.send("POST", beta, body: ["metadata": ["name": "a"], "spec": spec])
    #expect(made.status == 201 && made.value.apiVersion == "networking.k8s.io/v1beta1", "\(made.text)")
    let path = try await fixture.send("GET", stable + "/a").value[path: "spec", "rules"]?[0]?[path: "http", "paths"]?[0]
    #expect(path?["backend"] == ["service": ["name": "web", "port": ["number": 80]]] && path?["pathType"] == "ImplementationSpecific")
    let patched = try await fixture.send(
      "PATCH", beta + "/a", body: ["spec": ["backend": ["serviceName": "other", "servicePort": "http"]]],
      type: "application/strategic-merge-patch+json")
    #expect(patched.status == 200 && patched.value[path: "spec", "backend"] == ["serviceName": "other", "servicePort": "http"])
    let table = try await fixture.send("GET", beta, accept: "application/json;as=Table;v=v1;g=meta.k8s.io").value
    #expect(table["rows"]?[0]?["cells"]?[0] == "a")
  }

  @Test func `a watch speaks the version that was asked for`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", Self.leases, body: Self.lease("v1"))
    let response = await fixture.server.handle(
      fixture.request("GET", Self.betaLeases, "watch=true&resourceVersion=0&timeoutSeconds=1"), as: ServerFixture.person)
    guard case .stream(let chunks) = response.body else { 
      Issue.record("no stream")
      return
    }
    var iterator = chunks.makeAsyncIterator()
    let line = String(decoding: try #require(try await iterator.next()), as: UTF8.self)
    #expect(line.contains("\"apiVersion\":\"coordination.k8s.io/v1beta1\""))
  }

  @Test func `discovery prefers the stable version`() async throws {
    let fixture = try await ServerFixture()
    let group = try await fixture.send("GET", "/apis/coordination.k8s.io").value
    #expect(group[path: "preferredVersion", "version"] == "v1")
    #expect(group["versions"]?.array?.map { $0["version"]?.string } == ["v1", "v1beta1"])
    let beta = try await fixture.send("GET", "/apis/coordination.k8s.io/v1beta1").value
    #expect(beta["resources"]?.array?.contains { $0["name"] == "leases" } == true)
  }
}
