import APIMachinery
import Basics
import Client
import ControllerKit
import Controllers
import Testing

@Suite struct DeploymentTests {
  private let controller = DeploymentController()

  private func deployment(_ replicas: Int, image: String = "i", spec: Value = [:]) -> Value {
    var deployment: Value = [
      "apiVersion": "apps/v1", "kind": "Deployment", "metadata": Objects.metadata("web"),
      "spec": [
        "replicas": .int(Int64(replicas)), "selector": ["matchLabels": ["app": "w"]],
        "template": ["metadata": ["labels": ["app": "w"]], "spec": ["containers": [["name": "c", "image": .string(image)]]]],
        "strategy": ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": "25%", "maxUnavailable": "25%"]],
        "revisionHistoryLimit": 10, "progressDeadlineSeconds": 600,
      ],
    ]
    for field in spec.object ?? Object() { deployment[path: "spec", field.key] = field.value }
    return deployment
  }

  /// A ReplicaSet of the deployment with a template of that image, as the controller makes them.
  private func set(
    _ name: String, _ deployment: Value, image: String, replicas: Int, available: Int? = nil, revision: Int, ago seconds: Int64 = 100
  ) -> Value {
    let desired = deployment["spec"]?["replicas"]?.int ?? 0
    let surge = (desired + 3) / 4
    let available = Int64(available ?? replicas)
    var set = Objects.replicaSet(name, replicas: replicas, owner: deployment)
    set["metadata"] = Objects.metadata(name, owner: deployment, labels: ["app": "w", "pod-template-hash": name], ago: seconds)
    set[path: "metadata", "annotations"] = [
      "deployment.kubernetes.io/revision": .string(String(revision)), "deployment.kubernetes.io/desired-replicas": .string(String(desired)),
      "deployment.kubernetes.io/max-replicas": .string(String(desired + surge)),
    ]
    set[path: "spec", "template"] = [
      "metadata": ["labels": ["app": "w", "pod-template-hash": .string(name)]], "spec": ["containers": [["name": "c", "image": .string(image)]]],
    ]
    set["status"] = [
      "replicas": .int(Int64(replicas)), "readyReplicas": .int(available), "availableReplicas": .int(available), "observedGeneration": 1,
    ]
    return set
  }

  @Test func `a surge beyond all numbers is a large one`() {
    let deployment = deployment(4, spec: ["strategy": ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": "9223372036854775807%", "maxUnavailable": 0]]])
    let old = set("old", deployment, image: "was", replicas: 4, revision: 1)
    #expect(!plan(deployment, [old]).orders.isEmpty)
  }

  private func plan(_ deployment: Value, _ sets: [Value], _ pods: [Value] = [], at time: Timestamp = Objects.now, lastFailure: PlanFailure? = nil) -> Plan {
    controller.plan(
      WellKnown.deployments, deployment, [(WellKnown.replicaSets, sets), (WellKnown.pods, pods)], at: time, lastFailure: lastFailure)
  }

  private func sizes(_ plan: Plan) -> [String: Int64] {
    Dictionary(uniqueKeysWithValues: plan.updated.map { ($0.name, $0["spec"]?["replicas"]?.int ?? -1) })
  }

  @Test("a new Deployment gets a ReplicaSet named for its template, with revision 1")
  func createsFirst() throws {
    let result = plan(deployment(3), [])
    let made = try #require(result.created.first)
    #expect(made.name.hasPrefix("web-") && made.name.count > 6)
    let hash = String(made.name.dropFirst("web-".count))
    #expect(made["spec"]?["replicas"] == 3)
    #expect(made.labels["pod-template-hash"] == hash)
    #expect(made[path: "spec", "selector", "matchLabels", "pod-template-hash"] == .string(hash))
    #expect(made[path: "spec", "template", "metadata", "labels", "pod-template-hash"] == .string(hash))
    #expect(made.annotations["deployment.kubernetes.io/revision"] == "1")
    #expect(made.annotations["deployment.kubernetes.io/max-replicas"] == "4")
    #expect(result.messages == ["Scaled up replica set \(made.name) from 0 to 3"])
    let progressing = Conditions(result.status?["conditions"]?.array ?? [])["Progressing"]
    #expect(progressing?.reason == "NewReplicaSetCreated")
  }

  @Test("a rollout first goes up by the surge, then down by what is dispensable")
  func rolls() {
    let d = deployment(10, image: "new")
    let old = set("old", d, image: "old", replicas: 10, revision: 1)
    let first = plan(d, [old])
    #expect(first.created.first?["spec"]?["replicas"] == 3)
    #expect(first.created.first?.annotations["deployment.kubernetes.io/revision"] == "2")
    let new = set("new", d, image: "new", replicas: 3, available: 0, revision: 2, ago: 1)
    // 13 pods of which 3 aren't available yet; 8 must stay.
    let second = plan(d, [old, new])
    #expect(sizes(second) == ["old": 8])
    #expect(second.messages.contains("Scaled down replica set old from 10 to 8"))
  }

  @Test("the bounds hold exactly", arguments: [
    (10, "25%", "25%", 13, 8), (1, "25%", "25%", 2, 1), (4, "0", "1", 4, 3), (3, "1", "0", 4, 3), (5, "50%", "10%", 8, 5), (2, "0", "0%", 2, 1),
  ] as [(Int, Value, Value, Int, Int)])
  func bounds(replicas: Int, surge: Value, unavailable: Value, most: Int, least: Int) {
    var surge = surge
    if let number = surge.string.flatMap({ Int64($0) }) { surge = .int(number) }
    var unavailable = unavailable
    if let number = unavailable.string.flatMap({ Int64($0) }) { unavailable = .int(number) }
    let strategy: Value = ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": surge, "maxUnavailable": unavailable]]
    let d = deployment(replicas, image: "new", spec: ["strategy": strategy])
    var (oldSize, oldAvailable, newSize, newAvailable) = (replicas, replicas, 0, 0)
    for _ in 0..<60 where oldSize > 0 || newAvailable < replicas {
      let old = set("old", d, image: "old", replicas: oldSize, available: oldAvailable, revision: 1)
      let new = set("new", d, image: "new", replicas: newSize, available: newAvailable, revision: 2, ago: 1)
      let changes = sizes(plan(d, [old, new]))
      oldSize = Int(changes["old"] ?? Int64(oldSize))
      newSize = Int(changes["new"] ?? Int64(newSize))
      oldAvailable = min(oldAvailable, oldSize)
      #expect(oldSize + newSize <= most)
      #expect(oldAvailable + newAvailable >= least)
      if changes.isEmpty { newAvailable = min(newAvailable + 1, newSize) }
    }
    #expect(oldSize == 0 && newSize == replicas)
  }

  @Test("a status from before the old ReplicaSet shrank isn't counted on")
  func distrustsStaleStatus() {
    let d = deployment(10, image: "new", spec: ["strategy": ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": 0, "maxUnavailable": 2]]])
    let old = set("old", d, image: "old", replicas: 8, available: 10, revision: 1)
    let new = set("new", d, image: "new", replicas: 2, available: 1, revision: 2, ago: 1)
    #expect(sizes(plan(d, [old, new])) == ["old": 7])
  }

  @Test("Recreate waits for the last old pod")
  func recreates() {
    let d = deployment(2, image: "new", spec: ["strategy": ["type": "Recreate"]])
    let running = set("old", d, image: "old", replicas: 2, revision: 1)
    #expect(sizes(plan(d, [running])) == ["old": 0])
    let empty = set("old", d, image: "old", replicas: 0, revision: 1)
    #expect(plan(d, [empty], [Objects.pod("old-1", owner: empty)]).created.isEmpty)
    #expect(plan(d, [empty], [Objects.pod("old-1", owner: empty, phase: "Failed")]).created.count == 1)
  }

  @Test("a failure to shrink the old ReplicaSet doesn't bring the new one forth")
  func recreatesAfterFailure() {
    let d = deployment(2, image: "new", spec: ["strategy": ["type": "Recreate"]])
    let running = set("old", d, image: "old", replicas: 2, revision: 1)
    let failure = PlanFailure(.internalError("lost"), path: ResourcePath(WellKnown.replicaSets, namespace: "default"))
    let result = plan(d, [running], lastFailure: failure)
    #expect(result.created.isEmpty)
    #expect(sizes(result) == ["old": 0])
  }

  @Test("a ReplicaSet that can't be created shows in the condition, and is tried again")
  func createFails() {
    let denied = StatusError.forbidden(WellKnown.replicaSets.groupResource, "", "exceeded quota")
    let failure = PlanFailure(denied, path: ResourcePath(WellKnown.replicaSets, namespace: "default"))
    let result = plan(deployment(2), [], lastFailure: failure)
    let progressing = Conditions(result.status?["conditions"]?.array ?? [])["Progressing"]
    #expect(progressing?.reason == "FailedCreateReplicaSet" && progressing?.status == "False")
    #expect(result.created.count == 1)
  }

  @Test("scaling in the middle of a rollout is shared in proportion")
  func scalesProportionally() {
    var d = deployment(10, image: "new")
    let old = set("old", d, image: "old", replicas: 8, revision: 1)
    let new = set("new", d, image: "new", replicas: 4, revision: 2, ago: 1)
    d[path: "spec", "replicas"] = 20
    // 25 in all for 12 before (13 allowed): 8 -> 15 or 16, 4 -> 8 or 9.
    let result = sizes(plan(d, [old, new]))
    #expect(result.values.reduce(0, +) == 25)
    #expect(result == ["old": 17, "new": 8])
  }

  @Test("a paused Deployment takes a new size, but no new template")
  func paused() {
    var d = deployment(3, image: "new", spec: ["paused": true])
    let old = set("old", d, image: "old", replicas: 3, revision: 1)
    d[path: "spec", "replicas"] = 5
    let result = plan(d, [old])
    #expect(result.created.isEmpty)
    #expect(sizes(result) == ["old": 5])
    let progressing = Conditions(result.status?["conditions"]?.array ?? [])["Progressing"]
    #expect(progressing?.reason == "DeploymentPaused" && progressing?.status == "Unknown")
  }

  @Test("going back to an earlier template takes its ReplicaSet again, under the next revision")
  func rollsBack() {
    let d = deployment(4, image: "one")
    let one = set("one", d, image: "one", replicas: 0, revision: 1)
    let two = set("two", d, image: "two", replicas: 4, revision: 2, ago: 1)
    let result = plan(d, [one, two])
    #expect(result.created.isEmpty)
    let updated = result.updated.first { $0.name == "one" }
    #expect(updated?.annotations["deployment.kubernetes.io/revision"] == "3")
    #expect(updated?.annotations["deployment.kubernetes.io/revision-history"] == "1")
    #expect(updated?["spec"]?["replicas"] == 1)
  }

  @Test("old ReplicaSets beyond the history limit go when the rollout is complete")
  func cleansUp() {
    var d = deployment(1, image: "i4", spec: ["revisionHistoryLimit": 1])
    d["status"] = ["observedGeneration": 1, "replicas": 1, "updatedReplicas": 1, "availableReplicas": 1]
    let sets = (1...4).map { set("i\($0)", d, image: "i\($0)", replicas: $0 == 4 ? 1 : 0, revision: $0, ago: 100 - Int64($0)) }
    #expect(plan(d, sets).deleted == ["i1", "i2"])
  }

  @Test("a finished rollout says so and then rests")
  func completes() {
    var d = deployment(2)
    let only = set("only", d, image: "i", replicas: 2, revision: 1)
    let result = plan(d, [only])
    let conditions = Conditions(result.status?["conditions"]?.array ?? [])
    #expect(conditions["Available"]?.reason == "MinimumReplicasAvailable")
    #expect(conditions["Progressing"] == Condition(
      "Progressing", true, reason: "NewReplicaSetAvailable", message: "ReplicaSet \"only\" has successfully progressed."))
    d["status"] = result.status
    d[path: "metadata", "annotations"] = ["deployment.kubernetes.io/revision": "1"]
    let later = plan(d, [only])
    #expect(later.orders.isEmpty)
    #expect(later.requeueAfter == nil)
  }

  @Test("a rollout that stands still past its deadline is told of, at the time")
  func deadline() {
    var d = deployment(2)
    let stuck = set("only", d, image: "i", replicas: 2, available: 0, revision: 1)
    let begun = plan(d, [stuck])
    d["status"] = begun.status
    d[path: "metadata", "annotations"] = ["deployment.kubernetes.io/revision": "1"]
    let waiting = plan(d, [stuck])
    #expect(waiting.orders.isEmpty)
    #expect(waiting.requeueAfter == .seconds(601))
    let late = plan(d, [stuck], at: Objects.now + .seconds(601))
    let progressing = Conditions(late.status?["conditions"]?.array ?? [])["Progressing"]
    #expect(progressing?.status == "False" && progressing?.reason == "ProgressDeadlineExceeded")
  }

  @Test("a name that is taken makes the hash take another ingredient")
  func collides() throws {
    let d = deployment(1)
    let made = try #require(plan(d, []).created.first)
    var stranger = Objects.replicaSet(made.name, replicas: 1)
    stranger[path: "metadata", "labels"] = ["app": "other"]
    let result = plan(d, [stranger])
    #expect(result.created.isEmpty)
    #expect(result.status?["collisionCount"] == 1)
    var bumped = d
    bumped["status"] = result.status
    let next = try #require(plan(bumped, [stranger]).created.first)
    #expect(next.name != made.name)
  }
}
