import APIMachinery
import Basics
import Client
import ControllerKit
import Controllers
import Testing

@Suite struct ReplicaSetTests {
  private let controller = ReplicaSetController()

  private func plan(_ set: Value, _ pods: [Value], at time: Timestamp = Objects.now, lastFailure: PlanFailure? = nil) -> Plan {
    controller.plan(WellKnown.replicaSets, set, [(WellKnown.pods, pods)], at: time, lastFailure: lastFailure)
  }

  @Test("missing pods are created from the template, a few at first")
  func creates() {
    let set = Objects.replicaSet("web", replicas: 3)
    let result = plan(set, [Objects.pod("web-1", owner: set)])
    #expect(result.created.count == 2)
    let pod = result.created[0]
    #expect(pod["metadata"]?["generateName"] == "web-")
    #expect(pod.controllerReference?.uid == set.uid)
    #expect(pod.labels == ["app": "w"])
    guard case .slowStart? = result.steps.first else {
      Issue.record("creations must start slowly")
      return
    }
  }

  @Test("the least useful pods go first")
  func deletesInOrder() {
    let set = Objects.replicaSet("web", replicas: 2)
    let pods = [
      Objects.pod("ready", owner: set), Objects.pod("unassigned", owner: set, phase: "Pending", ready: false, node: ""),
      Objects.pod("pending", owner: set, phase: "Pending", ready: false), Objects.pod("unready", owner: set, ready: false),
      Objects.pod("old", owner: set, readyFor: 100_000),
    ]
    #expect(plan(set, pods).deleted == ["unassigned", "pending", "unready"])
  }

  @Test("a deletion cost outweighs age and place")
  func deletionCost() {
    let set = Objects.replicaSet("web", replicas: 1)
    var cheap = Objects.pod("cheap", owner: set, readyFor: 100_000)
    cheap[path: "metadata", "annotations"] = ["controller.kubernetes.io/pod-deletion-cost": "-5"]
    #expect(plan(set, [cheap, Objects.pod("young", owner: set, readyFor: 1)]).deleted == ["cheap"])
  }

  @Test("finished and terminating pods are no replicas")
  func countsActive() {
    let set = Objects.replicaSet("web", replicas: 2)
    var leaving = Objects.pod("leaving", owner: set)
    leaving[path: "metadata", "deletionTimestamp"] = .string(Objects.now.rfc3339)
    let result = plan(set, [leaving, Objects.pod("done", owner: set, phase: "Succeeded"), Objects.pod("up", owner: set)])
    #expect(result.created.count == 1)
    #expect(result.status?["replicas"] == 1)
  }

  @Test("matching orphans are adopted, after asking the server; what matches no longer is let go")
  func claims() {
    let set = Objects.replicaSet("web", replicas: 2)
    let orphan = Objects.pod("orphan", owner: nil)
    let stranger = Objects.pod("stranger", owner: set, labels: ["app": "other"])
    let result = plan(set, [orphan, stranger, Objects.pod("other-orphan", owner: nil, labels: ["app": "other"])])
    #expect(result.patched.map(\.name).sorted() == ["orphan", "stranger"])
    #expect(result.created.isEmpty)
    let isGuarded = result.steps.contains { step in
      if case .guarded(let checks, let steps) = step { checks.count == 1 && steps.flatMap(\.orders).count == 1 } else { false }
    }
    #expect(isGuarded)
  }

  @Test("the status counts labelled, ready and available pods; availability comes with time")
  func status() {
    let set = Objects.replicaSet("web", replicas: 3, spec: ["minReadySeconds": 30])
    let pods = [
      Objects.pod("a", owner: set, readyFor: 60), Objects.pod("b", owner: set, readyFor: 10), Objects.pod("c", owner: set, ready: false),
    ]
    let result = plan(set, pods)
    #expect(result.status == ["replicas": 3, "fullyLabeledReplicas": 3, "readyReplicas": 2, "availableReplicas": 1, "observedGeneration": 1])
    #expect(result.requeueAfter == .seconds(20))
  }

  @Test("nothing is done when everything is as it should be")
  func rests() {
    var set = Objects.replicaSet("web", replicas: 1)
    let pods = [Objects.pod("a", owner: set)]
    set["status"] = plan(set, pods).status
    let result = plan(set, pods)
    #expect(result.orders.isEmpty)
    #expect(result.requeueAfter == nil)
  }

  @Test("a failed creation shows as a condition until one succeeds")
  func failure() {
    var set = Objects.replicaSet("web", replicas: 1)
    let error = StatusError.forbidden(WellKnown.pods.groupResource, "", "exceeded quota")
    let failing = plan(set, [], lastFailure: PlanFailure(error, path: ResourcePath(WellKnown.pods, namespace: "default")))
    let condition = failing.status?["conditions"]?[0]
    #expect(condition?["type"] == "ReplicaFailure" && condition?["reason"] == "FailedCreate")
    #expect(condition?["message"] == "pods is forbidden: exceeded quota")
    set["status"] = failing.status
    #expect(plan(set, [Objects.pod("a", owner: set)]).status?["conditions"] == nil)
  }

  @Test("a ReplicationController is kept by the same rules; its selector is a plain map")
  func replicationController() {
    var set = Objects.replicaSet("old", replicas: 2)
    (set["apiVersion"], set["kind"]) = ("v1", "ReplicationController")
    set[path: "spec", "selector"] = ["app": "w"]
    let controller = ReplicaSetController.forReplicationControllers
    let plan = controller.plan(WellKnown.replicationControllers, set, [(WellKnown.pods, [Objects.pod("old-1", owner: set)])])
    #expect(plan.created.map { $0["metadata"]?["generateName"] } == ["old-"])
    #expect(plan.created.first?.controllerReference?.kind == "ReplicationController")
    #expect(plan.status?["replicas"] == 1)
  }

  @Test("refusals that each name another pod don't change the status each time")
  func keepsTheFirstRefusal() {
    var set = Objects.replicaSet("web", replicas: 1)
    func failure(_ pod: String) -> PlanFailure {
      PlanFailure(StatusError(403, .forbidden, "pods \"\(pod)\" is forbidden"), path: ResourcePath(WellKnown.pods, namespace: "default"))
    }
    set["status"] = plan(set, [], lastFailure: failure("web-a")).status
    #expect(Conditions(of: set)["ReplicaFailure"]?.message.contains("web-a") == true)
    #expect(plan(set, [], lastFailure: failure("web-b")).status == nil)
    #expect(plan(set, [Objects.pod("web-c", owner: set)]).status?["conditions"] == nil)
  }
}
