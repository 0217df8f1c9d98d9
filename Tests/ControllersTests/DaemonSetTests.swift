import APIMachinery
import Basics
import Client
import ControllerKit
import Controllers
import Testing

@Suite struct DaemonSetTests {
  private let controller = DaemonSetController()

  private func set(_ spec: Value = [:], podSpec: Value = [:]) -> Value {
    var set = Objects.replicaSet("agent", replicas: 0, spec: spec)
    set["kind"] = "DaemonSet"
    set[path: "spec", "replicas"] = nil
    for field in podSpec.object ?? Object() { set[path: "spec", "template", "spec", field.key] = field.value }
    return set
  }

  private func node(_ name: String, labels: [String: String] = [:], taints: [Value] = []) -> Value {
    var node: Value = [
      "apiVersion": "v1", "kind": "Node",
      "metadata": ["name": .string(name), "uid": .string("uid-" + name), "labels": .object(Object(labels.map { ($0.key, .string($0.value)) }))],
    ]
    if !taints.isEmpty { node["spec"] = ["taints": .array(taints)] }
    return node
  }

  private func plan(_ set: Value, nodes: [Value], pods: [Value] = [], revisions: [Value] = []) -> Plan {
    controller.plan(WellKnown.daemonSets, set, [
      (WellKnown.nodes, nodes), (WellKnown.pods, pods), (WellKnown.controllerRevisions, revisions),
    ])
  }

  private func revision(of set: Value) throws -> Value {
    let made = plan(set, nodes: []).created.first
    var revision = try #require(made)
    revision[path: "metadata", "uid"] = .string("uid-" + revision.name)
    return revision
  }

  private func pod(_ node: String, _ set: Value, _ hash: String, name: String? = nil, ready: Bool = true, phase: String = "Running") -> Value {
    Objects.pod(
      name ?? "agent-" + node, owner: set, phase: phase, ready: ready, node: node, labels: ["app": "w", "controller-revision-hash": hash])
  }

  @Test("a revision tells why the template was changed")
  func changeCause() throws {
    var set = set()
    set[path: "metadata", "annotations"] = ["kubernetes.io/change-cause": "a new image"]
    #expect(try revision(of: set).annotations == ["kubernetes.io/change-cause": "a new image"])
  }

  private func hash(_ revision: Value) -> String { revision.labels["controller-revision-hash"] ?? "" }

  @Test("every node gets a pod that the scheduler can only put there")
  func creates() {
    let pods = plan(set(), nodes: [node("a"), node("b")]).created.filter { $0.kind == "Pod" }
    let terms = pods.map { $0[path: "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"] }
    #expect(terms == ["a", "b"].map { name in
      [["matchFields": [["key": "metadata.name", "operator": "In", "values": [.string(name)]]]]]
    })
    #expect(pods.allSatisfy { $0["spec"]?["nodeName"] == nil })
    let tolerated = Set((pods.first?["spec"]?["tolerations"]?.array ?? []).compactMap { $0["key"]?.string })
    #expect(tolerated == Set(["not-ready", "unreachable", "disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"].map { "node.kubernetes.io/" + $0 }))
  }

  @Test("node selectors, affinity and taints keep pods from nodes")
  func selects() {
    let affinity: Value = ["nodeAffinity": ["requiredDuringSchedulingIgnoredDuringExecution": [
      "nodeSelectorTerms": [["matchExpressions": [["key": "disk", "operator": "In", "values": ["ssd"]]]]]
    ]]]
    let nodes = [
      node("a", labels: ["disk": "ssd"]), node("b"), node("c", labels: ["disk": "ssd"], taints: [["key": "k", "effect": "NoSchedule"]]),
      node("d", labels: ["disk": "ssd"], taints: [["key": "node.kubernetes.io/unschedulable", "effect": "NoSchedule"]]),
    ]
    let pods = plan(set(podSpec: ["affinity": affinity]), nodes: nodes).created.filter { $0.kind == "Pod" }
    #expect(pods.count == 2)
    #expect(plan(set(podSpec: ["nodeSelector": ["disk": "hdd"]]), nodes: nodes).created.filter { $0.kind == "Pod" }.isEmpty)
  }

  @Test("a taint that came later lets pods stay, unless it is NoExecute")
  func staysOrGoes() throws {
    let set = set()
    let revision = try revision(of: set)
    let pods = [pod("a", set, hash(revision)), pod("b", set, hash(revision))]
    let nodes = [node("a", taints: [["key": "k", "effect": "NoSchedule"]]), node("b", taints: [["key": "k", "effect": "NoExecute"]])]
    let result = plan(set, nodes: nodes, pods: pods, revisions: [revision])
    #expect(result.deleted == ["agent-b"])
    #expect(result.status?["numberMisscheduled"] == 2 && result.status?["desiredNumberScheduled"] == 0)
  }

  @Test("of two pods on a node the younger goes; failed and succeeded ones are replaced")
  func trims() throws {
    let set = set()
    let revision = try revision(of: set)
    var young = pod("a", set, hash(revision), name: "young")
    young[path: "metadata", "creationTimestamp"] = .string(Objects.now.rfc3339)
    let pods = [young, pod("a", set, hash(revision), name: "old"), pod("b", set, hash(revision), name: "failed", ready: false, phase: "Failed")]
    let result = plan(set, nodes: [node("a"), node("b")], pods: pods, revisions: [revision])
    #expect(result.deleted.sorted() == ["failed", "young"])
    #expect(result.messages.contains("Found failed daemon pod default/failed on node b, will try to kill it"))
  }

  private func changed(_ strategy: Value) -> Value {
    var new = set(["updateStrategy": ["type": "RollingUpdate", "rollingUpdate": strategy]])
    new[path: "spec", "template", "spec", "containers"] = [["name": "c", "image": "new"]]
    return new
  }

  @Test("an update takes old pods away within maxUnavailable; one that is down already costs nothing")
  func updatesInPlace() throws {
    let before = try revision(of: set())
    let new = changed(["maxUnavailable": "50%", "maxSurge": 0])
    let nodes = ["a", "b", "c", "d"].map { node($0) }
    var pods = ["a", "b", "c", "d"].map { pod($0, new, hash(before)) }
    #expect(plan(new, nodes: nodes, pods: pods, revisions: [before]).deleted == ["agent-a", "agent-b"])
    pods[3] = pod("d", new, hash(before), ready: false)
    #expect(plan(new, nodes: nodes, pods: pods, revisions: [before]).deleted == ["agent-d", "agent-a"])
  }

  @Test("with a surge the new pod comes first, and the old one goes when that is available")
  func surges() throws {
    let before = try revision(of: set())
    let new = changed(["maxUnavailable": 0, "maxSurge": 1])
    let after = try revision(of: new)
    let nodes = ["a", "b"].map { node($0) }
    let pods = ["a", "b"].map { pod($0, new, hash(before)) }
    let first = plan(new, nodes: nodes, pods: pods, revisions: [before, after])
    #expect(first.created.count == 1 && first.deleted.isEmpty)
    let starting = pods + [pod("a", new, hash(after), name: "next", ready: false)]
    let second = plan(new, nodes: nodes, pods: starting, revisions: [before, after])
    #expect(second.created.isEmpty && second.deleted.isEmpty)
    let ready = pods + [pod("a", new, hash(after), name: "next")]
    #expect(plan(new, nodes: nodes, pods: ready, revisions: [before, after]).deleted == ["agent-a"])
  }

  @Test("OnDelete leaves old pods where they are")
  func onDelete() throws {
    let before = try revision(of: set())
    var new = changed([:])
    new[path: "spec", "updateStrategy"] = ["type": "OnDelete"]
    let result = plan(new, nodes: [node("a")], pods: [pod("a", new, hash(before))], revisions: [before])
    #expect(result.deleted.isEmpty)
    #expect(result.status?["updatedNumberScheduled"] == nil && result.status?["numberAvailable"] == 1)
  }

  @Test("the status counts nodes; then nothing is left to do")
  func status() throws {
    var set = set()
    let revision = try revision(of: set)
    let pods = [pod("a", set, hash(revision)), pod("b", set, hash(revision), ready: false)]
    let nodes = [node("a"), node("b")]
    let result = plan(set, nodes: nodes, pods: pods, revisions: [revision])
    #expect(result.status == [
      "observedGeneration": 1, "currentNumberScheduled": 2, "numberMisscheduled": 0, "desiredNumberScheduled": 2, "numberReady": 1,
      "updatedNumberScheduled": 2, "numberAvailable": 1, "numberUnavailable": 1,
    ])
    set["status"] = result.status
    #expect(plan(set, nodes: nodes, pods: pods, revisions: [revision]).orders.isEmpty)
  }

  @Test("revisions that a deleted set left behind are adopted, so that their pods stay")
  func adoptsRevisions() throws {
    let set = set()
    var orphan = try revision(of: set)
    orphan[path: "metadata", "ownerReferences"] = nil
    let result = plan(set, nodes: [node("a")], pods: [pod("a", set, hash(orphan))], revisions: [orphan])
    #expect(result.patched.map(\.name) == [orphan.name])
    #expect(result.created.isEmpty && result.deleted.isEmpty && result.status == nil)
  }
}
