import APIMachinery
import AccessControl
import Store
import Testing

@testable import APIServer

/// Which writes reach `main`, and as what (design I2, I3).
struct DesiredTests {
  private func last(_ fixture: ServerFixture) -> DesiredChange? { fixture.store.transactions.last?.writes.first?.desired }

  @Test func aCreateIsTheRequestsOwnBody() async throws {
    let fixture = try await ServerFixture()
    let yaml = "# why\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: default\n"
    try await fixture.send("POST", ServerFixture.configMaps, text: yaml, type: "application/yaml")
    #expect(last(fixture) != nil && last(fixture)?.before == nil)
    #expect(last(fixture)?.source == Array(yaml.utf8))
    #expect(last(fixture)?.after == ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a", "namespace": "default"]])

    var body = ServerFixture.deployment("web")
    body[path: "metadata", "annotations"] = ["kubectl.kubernetes.io/last-applied-configuration": "{}"]
    body["status"] = [:]
    try await fixture.send("POST", ServerFixture.deployments, body: body)
    var expected = ServerFixture.deployment("web")
    expected[path: "metadata", "namespace"] = "default"
    #expect(last(fixture)?.after == expected)
    #expect(last(fixture)?.source == nil)
  }

  @Test func anEditIsBeforeAndAfter() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.deployments, body: ServerFixture.deployment("web"))
    try await fixture.send(
      "PATCH", ServerFixture.deployments + "/web/scale", body: ["spec": ["replicas": 5]], type: "application/merge-patch+json")
    let change = try #require(last(fixture))
    #expect(change.before?[path: "spec", "replicas"] == 1)
    #expect(change.after?[path: "spec", "replicas"] == 5)
    #expect(change.after?[path: "metadata", "managedFields"] == nil)
    let provenance = try #require(fixture.store.transactions.last?.provenance)
    #expect([provenance.user, provenance.verb, provenance.resource, provenance.userAgent] == ["alice", "patch", "deployments.apps/scale", "kubectl/v1.36.0"])
    #expect(!provenance.auditID.isEmpty && provenance.time == fixture.clock.now)
    try await fixture.send("DELETE", ServerFixture.deployments + "/web")
    #expect(last(fixture)?.before != nil && last(fixture)?.after == nil)
  }

  @Test func aDeleteThatWaitsIsDesiredAtOnce() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("web", node: "n1"))
    try await fixture.send("DELETE", ServerFixture.pods + "/web")
    let marked = try #require(fixture.store.transactions.last?.writes.first)
    guard case .put = marked.change else { Issue.record("gone already"); return }
    #expect(marked.desired != nil && marked.desired?.after == nil)
    try await fixture.send("DELETE", ServerFixture.pods + "/web", "gracePeriodSeconds=0", as: .node("n1"))
    #expect(last(fixture) == nil)
  }

  @Test func machinesWritesAreNot() async throws {
    let fixture = try await ServerFixture()
    let machine = UserInfo.component("system:kctl:test")
    #expect(try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"), as: machine).status == 201)
    #expect(last(fixture) == nil)
    var owned = ServerFixture.pod("p")
    owned[path: "metadata", "ownerReferences"] = [
      ["apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "r", "uid": "u", "controller": true]
    ]
    try await fixture.send("POST", ServerFixture.pods, body: owned)
    #expect(last(fixture) == nil)
    var object = try await fixture.send("POST", ServerFixture.deployments, body: ServerFixture.deployment("web")).value
    object["status"] = ["replicas": 1]
    try await fixture.send("PUT", ServerFixture.deployments + "/web/status", body: object)
    #expect(last(fixture) == nil)
  }
}
