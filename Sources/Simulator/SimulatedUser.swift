import APIMachinery
import Basics
import Client
import ControllerKit
import TestSupport

/// Somebody who creates, resizes, changes, pauses and deletes workloads at random, and remembers what should come of it.
struct SimulatedUser {
  /// What must be true at rest.
  struct Expectations: Sendable {
    var deployments: Set<String> = []
    var jobs: Set<String> = []
    var goneNamespaces: Set<String> = []
  }

  let client: any APIClient
  private(set) var expectations = Expectations()
  private var serial = 0

  private let onlyRollsOut: Bool

  init(client: any APIClient, onlyRollsOut: Bool) { (self.client, self.onlyRollsOut) = (client, onlyRollsOut) }

  private static let deployments = ResourcePath(WellKnown.deployments, namespace: "default")

  mutating func prepare() async throws {
    for (name, replicas) in [("web", 6), ("api", 4)] {
      try await create(Self.deployments, Build.deployment(name, replicas: replicas))
      expectations.deployments.insert(name)
    }
    try await create(ResourcePath(WellKnown.services, namespace: "default"), Build.service("web", selecting: ["app": "web"]))
    try await createJob(indexed: true)
  }

  mutating func act(_ random: any RandomSource) async throws {
    serial += 1
    guard let name = expectations.deployments.sorted().randomElement(random) else { return }
    if onlyRollsOut, try await !isRolledOut(name) { return }
    switch onlyRollsOut ? 0 : random.below(12) {
    case 0, 1, 2: try await patch(name, ["spec": ["template": ["metadata": ["annotations": ["version": .string("v\(serial)")]]]]])
    case 3, 4: try await patch(name, ["spec": ["replicas": .int(Int64(random.below(9)))]])
    case 5: try await patch(name, ["spec": ["paused": .bool(random.below(2) == 0)]])
    case 6: try await createJob(indexed: random.below(2) == 0)
    case 7: try await createRecreating()
    case 8: try await deleteDeployment(random)
    case 9: try await createNamespace()
    case 10: try await deleteNamespace()
    default: try await deletePod(random)
    }
  }

  /// A rollout that overtakes another may remove pods that have become ready unseen, here as upstream: no bound could be checked.
  private func isRolledOut(_ name: String) async throws -> Bool {
    let deployment = try await client.get(Self.deployments, name: name, options: GetOptions())
    let (replicas, status) = (deployment["spec"]?["replicas"]?.int, deployment["status"])
    return status?["observedGeneration"]?.int == deployment.generation && status?["updatedReplicas"]?.int == replicas
      && status?["availableReplicas"]?.int == replicas && status?["replicas"]?.int == replicas
  }

  /// What a pause left behind would keep a rollout from its end.
  mutating func resumeAll() async throws {
    for name in expectations.deployments.sorted() { try await patch(name, ["spec": ["paused": false]]) }
  }

  private func create(_ path: ResourcePath, _ object: Value) async throws {
    _ = try await client.create(path, object, options: WriteOptions())
  }

  private func patch(_ name: String, _ patch: Value) async throws {
    _ = try await client.patch(Self.deployments, name: name, .merge(patch), options: WriteOptions())
  }

  private mutating func createJob(indexed: Bool) async throws {
    let name = "job-\(serial)"
    var spec: Value = ["completions": 5, "parallelism": 3, "backoffLimit": 40]
    if indexed { spec["completionMode"] = "Indexed" }
    try await create(ResourcePath(WellKnown.jobs, namespace: "default"), Build.job(name, spec: spec))
    expectations.jobs.insert(name)
  }

  private mutating func createRecreating() async throws {
    let name = "recreate-\(serial)"
    try await create(Self.deployments, Build.deployment(name, replicas: 3, spec: ["strategy": ["type": "Recreate"]]))
    expectations.deployments.insert(name)
  }

  private mutating func deleteDeployment(_ random: any RandomSource) async throws {
    let candidates = expectations.deployments.filter { $0.hasPrefix("recreate") || $0 == "api" }.sorted()
    guard let name = candidates.randomElement(random) else { return }
    let propagation: DeleteOptions.Propagation = random.below(2) == 0 ? .background : .foreground
    _ = try await client.delete(Self.deployments, name: name, options: DeleteOptions(propagation: propagation))
    expectations.deployments.remove(name)
  }

  private mutating func createNamespace() async throws {
    let name = "team-\(serial)"
    try await create(ResourcePath(WellKnown.namespaces), Build.namespace(name))
    try await create(ResourcePath(WellKnown.deployments, namespace: name), Build.deployment("inner", namespace: name, replicas: 2))
    openNamespaces.append(name)
  }
  private var openNamespaces: [String] = []

  private mutating func deleteNamespace() async throws {
    guard !openNamespaces.isEmpty else { return }
    let name = openNamespaces.removeFirst()
    _ = try await client.delete(ResourcePath(WellKnown.namespaces), name: name, options: DeleteOptions())
    expectations.goneNamespaces.insert(name)
  }

  private func deletePod(_ random: any RandomSource) async throws {
    let pods = try await client.list(ResourcePath(WellKnown.pods, namespace: "default"), options: ListOptions()).items
    let owned = pods.filter { $0.controllerReference?.kind == "ReplicaSet" && !$0.isBeingDeleted }
    guard let pod = owned.randomElement(random) else { return }
    _ = try await client.delete(ResourcePath(WellKnown.pods, namespace: "default"), name: pod.name, options: DeleteOptions(uid: pod.uid))
  }
}
