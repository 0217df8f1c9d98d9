import APIMachinery
import Basics
import ControllerKit
import Scheduler
import Testing

@Suite struct SchedulingTests {
  @Test("a pod is bound through its binding subresource, and an event tells of it")
  func binds() throws {
    var cluster = Cluster(nodes: [Cluster.node("a")])
    cluster.put(Cluster.pod("p"))
    let made = cluster.core.next(now: cluster.now)
    let decision = try #require(made)
    guard case .create(let path, let binding)? = decision.plan.orders.first?.action else {
      Issue.record("no binding")
      return
    }
    #expect(path.urlPath(name: "p") == "/api/v1/namespaces/default/pods/p/binding")
    #expect(binding["target"] == ["kind": "Node", "name": "a"])
    #expect(decision.event?.message == "Successfully assigned default/p to a")
    #expect(decision.event?.reason == "Scheduled")
  }

  @Test("a pod that is about to be bound takes its room already; a failed binding gives it back")
  func assumes() throws {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    cluster.put(Cluster.pod("p", cpu: "1"))
    let made = cluster.core.next(now: cluster.now)
    let decision = try #require(made)
    #expect(cluster.refusal(Cluster.pod("q", cpu: "1")) != nil)
    cluster.core.bindingFailed(decision, now: cluster.now)
    let retries = [cluster.core.next(now: cluster.now + .seconds(2)), cluster.core.next(now: cluster.now + .seconds(2))].compactMap { $0 }
    #expect(retries.count { $0.node == "a" } == 1)
    #expect(retries.count == 2)
  }

  @Test("higher priority goes first, then who has waited longer")
  func ordersQueue() {
    var cluster = Cluster(nodes: [Cluster.node("a")])
    cluster.put(Cluster.pod("low"), at: cluster.now)
    cluster.put(Cluster.pod("late", priority: 5), at: cluster.now + .seconds(2))
    cluster.put(Cluster.pod("early", priority: 5), at: cluster.now + .seconds(1))
    let order = (0..<3).compactMap { _ in cluster.core.next(now: cluster.now + .seconds(3))?.pod.name }
    #expect(order == ["early", "late", "low"])
  }

  @Test("a refused pod waits for what may help it, and for nothing else")
  func movesOnEvents() {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    #expect(cluster.refusal(Cluster.pod("p", cpu: "2")) != nil)
    let later = cluster.now + .seconds(20)
    // A heartbeat is no news.
    cluster.put(node: Cluster.node("a", cpu: "1"))
    #expect(cluster.core.next(now: later) == nil)
    cluster.put(node: Cluster.node("b", cpu: "4"))
    #expect(cluster.core.next(now: later)?.node == "b")
  }

  @Test("it is tried again after five minutes anyhow")
  func flushes() {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    #expect(cluster.refusal(Cluster.pod("p", cpu: "2")) != nil)
    #expect(cluster.core.queue.nextDeadline == cluster.now + .seconds(300))
    #expect(cluster.core.next(now: cluster.now + .seconds(299)) == nil)
    #expect(cluster.core.next(now: cluster.now + .seconds(300)) != nil)
  }

  @Test("finished pods free their room, and pods that are gone are forgotten")
  func frees() {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    var done = Cluster.pod("done", cpu: "1", on: "a")
    cluster.put(done)
    #expect(cluster.refusal(Cluster.pod("p", cpu: "1")) != nil)
    done["status"] = ["phase": "Succeeded"]
    cluster.put(done)
    #expect(cluster.core.next(now: cluster.now + .seconds(2))?.node == "a")
    cluster.put(Cluster.pod("q", cpu: "1"))
    cluster.delete(Cluster.pod("q", cpu: "1"))
    #expect(cluster.core.next(now: cluster.now + .seconds(2)) == nil)
  }

  @Test("of two nodes the emptier is taken")
  func leastAllocated() {
    var cluster = Cluster(nodes: [Cluster.node("a"), Cluster.node("b")])
    cluster.put(Cluster.pod("old", cpu: "2", memory: "4Gi", on: "a"))
    for number in 1...3 { #expect(cluster.place(Cluster.pod("p\(number)", cpu: "100m", memory: "100Mi")) == "b") }
  }

  @Test("preferences count: taints to avoid, labels to seek")
  func preferences() {
    var cluster = Cluster(nodes: [
      Cluster.node("a", taints: [["key": "k", "effect": "PreferNoSchedule"]]), Cluster.node("b"), Cluster.node("c", labels: ["fast": "yes"]),
    ])
    let spec: Value = ["affinity": ["nodeAffinity": ["preferredDuringSchedulingIgnoredDuringExecution": [
      ["weight": 10, "preference": ["matchExpressions": [["key": "fast", "operator": "Exists"]]]]
    ]]]]
    #expect(cluster.place(Cluster.pod("seeker", spec: spec)) == "c")
  }

  @Test("a pod of higher priority makes room: the lowest go, and no more than needed")
  func preempts() throws {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "2")])
    cluster.put(Cluster.pod("low", cpu: "1", priority: 1, on: "a"))
    cluster.put(Cluster.pod("mid", cpu: "1", priority: 5, on: "a"))
    cluster.put(Cluster.pod("vip", cpu: "1", priority: 10))
    let made = cluster.core.next(now: cluster.now)
    let decision = try #require(made)
    let deleted = decision.plan.orders.compactMap { order -> String? in
      if case .delete(_, let name, _) = order.action { name } else { nil }
    }
    #expect(deleted == ["low"])
    let nominated = decision.plan.orders.contains { order in
      if case .patch(_, _, let patch) = order.action { patch.body["status"]?["nominatedNodeName"] == "a" } else { false }
    }
    #expect(nominated)
    cluster.delete(Cluster.pod("low", cpu: "1", priority: 1, on: "a"))
    #expect(cluster.core.next(now: cluster.now + .seconds(1))?.node == "a")
  }

  @Test("nothing is placed beyond what nodes have, and the books balance, whatever comes and goes", arguments: 1...10)
  func neverOvercommits(seed: Int) {
    let random = SeededRandom(seed: UInt64(seed))
    var cluster = Cluster(nodes: (0..<5).map { Cluster.node("n\($0)", cpu: "2", pods: 4) })
    var placed: [Value] = []
    for number in 0..<200 {
      let pod = Cluster.pod("p\(number)", cpu: "\(100 + random.below(9) * 100)m")
      if let node = cluster.place(pod) {
        var bound = pod
        bound[path: "spec", "nodeName"] = .string(node)
        if random.below(3) > 0 { cluster.put(bound) }
        placed.append(bound)
      }
      if random.below(2) == 0, !placed.isEmpty { cluster.delete(placed.remove(at: random.below(placed.count))) }
      for node in cluster.core.snapshot.nodes {
        #expect(node.requested.milliCPU <= node.allocatable.milliCPU)
        #expect(node.requested.pods <= 4)
        let sum = node.pods.values.reduce(0) { $0 + $1.requests.milliCPU }
        #expect(node.requested.milliCPU == sum)
      }
    }
  }
}
