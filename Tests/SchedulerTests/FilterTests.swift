import APIMachinery
import Basics
import ControllerKit
import Scheduler
import Testing

@Suite struct FilterTests {
  @Test("a pod that fits nowhere is told why, node by node, in upstream's words")
  func message() {
    var cluster = Cluster(nodes: [
      Cluster.node("a", cpu: "1"), Cluster.node("b", taints: [["key": "x", "value": "y", "effect": "NoSchedule"]]),
      Cluster.node("c", taints: [["key": "x", "value": "y", "effect": "NoSchedule"]]),
    ])
    let message = cluster.refusal(Cluster.pod("p", cpu: "2"))
    #expect(message == """
      0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {x: y}. \
      preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.
      """)
  }

  @Test("a full node could be made room on, so preemption looks for victims")
  func fullNode() {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    cluster.put(Cluster.pod("old", cpu: "1", on: "a"))
    let message = cluster.refusal(Cluster.pod("p", cpu: "1", memory: "1Gi"))
    #expect(message == """
      0/1 nodes are available: 1 Insufficient cpu. \
      preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.
      """)
  }

  @Test("amounts beyond what a number holds fit nowhere, and do no harm where they are bound by hand")
  func endless() {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    for name in ["p", "q", "r"] { cluster.put(Cluster.pod(name, cpu: "9E", memory: "9E", on: "a")) }
    #expect(cluster.refusal(Cluster.pod("s", cpu: "9E", memory: "9E"))?.contains("Insufficient cpu, 1 Insufficient memory") == true)
    #expect(cluster.refusal(Cluster.pod("t", cpu: "1m", memory: "1"))?.contains("Insufficient cpu") == true)
  }

  @Test("without nodes there is nothing to choose from")
  func noNodes() {
    var cluster = Cluster()
    #expect(cluster.refusal(Cluster.pod("p")) == "no nodes available to schedule pods")
  }

  @Test("the refusal is written to the pod's PodScheduled condition")
  func condition() throws {
    var cluster = Cluster(nodes: [Cluster.node("a", cpu: "1")])
    cluster.put(Cluster.pod("p", cpu: "2"))
    let decision = cluster.core.next(now: cluster.now)
    let patches = (decision?.plan.orders ?? []).compactMap { order -> Value? in
      if case .patch(let path, _, let patch) = order.action, path.subresource == "status" { patch.body } else { nil }
    }
    let condition = try #require(patches.first?["status"]?["conditions"]?[0])
    #expect(condition["type"] == "PodScheduled" && condition["status"] == "False" && condition["reason"] == "Unschedulable")
  }

  @Test("each plugin refuses with its own reason", arguments: [
    (["nodeSelector": ["disk": "ssd"]], "node(s) didn't match Pod's node affinity/selector"),
    (
      ["affinity": ["nodeAffinity": ["requiredDuringSchedulingIgnoredDuringExecution": [
        "nodeSelectorTerms": [["matchExpressions": [["key": "zone", "operator": "In", "values": ["z9"]]]]]
      ]]]], "node(s) didn't match Pod's node affinity/selector"
    ),
    (["containers": [["name": "c", "ports": [["containerPort": 1, "hostPort": 8080]]]]], "node(s) didn't have free ports for the requested pod ports"),
    (
      ["topologySpreadConstraints": [[
        "maxSkew": 1, "topologyKey": "rack", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": ["matchLabels": ["app": "w"]],
      ]]], "node(s) didn't match pod topology spread constraints (missing required label)"
    ),
    (
      ["affinity": ["podAffinity": ["requiredDuringSchedulingIgnoredDuringExecution": [
        ["topologyKey": "zone", "labelSelector": ["matchLabels": ["app": "nobody"]]]
      ]]]], "node(s) didn't match pod affinity rules"
    ),
    (
      ["affinity": ["podAntiAffinity": ["requiredDuringSchedulingIgnoredDuringExecution": [
        ["topologyKey": "zone", "labelSelector": ["matchLabels": ["app": "db"]]]
      ]]]], "node(s) didn't match pod anti-affinity rules"
    ),
  ] as [(Value, String)])
  func reasons(spec: Value, reason: String) throws {
    var cluster = Cluster(nodes: [Cluster.node("a", labels: ["zone": "z1"])])
    let holder: Value = ["containers": [["name": "c", "ports": [["containerPort": 1, "hostPort": 8080]]]]]
    cluster.put(Cluster.pod("db", labels: ["app": "db"], on: "a", spec: holder))
    let refusal = cluster.refusal(Cluster.pod("p", labels: ["app": "w"], spec: spec))
    let message = try #require(refusal)
    #expect(message.hasPrefix("0/1 nodes are available: 1 \(reason)."))
  }

  @Test("a cordoned node takes only pods that tolerate it")
  func cordoned() {
    var cluster = Cluster(nodes: [Cluster.node("a", unschedulable: true)])
    let tolerant: Value = ["tolerations": [["key": "node.kubernetes.io/unschedulable", "operator": "Exists"]]]
    #expect(cluster.place(Cluster.pod("daemon", spec: tolerant)) == "a")
    #expect(cluster.refusal(Cluster.pod("p"))?.contains("1 node(s) were unschedulable") == true)
  }

  @Test("pods that keep others away keep this one away")
  func existingAntiAffinity() {
    var cluster = Cluster(nodes: [Cluster.node("a", labels: ["zone": "1"]), Cluster.node("b", labels: ["zone": "2"])])
    let lonely: Value = ["affinity": ["podAntiAffinity": ["requiredDuringSchedulingIgnoredDuringExecution": [
      ["topologyKey": "zone", "labelSelector": ["matchLabels": ["app": "noisy"]]]
    ]]]]
    cluster.put(Cluster.pod("lonely", on: "a", spec: lonely))
    #expect(cluster.place(Cluster.pod("noisy", labels: ["app": "noisy"])) == "b")
  }

  @Test("hard spreading evens pods out over zones")
  func spreads() {
    var cluster = Cluster(nodes: (1...3).map { Cluster.node("n\($0)", labels: ["zone": "z\($0)"]) })
    let spec: Value = ["topologySpreadConstraints": [[
      "maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": ["matchLabels": ["app": "w"]],
    ]]]
    var counts: [String: Int] = [:]
    for number in 1...9 { counts[cluster.place(Cluster.pod("p\(number)", labels: ["app": "w"], spec: spec)) ?? "none", default: 0] += 1 }
    #expect(counts == ["n1": 3, "n2": 3, "n3": 3])
  }

  @Test("the amounts of all containers count, the largest init container too")
  func requests() {
    let spec: Value = [
      "initContainers": [["name": "i", "resources": ["requests": ["cpu": "3"]]]],
      "containers": [
        ["name": "a", "resources": ["requests": ["cpu": "500m", "memory": "1Gi"]]], ["name": "b", "resources": ["requests": ["cpu": "0.25"]]],
      ],
    ]
    let info = PodInfo(Cluster.pod("p", spec: spec))
    #expect(info.requests.milliCPU == 3000)
    #expect(info.requests.memory == 1 << 30)
  }

  @Test("quantities", arguments: [
    ("100m", 100), ("1", 1000), ("1.5", 1500), ("0.1", 100), ("2k", 2_000_000), ("1e3", 1_000_000), ("100u", 1), ("1Ki", 1_024_000),
  ] as [(String, Int64)])
  func quantities(text: String, milli: Int64) {
    #expect(ResourceAmounts(["cpu": .string(text)]).milliCPU == milli)
  }

  @Test("several required terms are met by pods that meet all of them, not one each")
  func affinityTermsTogether() {
    func term(_ key: String, _ value: String) -> Value {
      ["topologyKey": "zone", "labelSelector": ["matchLabels": .object(Object([(key, .string(value))]))]]
    }
    let terms: Value = [term("app", "db"), term("tier", "hot")]
    let spec: Value = ["affinity": ["podAffinity": ["requiredDuringSchedulingIgnoredDuringExecution": terms]]]
    var cluster = Cluster(nodes: [Cluster.node("a", labels: ["zone": "z1"])])
    cluster.put(Cluster.pod("db", labels: ["app": "db"], on: "a"))
    cluster.put(Cluster.pod("hot", labels: ["tier": "hot"], on: "a"))
    #expect(cluster.place(Cluster.pod("near", spec: spec)) == nil)
    cluster.put(Cluster.pod("both", labels: ["app": "db", "tier": "hot"], on: "a"))
    #expect(cluster.place(Cluster.pod("nearer", spec: spec)) == "a")
  }
}
