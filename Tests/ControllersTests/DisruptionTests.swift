import APIMachinery
import Basics
import Client
import ControllerKit
import Controllers
import Testing

@Suite struct DisruptionTests {
  private func budget(_ spec: Value, status: Value? = nil) -> Value {
    var budget: Value = [
      "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": Objects.metadata("keep"),
      "spec": ["selector": ["matchLabels": ["app": "w"]]],
    ]
    for field in spec.object ?? Object() { budget[path: "spec", field.key] = field.value }
    budget["status"] = status
    return budget
  }

  private func plan(_ budget: Value, pods: [Value], sets: [Value] = []) -> Plan {
    DisruptionController().plan(WellKnown.podDisruptionBudgets, budget, [(WellKnown.pods, pods), (WellKnown.replicaSets, sets)])
  }

  @Test("what may go is what is healthy beyond what must stay", arguments: [
    (["minAvailable": 2], 1, 3, 2, 3), (["minAvailable": "50%"], 0, 3, 3, 5), (["maxUnavailable": 3], 1, 3, 2, 5),
    (["maxUnavailable": "20%"], 0, 3, 4, 5), (["maxUnavailable": 0], 0, 3, 5, 5), ([:], 0, 3, 0, 0),
  ] as [(Value, Int, Int, Int, Int)])
  func counts(spec: Value, allowed: Int, healthy: Int, desired: Int, expected: Int) {
    let set = Objects.replicaSet("web", replicas: 5)
    var pods = (0..<3).map { Objects.pod("p\($0)", owner: set) }
    if spec["minAvailable"]?.int == nil { pods.append(Objects.pod("down", owner: set, ready: false)) }
    let status = plan(budget(spec), pods: pods, sets: [set]).status
    #expect(status?["disruptionsAllowed"]?.int == Int64(allowed))
    #expect(status?["currentHealthy"]?.int == Int64(healthy))
    #expect(status?["desiredHealthy"]?.int == Int64(desired))
    #expect(status?["expectedPods"]?.int == Int64(expected))
    #expect(status?["conditions"]?[0]?["reason"] == (allowed > 0 ? "SufficientPods" : "InsufficientPods"))
  }

  @Test("an evicted pod doesn't count until it is gone, or two minutes have passed")
  func disrupted() {
    let set = Objects.replicaSet("web", replicas: 3)
    let pods = (0..<3).map { Objects.pod("p\($0)", owner: set) }
    func status(ago seconds: Int64) -> Value { ["disruptedPods": ["p0": .string((Objects.now - .seconds(seconds)).rfc3339)]] }
    let fresh = plan(budget(["maxUnavailable": 1], status: status(ago: 30)), pods: pods, sets: [set])
    #expect(fresh.status?["currentHealthy"] == 2 && fresh.status?["disruptionsAllowed"] == 0)
    #expect(fresh.requeueAfter == .seconds(90))
    let late = plan(budget(["maxUnavailable": 1], status: status(ago: 130)), pods: pods, sets: [set])
    #expect(late.status?["disruptionsAllowed"] == 1 && late.status?["disruptedPods"] == nil)
    #expect(late.messages == ["Pod was expected by PDB default/keep to be deleted but it wasn't"])
  }

  @Test("pods of a controller that can't be asked forbid every eviction")
  func failsSafe() {
    let stranger: Value = ["apiVersion": "batch/v1", "kind": "Job", "metadata": Objects.metadata("j")]
    let result = plan(budget(["maxUnavailable": 1]), pods: [Objects.pod("p", owner: stranger)])
    #expect(result.status?["disruptionsAllowed"] == 0)
    #expect(result.status?["conditions"]?[0]?["reason"] == "SyncFailed")
  }

  @Test("nothing is written when nothing changes")
  func rests() {
    let set = Objects.replicaSet("web", replicas: 1)
    var budget = budget(["maxUnavailable": 1])
    let pods = [Objects.pod("p", owner: set)]
    budget["status"] = plan(budget, pods: pods, sets: [set]).status
    #expect(plan(budget, pods: pods, sets: [set]).orders.isEmpty)
  }
}
