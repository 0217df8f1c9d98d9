import APIMachinery
import Client
import ClusterHarness
import ControllerKit
import TestSupport
import Testing

/// One body, three clusters: what the test kit promises of them is the same.
@Suite struct HarnessTests {
  @Test("a Deployment becomes a ReplicaSet and pods, however much of the cluster is real", .timeLimit(.minutes(2)), arguments: ClusterHarness.Reality.allCases)
  func deploys(reality: ClusterHarness.Reality) async throws {
    try await ClusterHarness.with(reality) { cluster in
      try await cluster.withNamespace { namespace in
        try await cluster.create(Build.deployment("web", namespace: namespace, replicas: 2), in: WellKnown.deployments)
        _ = try await cluster.wait(for: WellKnown.deployments, namespace: namespace, "web") { $0["status"]?["replicas"] == 2 }
        let pods = try await cluster.administrator.list(ResourcePath(WellKnown.pods, namespace: namespace), options: ListOptions())
        #expect(pods.items.count == 2)
      }
    }
  }

  @Test("a body that fails takes its namespace with it, and its error comes through", .timeLimit(.minutes(1)))
  func cleansUp() async throws {
    struct Broken: Error {}
    try await ClusterHarness.with(.memory) { cluster in
      await #expect(throws: Broken.self) {
        try await cluster.withNamespace("broken-") { namespace in
          try await cluster.create(Build.deployment("web", namespace: namespace, replicas: 1), in: WellKnown.deployments)
          throw Broken()
        }
      }
      let left = try await cluster.administrator.list(ResourcePath(WellKnown.namespaces), options: ListOptions()).items
      for namespace in left where namespace.name.hasPrefix("broken-") { try await cluster.waitUntilGone(WellKnown.namespaces, namespace.name) }
    }
  }
}
