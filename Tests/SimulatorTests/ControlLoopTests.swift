import APIMachinery
import Client
import ControllerKit
import TestSupport
import Testing

/// The control loops with their tasks, watches and queues, against the API server in process.
@Suite struct ControlLoopTests {
  private let pods = ResourcePath(WellKnown.pods, namespace: "default")

  @Test("a Deployment becomes pods on a node, on any store", .timeLimit(.minutes(1)), arguments: [TestCluster.Storage.memory, .git])
  func deploys(storage: TestCluster.Storage) async throws {
    try await TestCluster.with(storage) { cluster in
      try await cluster.withControlLoops {
        try await cluster.create(Build.node("n1"), in: WellKnown.nodes)
        try await cluster.create(Build.deployment("web", replicas: 3), in: WellKnown.deployments)
        _ = try await cluster.wait(for: WellKnown.deployments, namespace: "default", "web") {
          $0["status"]?["replicas"] == 3 && $0["status"]?["observedGeneration"] == 1
        }
        for pod in try await cluster.admin.list(pods, options: ListOptions()).items {
          _ = try await cluster.wait(for: WellKnown.pods, namespace: "default", pod.name) { $0["spec"]?["nodeName"] == "n1" }
        }
        _ = try await cluster.wait(for: WellKnown.deployments, namespace: "default", "web") {
          Conditions(of: $0)["Progressing"]?.reason == "ReplicaSetUpdated" || Conditions(of: $0)["Progressing"]?.reason == "NewReplicaSetCreated"
        }
      }
    }
  }

  @Test("deleting a Deployment takes its ReplicaSet and pods with it", .timeLimit(.minutes(1)))
  func collects() async throws {
    try await TestCluster.with { cluster in
      try await cluster.withControlLoops {
        try await cluster.create(Build.deployment("web", replicas: 2), in: WellKnown.deployments)
        _ = try await cluster.wait(for: WellKnown.deployments, namespace: "default", "web") { $0["status"]?["replicas"] == 2 }
        let names = try await cluster.admin.list(pods, options: ListOptions()).items.map(\.name)
        #expect(names.count == 2)
        let path = ResourcePath(WellKnown.deployments, namespace: "default")
        _ = try await cluster.admin.delete(path, name: "web", options: DeleteOptions(propagation: .foreground))
        try await cluster.waitUntilGone(WellKnown.deployments, namespace: "default", "web")
        #expect(try await cluster.admin.list(pods, options: ListOptions()).items.isEmpty)
      }
    }
  }

  @Test("a namespace is emptied and goes", .timeLimit(.minutes(1)))
  func emptiesNamespace() async throws {
    try await TestCluster.with { cluster in
      try await cluster.withControlLoops {
        try await cluster.create(Build.namespace("team"), in: WellKnown.namespaces)
        _ = try await cluster.wait(for: WellKnown.serviceAccounts, namespace: "team", "default") { _ in true }
        try await cluster.create(Build.deployment("web", namespace: "team", replicas: 2), in: WellKnown.deployments)
        _ = try await cluster.wait(for: WellKnown.deployments, namespace: "team", "web") { $0["status"]?["replicas"] == 2 }
        _ = try await cluster.admin.delete(ResourcePath(WellKnown.namespaces), name: "team", options: DeleteOptions())
        try await cluster.waitUntilGone(WellKnown.namespaces, "team")
        let left = try await cluster.admin.list(ResourcePath(WellKnown.pods, namespace: "team"), options: ListOptions()).items
        #expect(left.isEmpty)
      }
    }
  }

  @Test("a pod that fits nowhere is told so, and placed when there is room", .timeLimit(.minutes(1)))
  func schedulesLater() async throws {
    try await TestCluster.with { cluster in
      try await cluster.withControlLoops {
        let spec: Value = ["containers": [["name": "c", "image": "i", "resources": ["requests": ["cpu": "6"]]]]]
        try await cluster.create(Build.node("small"), in: WellKnown.nodes)
        // A new node is tainted until the node controller has seen that it is ready.
        _ = try await cluster.wait(for: WellKnown.nodes, "small") { $0["spec"]?["taints"]?.array?.isEmpty ?? true }
        try await cluster.create(Build.pod("big", spec: spec), in: WellKnown.pods)
        let refused = try await cluster.wait(for: WellKnown.pods, namespace: "default", "big") {
          Conditions(of: $0)["PodScheduled"]?.status == "False"
        }
        let message = Conditions(of: refused)["PodScheduled"]?.message
        #expect(message?.contains("1 Insufficient cpu") == true)
        try await cluster.create(Build.node("large", cpu: "8"), in: WellKnown.nodes)
        _ = try await cluster.wait(for: WellKnown.nodes, "large") { $0["spec"]?["taints"]?.array?.isEmpty ?? true }
        // Each attempt that comes too early waits longer for the next.
        let placed = try await cluster.wait(for: WellKnown.pods, namespace: "default", "big") { pod in
          if pod["spec"]?["nodeName"] == nil { cluster.clock.advance(by: .seconds(10)) }
          return pod["spec"]?["nodeName"] != nil
        }
        #expect(placed["spec"]?["nodeName"] == "large")
      }
    }
  }

  @Test("loops that are stopped and started go on where the objects are", .timeLimit(.minutes(1)))
  func restarts() async throws {
    try await TestCluster.with { cluster in
      for replicas in [1, 3, 2] {
        let path = ResourcePath(WellKnown.deployments, namespace: "default")
        if replicas == 1 { try await cluster.create(Build.deployment("web", replicas: 1), in: WellKnown.deployments) }
        let patch: Value = ["spec": ["replicas": .int(Int64(replicas))]]
        _ = try await cluster.admin.patch(path, name: "web", .merge(patch), options: WriteOptions())
        try await cluster.withControlLoops {
          _ = try await cluster.wait(for: WellKnown.deployments, namespace: "default", "web") { $0["status"]?["replicas"]?.int == Int64(replicas) }
        }
        #expect(try await cluster.admin.list(pods, options: ListOptions()).items.count == replicas)
      }
    }
  }
}
