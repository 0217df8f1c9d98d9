import APIMachinery
import Testing

@testable import APIServer

struct EvictionTests {
  private static let budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets"
  private static let eviction: Value = ["apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "web"]]

  /// A server with a pod that runs on a node, ready or not, and a budget that covers it.
  private func fixture(ready: Bool, budget spec: Value = [:], status: Value) async throws -> ServerFixture {
    let fixture = try await ServerFixture()
    var pod = ServerFixture.pod("web", node: "n1")
    pod[path: "metadata", "labels"] = ["app": "web"]
    pod = try await fixture.send("POST", ServerFixture.pods, body: pod).value
    pod["status"] = ["phase": "Running", "conditions": [["type": "Ready", "status": ready ? "True" : "False"]]]
    #expect(try await fixture.send("PUT", ServerFixture.pods + "/web/status", body: pod).status == 200)
    var budget: Value = [
      "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": ["name": "b"],
      "spec": ["minAvailable": 2, "selector": ["matchLabels": ["app": "web"]]],
    ]
    for field in spec.object ?? Object() { budget[path: "spec", field.key] = field.value }
    budget = try await fixture.send("POST", Self.budgets, body: budget).value
    budget["status"] = status
    budget[path: "status", "observedGeneration"] = .int(budget.generation)
    #expect(try await fixture.send("PUT", Self.budgets + "/b/status", body: budget).status == 200)
    return fixture
  }

  private static func status(healthy: Int64, desired: Int64, allowed: Int64) -> Value {
    ["currentHealthy": .int(healthy), "desiredHealthy": .int(desired), "disruptionsAllowed": .int(allowed), "expectedPods": 3]
  }

  private func evict(_ fixture: ServerFixture) async throws -> Int {
    try await fixture.send("POST", ServerFixture.pods + "/web/eviction", body: Self.eviction).status
  }

  @Test("an evicted pod's status says why it goes")
  func tellsWhy() async throws {
    let fixture = try await fixture(ready: true, status: Self.status(healthy: 3, desired: 2, allowed: 1))
    #expect(try await evict(fixture) == 201)
    let pod = try await fixture.send("GET", ServerFixture.pods + "/web").value
    #expect(pod.isBeingDeleted)
    let condition = pod[path: "status", "conditions"]?.array?.first { $0["type"] == "DisruptionTarget" }
    #expect(condition?["status"] == "True" && condition?["reason"] == "EvictionByEvictionAPI")
    #expect(condition?["message"] == "Eviction API: evicting")
    let budget = try await fixture.send("GET", Self.budgets + "/b").value
    #expect(budget[path: "status", "disruptionsAllowed"] == 0)
  }

  @Test("an unready pod costs nothing while enough others are healthy, or where the budget lets it go always", arguments: [
    (false, nil, 2, 201), (false, nil, 1, 429), (false, "IfHealthyBudget", 1, 429), (false, "AlwaysAllow", 1, 201),
    (true, "AlwaysAllow", 2, 429),
  ] as [(Bool, String?, Int64, Int)])
  func unready(ready: Bool, policy: String?, healthy: Int64, status: Int) async throws {
    let spec: Value = policy.map { ["unhealthyPodEvictionPolicy": .string($0)] } ?? [:]
    let fixture = try await fixture(ready: ready, budget: spec, status: Self.status(healthy: healthy, desired: 2, allowed: 0))
    #expect(try await evict(fixture) == status)
    let budget = try await fixture.send("GET", Self.budgets + "/b").value
    #expect(budget[path: "status", "disruptedPods"] == nil)
  }
}
