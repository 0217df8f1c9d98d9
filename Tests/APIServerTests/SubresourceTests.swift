import APIMachinery
import AccessControl
import Testing

@testable import APIServer

struct SubresourceTests {
  @Test func statusIsApartFromTheRest() async throws {
    let fixture = try await ServerFixture()
    let path = ServerFixture.deployments + "/web"
    var object = try await fixture.send("POST", ServerFixture.deployments, body: ServerFixture.deployment("web")).value
    object["status"] = ["replicas": 3]
    object[path: "spec", "replicas"] = 9
    let status = try await fixture.send("PUT", path + "/status", body: object)
    #expect(status.status == 200)
    #expect(status.value[path: "status", "replicas"] == 3)
    #expect(status.value[path: "spec", "replicas"] == 1)
    var spec = status.value
    spec["status"] = nil
    spec[path: "spec", "replicas"] = 2
    let updated = try await fixture.send("PUT", path, body: spec).value
    #expect(updated[path: "status", "replicas"] == 3)
    #expect(updated.generation == 2)
  }

  @Test func `a scale is printed as what is wanted and what there is`() async throws {
    let fixture = try await ServerFixture()
    let path = "/apis/apps/v1/namespaces/default/deployments"
    try await fixture.send("POST", path, body: ServerFixture.deployment("web"))
    let accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    let table = try await fixture.send("GET", path + "/web/scale", accept: accept).value
    #expect(table.kind == "Table")
    #expect(table["columnDefinitions"]?.array?.compactMap { $0["name"]?.string } == ["Name", "Desired", "Available", "Age"])
    #expect(table["rows"]?[0]?["cells"] == ["web", 1, 0, "0s"])
    #expect(table["rows"]?[0]?["object"]?.kind == "PartialObjectMetadata")
    let metadata = try await fixture.send("GET", path + "/web/scale", accept: "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io")
    #expect(metadata.value.kind == "PartialObjectMetadata" && metadata.value.name == "web")
  }

  @Test func scaleChangesReplicas() async throws {
    let fixture = try await ServerFixture()
    let path = ServerFixture.deployments + "/web"
    try await fixture.send("POST", ServerFixture.deployments, body: ServerFixture.deployment("web"))
    var scale = try await fixture.send("GET", path + "/scale").value
    #expect(scale["kind"] == "Scale")
    #expect(scale[path: "status", "selector"] == "app=web")
    scale[path: "spec", "replicas"] = 4
    let answer = try await fixture.send("PUT", path + "/scale", body: scale)
    #expect(answer.value[path: "spec", "replicas"] == 4)
    #expect(answer.value.resourceVersion == fixture.store.revision.description)
    #expect(try await fixture.send("PUT", path + "/scale", body: scale).status == 409)
    scale[path: "metadata", "resourceVersion"] = nil
    scale[path: "spec", "replicas"] = -1
    #expect(try await fixture.send("PUT", path + "/scale", body: scale).status == 422)
  }

  @Test func aPodIsBoundOnce() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("web"))
    let binding: Value = [
      "apiVersion": "v1", "kind": "Binding", "metadata": ["name": "web"], "target": ["kind": "Node", "name": "n1"],
    ]
    let bound = try await fixture.send("POST", ServerFixture.pods + "/web/binding", body: binding, as: .component("system:kube-scheduler"))
    #expect(bound.status == 201)
    let pod = try await fixture.send("GET", ServerFixture.pods + "/web").value
    #expect(pod[path: "spec", "nodeName"] == "n1")
    #expect(pod[path: "status", "conditions"]?[0]?["type"] == "PodScheduled")
    let again = try await fixture.send("POST", ServerFixture.pods + "/web/binding", body: binding)
    #expect(again.status == 409)
    #expect(again.value["message"]?.string?.contains("already assigned to node \"n1\"") == true)
  }

  @Test func theOlderBindingIsNotKept() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("web"))
    let binding: Value = [
      "apiVersion": "v1", "kind": "Binding", "metadata": ["name": "web"], "target": ["kind": "Node", "name": "n1"],
    ]
    #expect(try await fixture.send("POST", "/api/v1/namespaces/default/bindings", body: binding).status == 201)
    #expect(try await fixture.send("GET", ServerFixture.pods + "/web").value[path: "spec", "nodeName"] == "n1")
    #expect(!fixture.store.snapshot().resources.contains { $0.resource == "bindings" })
  }

  @Test func anEvictionDeletes() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("web"))
    let eviction: Value = ["apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "web"]]
    #expect(try await fixture.send("POST", ServerFixture.pods + "/web/eviction", body: eviction).status == 201)
    #expect(try await fixture.send("GET", ServerFixture.pods + "/web").status == 404)
    #expect(try await fixture.send("POST", ServerFixture.pods + "/web/eviction", body: eviction).status == 404)
  }

  @Test func unknownAndUnsupported() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("web"))
    #expect(try await fixture.send("GET", ServerFixture.pods + "/web/nothing").status == 404)
    #expect(try await fixture.send("POST", ServerFixture.pods + "/web/status", body: ServerFixture.pod("web")).status == 405)
    #expect(try await fixture.send("GET", ServerFixture.pods + "/web/portforward").status == 400)
    #expect(try await fixture.send("GET", "/api/v1/namespaces/default/gadgets").value["message"] == "the server could not find the requested resource")
    #expect(try await fixture.send("PUT", ServerFixture.pods, body: ServerFixture.pod("web")).status == 405)
  }

  @Test func `an eviction whose body asks for a dry run does nothing`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("a", node: "n"))
    let body: Value = [
      "apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "a", "namespace": "default"], "deleteOptions": ["dryRun": ["All"]],
    ]
    let dry = try await fixture.send("POST", ServerFixture.pods + "/a/eviction", body: body)
    #expect(dry.status == 201)
    let before = try await fixture.send("GET", ServerFixture.pods + "/a")
    #expect(before.status == 200 && !before.value.isBeingDeleted)
    var wet = body
    wet["deleteOptions"] = nil
    #expect(try await fixture.send("POST", ServerFixture.pods + "/a/eviction", body: wet).status == 201)
    let after = try await fixture.send("GET", ServerFixture.pods + "/a")
    #expect(after.status == 404 || after.value.isBeingDeleted)
  }
}
