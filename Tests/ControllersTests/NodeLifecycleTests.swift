import APIMachinery
import Basics
import ControllerKit
import Controllers
import Testing

@Suite struct NodeLifecycleTests {
  private func node(ready: String?, taints: [Value] = []) -> Value {
    var metadata = Objects.metadata("n1")
    metadata["namespace"] = nil
    var node: Value = ["apiVersion": "v1", "kind": "Node", "metadata": metadata]
    if let ready { node["status"] = ["conditions": [["type": "Ready", "status": .string(ready)]]] }
    if !taints.isEmpty { node["spec"] = ["taints": .array(taints)] }
    return node
  }

  private func lease(ago seconds: Int64) -> Value {
    [
      "metadata": ["name": "n1", "namespace": "kube-node-lease", "uid": "l"],
      "spec": ["renewTime": .string((Objects.now - .seconds(seconds)).rfc3339Micro)],
    ]
  }

  private let controller = NodeLifecycleController()

  @Test("a node that renews its lease is looked at again when it would be overdue")
  func alive() {
    let result = controller.plan(WellKnown.nodes, node(ready: "True"), [(WellKnown.leases, [lease(ago: 15)])])
    #expect(result.orders.isEmpty)
    #expect(result.requeueAfter == .seconds(25))
  }

  @Test("a silent node becomes Unknown, its pods not ready, and then it is tainted")
  func silent() {
    let pod = Objects.pod("a", owner: nil)
    let result = controller.plan(WellKnown.nodes, node(ready: "True"), [(WellKnown.leases, [lease(ago: 40)]), (WellKnown.pods, [pod])])
    let ready = Conditions(result.status?["conditions"]?.array ?? [])["Ready"]
    #expect(ready == Condition("Ready", "Unknown", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status."))
    #expect(result.patched.map(\.name) == ["a"])
    #expect(result.messages == ["Node n1 status is now: NodeNotReady"])
    var unknown = node(ready: "Unknown")
    unknown["status"] = result.status
    let tainted = controller.plan(WellKnown.nodes, unknown, [(WellKnown.leases, [lease(ago: 40)])])
    let taints = tainted.updated.first?["spec"]?["taints"]?.array ?? []
    #expect(taints.map { $0["effect"]?.string } == ["NoSchedule", "NoExecute"])
    #expect(taints.allSatisfy { $0["key"] == "node.kubernetes.io/unreachable" })
    #expect(taints[1]["timeAdded"]?.string == Objects.now.rfc3339)
  }

  @Test("a node that is ready again loses those taints and keeps its own")
  func recovers() {
    let own: Value = ["key": "mine", "effect": "NoSchedule"]
    let taint: Value = ["key": "node.kubernetes.io/unreachable", "effect": "NoSchedule"]
    let result = controller.plan(WellKnown.nodes, node(ready: "True", taints: [own, taint]), [(WellKnown.leases, [lease(ago: 1)])])
    #expect(result.updated.first?["spec"]?["taints"] == [own])
  }

  @Test("pods stay on a lost node as long as they tolerate it", arguments: [
    (nil, 300), (["key": "node.kubernetes.io/unreachable", "operator": "Exists", "tolerationSeconds": 30], 30),
    (["operator": "Exists"], nil), (["key": "other", "operator": "Exists"], 300),
  ] as [(Value?, Int64?)])
  func evicts(toleration: Value?, seconds: Int64?) {
    let taint: Value = [
      "key": "node.kubernetes.io/unreachable", "effect": "NoExecute", "timeAdded": .string(Objects.now.rfc3339),
    ]
    var pod = Objects.pod("a", owner: nil)
    if let toleration { pod[path: "spec", "tolerations"] = [toleration] }
    let eviction = TaintEvictionController()
    let world: [(GroupVersionResource, [Value])] = [(WellKnown.nodes, [node(ready: "Unknown", taints: [taint])])]
    let result = eviction.plan(WellKnown.pods, pod, world)
    #expect(result.deleted.isEmpty)
    #expect(result.requeueAfter == seconds.map { .seconds($0) })
    guard let seconds else { return }
    let late = eviction.plan(WellKnown.pods, pod, world, at: Objects.now + .seconds(seconds))
    #expect(late.deleted == ["a"])
    #expect(late.patched.first?.body["status"]?["conditions"]?[0]?["reason"] == "DeletionByTaintManager")
  }

  @Test("pods of a node that is gone are marked, and given up after 40 seconds")
  func podsOfGoneNode() {
    let collector = PodGarbageCollector()
    var pod = Objects.pod("a", owner: nil)
    let marked = collector.plan(WellKnown.pods, pod)
    #expect(marked.deleted.isEmpty)
    #expect(marked.requeueAfter == .seconds(40))
    pod[path: "status", "conditions"] = marked.patched.first?.body["status"]?["conditions"]
    #expect(collector.plan(WellKnown.pods, pod, at: Objects.now + .seconds(39)).deleted.isEmpty)
    let late = collector.plan(WellKnown.pods, pod, at: Objects.now + .seconds(40))
    #expect(late.deleted == ["a"])
    // Whoever counts it by a finalizer has to see an end.
    #expect(late.patched.map { $0.body["status"]?["phase"] } == ["Failed"])
    let back = collector.plan(WellKnown.pods, pod, [(WellKnown.nodes, [node(ready: "True")])], at: Objects.now + .seconds(40))
    #expect(back.deleted.isEmpty)
    #expect(back.patched.first?.body["status"]?["conditions"]?[0]?["status"] == "False")
  }

  @Test("of too many finished pods the oldest go")
  func trims() {
    let collector = PodGarbageCollector(terminatedPodThreshold: 2)
    let pods = (1...4).map { number -> Value in
      var pod = Objects.pod("p\(number)", owner: nil, phase: "Succeeded")
      pod[path: "metadata", "creationTimestamp"] = .string((Objects.now - .seconds(Int64(number) * 100)).rfc3339)
      return pod
    }
    let world = World([(WellKnown.pods, pods)], watches: collector.watches, now: Objects.now)
    #expect(collector.reconcile(ObjectKey(WellKnown.pods.groupResource, name: ""), world).deleted == ["p4", "p3"])
  }

  @Test("a taint that doesn't say since when it is there counts from when it was seen, however often it is looked at")
  func undatedTaint() {
    let eviction = TaintEvictionController()
    var pod = Objects.pod("a", owner: nil)
    pod[path: "spec", "tolerations"] = [["operator": "Exists", "tolerationSeconds": 60]]
    let node = node(ready: "True", taints: [["key": "mine", "effect": "NoExecute"]])
    func look(at time: Timestamp, since: Timestamp?) -> Plan {
      let world = World(
        [(WellKnown.nodes, [node]), (WellKnown.pods, [pod])], watches: eviction.watches, now: time, waitingSince: since)
      return eviction.reconcile(Objects.key(WellKnown.pods, pod), world)
    }
    let first = look(at: Objects.now, since: nil)
    #expect(first.requeueAfter == .seconds(60) && first.waitingSince == Objects.now)
    let again = look(at: Objects.now + .seconds(40), since: first.waitingSince)
    #expect(again.requeueAfter == .seconds(20) && again.waitingSince == Objects.now)
    #expect(look(at: Objects.now + .seconds(60), since: again.waitingSince).deleted == ["a"])
  }

  @Test("a pod that came after the taint has all the time it tolerates it for")
  func lateComer() {
    let eviction = TaintEvictionController()
    var pod = Objects.pod("a", owner: nil)
    pod[path: "spec", "tolerations"] = [["operator": "Exists", "tolerationSeconds": 60]]
    pod[path: "status", "conditions"] = [
      ["type": "PodScheduled", "status": "True", "lastTransitionTime": .string((Objects.now - .seconds(10)).rfc3339)]
    ]
    let taint: Value = ["key": "mine", "effect": "NoExecute", "timeAdded": .string((Objects.now - .seconds(1000)).rfc3339)]
    let result = eviction.plan(WellKnown.pods, pod, [(WellKnown.nodes, [node(ready: "True", taints: [taint])])])
    #expect(result.deleted.isEmpty && result.requeueAfter == .seconds(50))
  }

  @Test("pods that wait are looked at again when their node's last taint goes")
  func taintGoes() {
    let eviction = TaintEvictionController()
    let pod = Objects.pod("a", owner: nil)
    let tainted = node(ready: "True", taints: [["key": "mine", "effect": "NoExecute"]])
    let clean = node(ready: "True")
    let world = World([(WellKnown.nodes, [clean]), (WellKnown.pods, [pod])], watches: eviction.watches, now: Objects.now)
    let key = ObjectKey(WellKnown.nodes.groupResource, name: clean.name)
    #expect(eviction.watches[1].keys(ObjectDelta(key: key, old: tainted, new: clean), world) == [Objects.key(WellKnown.pods, pod)])
    #expect(eviction.watches[1].keys(ObjectDelta(key: key, old: nil, new: clean), world).isEmpty)
  }
}
