import APIMachinery
import Testing

@testable import CLI

@Suite struct NodeCommandTests {
  private static func pod(_ name: String, owner: String? = nil, emptyDir: Bool = false, phase: String = "Running") -> Value {
    var pod: Value = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name), "namespace": "default", "uid": .string("uid-" + name)],
      "spec": ["nodeName": "n1"], "status": ["phase": .string(phase)],
    ]
    if let owner {
      pod[path: "metadata", "ownerReferences"] = [[
        "apiVersion": "apps/v1", "kind": .string(owner), "name": "o", "uid": .string("uid-" + owner), "controller": true,
      ]]
    }
    if emptyDir { pod[path: "spec", "volumes"] = [["name": "v", "emptyDir": [:]]] }
    return pod
  }

  @Test("a drain tells why it can't move pods")
  func refusals() {
    let pods = [
      Self.pod("bare"), Self.pod("daemon", owner: "DaemonSet"), Self.pod("data", owner: "ReplicaSet", emptyDir: true),
      Self.pod("plain", owner: "ReplicaSet"),
    ]
    let plan = DrainPlan(pods: pods, daemonSets: ["uid-DaemonSet"], rules: .init())
    #expect(plan.errors == [
      "cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/daemon",
      "cannot delete Pods that declare no controller (use --force to override): default/bare",
      "cannot delete Pods with local storage (use --delete-emptydir-data to override): default/data",
    ])
    let all = DrainPlan(
      pods: pods, daemonSets: ["uid-DaemonSet"], rules: .init(ignoresDaemonSets: true, deletesEmptyDirData: true, force: true))
    #expect(all.errors == [])
    #expect(all.evicted.map(\.name) == ["bare", "data", "plain"])
    #expect(all.warnings == [
      "deleting Pods that declare no controller: default/bare", "ignoring DaemonSet-managed Pods: default/daemon",
    ])
    let over = DrainPlan(pods: [Self.pod("done", phase: "Succeeded")], daemonSets: [], rules: .init())
    #expect(over.evicted.count == 1 && over.errors == [])
  }

  @Test("cordon and uncordon change a node once")
  func cordon() async throws {
    let cluster = CannedCluster()
    try cluster.add("{apiVersion: v1, kind: Node, metadata: {name: n1}}")
    let harness = CommandHarness(cluster)
    #expect(await harness.run("cordon", "n1").output == "node/n1 cordoned\n")
    #expect(await harness.run("cordon", "node/n1").output == "node/n1 already cordoned\n")
    #expect(await harness.run("uncordon", "n1").output == "node/n1 uncordoned\n")
    #expect(cluster.object("/api/v1/nodes/n1")?[path: "spec", "unschedulable"] == nil)
    #expect(await harness.run("cordon").exitCode == 1)
  }

  @Test("drain cordons, evicts and says when pods are gone")
  func drain() async throws {
    let cluster = CannedCluster()
    try cluster.add("{apiVersion: v1, kind: Node, metadata: {name: n1}}")
    try cluster.add(YAML.text(Self.pod("web", owner: "ReplicaSet")))
    cluster.answer("POST", "/api/v1/namespaces/default/pods/web/eviction") { _ in
      cluster.remove("/api/v1/namespaces/default/pods/web")
      return CannedCluster.json(["kind": "Status", "status": "Success"])
    }
    let run = await CommandHarness(cluster).run("drain", "n1")
    #expect(run.output == "node/n1 cordoned\nevicting pod default/web\npod/web evicted\nnode/n1 drained\n", "\(run)")
    #expect(cluster.bodies("POST").first?["kind"] == "Eviction")
  }

  @Test("taints are set, replaced with --overwrite, and removed")
  func taint() throws {
    let set = try TaintEdit.apply([TaintEdit("a=b:NoSchedule")], to: [], node: "n", overwrites: false)
    #expect(set == [["key": "a", "effect": "NoSchedule", "value": "b"]])
    #expect(throws: CommandFailure("node n already has a taint(s) with same effect(s) and --overwrite is false")) {
      try TaintEdit.apply([TaintEdit("a=c:NoSchedule")], to: set, node: "n", overwrites: false)
    }
    let replaced = try TaintEdit.apply([TaintEdit("a=c:NoSchedule")], to: set, node: "n", overwrites: true)
    #expect(replaced[0]["value"] == "c")
    #expect(try TaintEdit.apply([TaintEdit("a-")], to: replaced, node: "n", overwrites: false) == [])
    #expect(throws: CommandFailure.self) { try TaintEdit.apply([TaintEdit("a:NoExecute-")], to: set, node: "n", overwrites: false) }
    #expect(throws: CommandFailure("invalid taint effect: Never, unsupported taint effect")) { try TaintEdit("a=b:Never") }
    #expect(throws: CommandFailure.self) { try TaintEdit("a=b") }
  }

  @Test("taint reports what it did")
  func taintCommand() async throws {
    let cluster = CannedCluster()
    try cluster.add("{apiVersion: v1, kind: Node, metadata: {name: n1}}")
    let run = await CommandHarness(cluster).run("taint", "nodes", "n1", "a=b:NoSchedule")
    #expect(run.output == "node/n1 tainted\n", "\(run)")
  }
}
