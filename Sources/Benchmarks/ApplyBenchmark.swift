import APIMachinery
import APIServer
import AccessControl
import Basics
import Client
import GitStore

/// Manifests applied by a person, as one transaction and one by one: until they are acknowledged, and until git has their commits.
enum ApplyBenchmark {
  private static let deployments = ResourcePath(GroupVersionResource(group: "apps", version: "v1", resource: "deployments"), namespace: "default")

  static func run(_ report: Report, manifests: Int = 1_000) async throws {
    try await measure(report, "one commit", manifests) { client, objects in
      let batch = Batch(objects.map { .apply(.init(object: $0)) }, fieldManager: "benchmark")
      let result = try await client.apply(batch)
      guard result.isSuccess else { throw BenchmarkFailure("the transaction was refused") }
    }
    try await measure(report, "one by one", manifests) { client, objects in
      for object in objects {
        _ = try await client.patch(deployments, name: object.name, .apply(object), options: WriteOptions(fieldManager: "benchmark", force: true))
      }
    }
  }

  private static func measure(
    _ report: Report, _ way: String, _ manifests: Int, _ apply: (DirectClient, [Value]) async throws -> Void
  ) async throws {
    try await Scratch.with("apply") { scratch in
      let store = try await GitStore.open(scratch.options)
      let server = APIServer(store: store)
      try await server.bootstrap()
      await store.flush()
      let client = server.client(as: .admin, userAgent: "benchmark")
      let objects = (0..<manifests).map(manifest)
      for round in ["created", "unchanged"] {
        let cpu = Load.processorSeconds()
        let start = ContinuousClock.now
        try await apply(client, objects)
        let acknowledged = ContinuousClock.now - start
        await store.flush()
        let inGit = ContinuousClock.now - start
        report.add("apply of \(manifests) manifests", [
          ("as", .string(way)), ("objects are", .string(round)), ("acknowledged ms", (acknowledged.seconds * 1_000).rounded3),
          ("in git ms", (inGit.seconds * 1_000).rounded3),
          ("cpu us/object", ((Load.processorSeconds() - cpu) * 1e6 / Double(manifests)).rounded3),
        ])
      }
      await store.close()
    }
  }

  private static func manifest(_ number: Int) -> Value {
    [
      "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": .string("app-\(number)"), "namespace": "default"],
      "spec": [
        "replicas": 2, "selector": ["matchLabels": ["app": .string("app-\(number)")]],
        "template": [
          "metadata": ["labels": ["app": .string("app-\(number)")]],
          "spec": ["containers": [["name": "main", "image": "registry.example.com/team/app:1.2.3", "ports": [["containerPort": 8080]]]]],
        ],
      ],
    ]
  }
}
