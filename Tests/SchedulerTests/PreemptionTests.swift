import APIMachinery
import Basics
import ControllerKit
import Scheduler
import Testing

@Suite struct PreemptionTests {
  private func deleted(_ decision: SchedulerCore.Decision) -> [String] {
    decision.plan.orders.compactMap { order in if case .delete(_, let name, _) = order.action { name } else { nil } }
  }

  private func patches(_ decision: SchedulerCore.Decision) -> [(name: String, status: Value)] {
    decision.plan.orders.compactMap { order in
      if case .patch(_, let name, let patch) = order.action { (name, patch.body["status"] ?? .null) } else { nil }
    }
  }

  private func decide(_ cluster: inout Cluster, _ pod: Value) throws -> SchedulerCore.Decision {
    cluster.put(pod)
    let made = cluster.core.next(now: cluster.now)
    return try #require(made)
  }

  @Test("room that was made tells nothing of preemption in the event; the victim is told why it goes")
  func tells() throws {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    cluster.put(Cluster.pod("low", cpu: "1", priority: 1, on: "a"))
    let decision = try decide(&cluster, Cluster.pod("vip", cpu: "1", priority: 10))
    #expect(decision.event?.message == "0/1 nodes are available: 1 Insufficient cpu.")
    let condition = try #require(patches(decision).first { $0.name == "low" }?.status["conditions"]?[0])
    #expect(condition["type"] == "DisruptionTarget" && condition["reason"] == "PreemptionByScheduler")
    #expect(condition["message"] == "default-scheduler: preempting to accommodate a higher priority pod")
    let preempted = decision.plan.orders.compactMap(\.onSuccess).first { $0.reason == "Preempted" }
    #expect(preempted?.message == "Preempted by pod uid-vip on node a")
  }

  @Test("nobody of lower priority takes the room that was made for another")
  func keepsRoom() throws {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    cluster.put(Cluster.pod("low", cpu: "1", priority: 1, on: "a"))
    _ = try decide(&cluster, Cluster.pod("vip", cpu: "1", priority: 10))
    cluster.delete(Cluster.pod("low", cpu: "1", priority: 1, on: "a"))
    // It comes while the other one still waits for its back-off to pass.
    #expect(try decide(&cluster, Cluster.pod("thief", cpu: "1", priority: 5)).node == nil)
    let later = cluster.core.next(now: cluster.now + .seconds(1))
    #expect(later?.pod.name == "vip" && later?.node == "a")
  }

  @Test("after a restart the room is known from the pod's status")
  func remembersRoom() throws {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    var vip = Cluster.pod("vip", cpu: "1", priority: 10)
    vip["status"] = ["nominatedNodeName": "a"]
    cluster.put(vip)
    #expect(try decide(&cluster, Cluster.pod("first", cpu: "1", priority: 20)).pod.name == "first")
    #expect(cluster.core.next(now: cluster.now)?.node == nil)
  }

  @Test("of several nodes the one whose victims matter least is chosen", arguments: [
    // The highest victim decides first.
    ([("a", [5]), ("b", [1, 1])], ["b-0", "b-1"]),
    // Then all of them together.
    ([("a", [1, 1]), ("b", [1, -5])], ["b-0", "b-1"]),
    // As many as possible stay, the most important first.
    ([("a", [1, -5]), ("b", [1])], ["a-1"]),
    ([("a", [1]), ("b", [1])], ["a-0"]),
  ] as [([(String, [Int])], [String])])
  func chooses(nodes: [(String, [Int])], victims: [String]) throws {
    var cluster = Cluster(nodes: nodes.map { Cluster.node($0.0, cpu: "\($0.1.count)") })
    for (node, priorities) in nodes {
      for (number, priority) in priorities.enumerated() {
        cluster.put(Cluster.pod("\(node)-\(number)", cpu: "1", priority: priority, on: node))
      }
    }
    let need = nodes.map(\.1.count).max() ?? 1
    let cpu = victims.count == need ? "\(need)" : "1"
    #expect(deleted(try decide(&cluster, Cluster.pod("vip", cpu: cpu, priority: 10))).sorted() == victims)
  }

  @Test("a pod that may not preempt says so, and one whose victim is still leaving waits")
  func notEligible() throws {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    var low = Cluster.pod("low", cpu: "1", priority: 1, on: "a")
    cluster.put(low)
    let meek = try decide(&cluster, Cluster.pod("meek", cpu: "1", priority: 10, spec: ["preemptionPolicy": "Never"]))
    #expect(meek.event?.message == "0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.")
    low[path: "metadata", "deletionTimestamp"] = "2024-01-01T00:00:00Z"
    cluster.put(low)
    var vip = Cluster.pod("vip", cpu: "1", priority: 10)
    vip["status"] = ["nominatedNodeName": "a"]
    let waiting = try decide(&cluster, vip)
    #expect(deleted(waiting).isEmpty)
    #expect(waiting.event?.message.hasSuffix("preemption: not eligible due to a terminating pod on the nominated node.") == true)
  }

  @Test("a nomination that leads nowhere any more is taken back")
  func clears() throws {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    var pod = Cluster.pod("big", cpu: "2", priority: 10)
    pod["status"] = ["nominatedNodeName": "gone"]
    let decision = try decide(&cluster, pod)
    #expect(patches(decision).first?.status["nominatedNodeName"] == .null)
  }

  private func budget(_ name: String, allowed: Int, disrupted: Value? = nil) -> Value {
    var budget: Value = [
      "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": ["name": .string(name), "namespace": "default"],
      "spec": ["selector": ["matchLabels": ["app": .string(name)]]], "status": ["disruptionsAllowed": .int(Int64(allowed))],
    ]
    budget[path: "status", "disruptedPods"] = disrupted
    return budget
  }

  @Test("a pod that its budget doesn't let go is spared where another could go instead")
  func sparesBudgets() throws {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "2")])
    cluster.put(budget: budget("db", allowed: 0))
    cluster.put(Cluster.pod("covered", cpu: "1", labels: ["app": "db"], priority: 1, on: "a"))
    cluster.put(Cluster.pod("free", cpu: "1", priority: 2, on: "a"))
    #expect(deleted(try decide(&cluster, Cluster.pod("vip", cpu: "1", priority: 10))) == ["free"])
  }

  @Test("of nodes, the one goes whose budgets are hurt least, though its victims weigh more; nothing else helps, budgets don't either")
  func ranksByBudgets() throws {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1"), Cluster.node("b", cpu: "1")])
    cluster.put(budget: budget("db", allowed: 0))
    cluster.put(Cluster.pod("covered", cpu: "1", labels: ["app": "db"], priority: 1, on: "a"))
    cluster.put(Cluster.pod("free", cpu: "1", priority: 5, on: "b"))
    #expect(deleted(try decide(&cluster, Cluster.pod("vip", cpu: "1", priority: 10))) == ["free"])
    var single = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    single.put(budget: budget("db", allowed: 0))
    single.put(Cluster.pod("covered", cpu: "1", labels: ["app": "db"], priority: 1, on: "a"))
    #expect(deleted(try decide(&single, Cluster.pod("vip", cpu: "1", priority: 10))) == ["covered"])
  }

  @Test("a budget with room left, or that counts the pod as gone already, protects nobody", arguments: [
    (1, nil), (0, ["covered": "2026-01-01T00:00:00Z"]),
  ] as [(Int, Value?)])
  func budgetsWithRoom(allowed: Int, disrupted: Value?) throws {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1"), Cluster.node("b", cpu: "1")])
    cluster.put(budget: budget("db", allowed: allowed, disrupted: disrupted))
    cluster.put(Cluster.pod("covered", cpu: "1", labels: ["app": "db"], priority: 1, on: "a"))
    cluster.put(Cluster.pod("free", cpu: "1", priority: 5, on: "b"))
    #expect(deleted(try decide(&cluster, Cluster.pod("vip", cpu: "1", priority: 10))) == ["covered"])
  }
}

@Suite struct PodAffinityTests {
  private func affinity(_ kind: String, _ term: Value, preferred: Bool = false) -> Value {
    preferred
      ? ["affinity": [kind: ["preferredDuringSchedulingIgnoredDuringExecution": [["weight": 100, "podAffinityTerm": term]]]] as Value]
      : ["affinity": [kind: ["requiredDuringSchedulingIgnoredDuringExecution": [term]]] as Value]
  }

  private func pod(_ name: String, in namespace: String, labels: [String: String], on node: String) -> Value {
    var pod = Cluster.pod(name, labels: labels, on: node)
    pod[path: "metadata", "namespace"] = .string(namespace)
    return pod
  }

  @Test("terms may select namespaces by their labels")
  func namespaces() {
    var cluster = Cluster(nodes: [Cluster.node("a", labels: ["zone": "1"]), Cluster.node("b", labels: ["zone": "2"])])
    cluster.put(namespace: "team", labels: ["tier": "gold"])
    cluster.put(namespace: "other", labels: ["tier": "tin"])
    cluster.put(pod("db", in: "other", labels: ["app": "db"], on: "a"))
    cluster.put(pod("db2", in: "team", labels: ["app": "db"], on: "b"))
    let term: Value = [
      "topologyKey": "zone", "labelSelector": ["matchLabels": ["app": "db"]], "namespaceSelector": ["matchLabels": ["tier": "gold"]],
    ]
    #expect(cluster.place(Cluster.pod("near", spec: affinity("podAffinity", term))) == "b")
    #expect(cluster.place(Cluster.pod("far", spec: affinity("podAntiAffinity", term))) == "a")
  }

  @Test("pods that are there have a say: they draw others near, or push them away", arguments: [("podAffinity", "a"), ("podAntiAffinity", "b")])
  func symmetry(kind: String, node: String) {
    var cluster = Cluster(nodes: [Cluster.node("a", labels: ["zone": "1"]), Cluster.node("b", labels: ["zone": "2"])])
    let term: Value = ["topologyKey": "zone", "labelSelector": ["matchLabels": ["app": "w"]]]
    cluster.put(Cluster.pod("host", on: "a", spec: affinity(kind, term, preferred: true)))
    #expect(cluster.place(Cluster.pod("guest", labels: ["app": "w"])) == node)
  }
}

@Suite struct SchedulingQueueTests {
  @Test("each failure waits twice as long, ten seconds at most; an event only ends the waiting for events")
  func backsOff() {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    cluster.put(Cluster.pod("p", cpu: "2"))
    var time = cluster.now
    for (attempt, wait) in [1, 2, 4, 8, 10, 10].enumerated() {
      #expect(cluster.core.next(now: time)?.node == nil)
      cluster.core.node(
        changed: ObjectDelta(
          key: ObjectKey(WellKnown.nodes.groupResource, name: "n\(attempt)"), old: nil, new: Cluster.node("n\(attempt)", cpu: "1")),
        now: time)
      #expect(cluster.core.queue.nextDeadline == time + .seconds(Int64(wait)))
      #expect(cluster.core.next(now: time + .seconds(Int64(wait)) - .milliseconds(1)) == nil)
      time = time + .seconds(Int64(wait))
    }
  }

  @Test("a pod with gates isn't looked at until they are gone; another scheduler's never is")
  func gates() {
    var cluster = Cluster(nodes: [Cluster.node("a")])
    let gated = Cluster.pod("p", spec: ["schedulingGates": [["name": "wait"]]])
    #expect(cluster.place(gated) == nil)
    #expect(cluster.place(Cluster.pod("q", spec: ["schedulerName": "other"])) == nil)
    #expect(cluster.place(Cluster.pod("p")) == "a")
  }

  @Test("a change of labels helps who was refused for labels, and not who was refused for room")
  func hints() {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    #expect(cluster.refusal(Cluster.pod("picky", spec: ["nodeSelector": ["disk": "ssd"]])) != nil)
    #expect(cluster.refusal(Cluster.pod("big", cpu: "2")) != nil)
    cluster.put(node: Cluster.node("a", cpu: "1", labels: ["disk": "ssd"]))
    let next = cluster.core.next(now: cluster.now + .seconds(1))
    #expect(next?.pod.name == "picky" && next?.node == "a")
    #expect(cluster.core.next(now: cluster.now + .seconds(1)) == nil)
  }
}
