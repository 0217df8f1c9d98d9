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
    var statefulSets: Set<String> = []
    var daemonSets: Set<String> = []
    var cronJobs: Set<String> = []
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
    if onlyRollsOut { return }
    try await create(Self.statefulSets, Build.statefulSet("db", replicas: 3))
    try await create(Self.statefulSets, Build.statefulSet("cache", replicas: 4, spec: ["podManagementPolicy": "Parallel"]))
    expectations.statefulSets = ["cache", "db"]
    try await create(Self.daemonSets, Build.daemonSet("agent"))
    expectations.daemonSets = ["agent"]
    try await create(Self.cronJobs, Build.cronJob("tick", schedule: "*/2 * * * *", spec: ["concurrencyPolicy": "Forbid"]))
    expectations.cronJobs = ["tick"]
  }

  mutating func act(_ random: any RandomSource) async throws {
    serial += 1
    guard let name = expectations.deployments.sorted().randomElement(random) else { return }
    if onlyRollsOut, try await !isRolledOut(name) { return }
    switch onlyRollsOut ? 0 : random.below(17) {
    case 0, 1, 2: try await patch(name, ["spec": ["template": ["metadata": ["annotations": ["version": .string("v\(serial)")]]]]])
    case 3, 4: try await patch(name, ["spec": ["replicas": .int(Int64(random.below(9)))]])
    case 5: try await patch(name, ["spec": ["paused": .bool(random.below(2) == 0)]])
    case 6: try await createJob(indexed: random.below(2) == 0)
    case 7: try await createRecreating()
    case 8: try await deleteDeployment(random)
    case 9: try await createNamespace()
    case 10: try await deleteNamespace()
    case 11: try await change(Self.statefulSets, expectations.statefulSets, random)
    case 12: try await scaleStatefulSet(random)
    case 13: try await change(Self.daemonSets, expectations.daemonSets, random)
    case 14: try await createStatefulSet(random)
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
    // A clock never comes to rest.
    for name in expectations.cronJobs { try await patch(Self.cronJobs, name, ["spec": ["suspend": true]]) }
  }

  private func create(_ path: ResourcePath, _ object: Value) async throws {
    _ = try await client.create(path, object, options: WriteOptions())
  }

  private func patch(_ name: String, _ patch: Value) async throws { try await self.patch(Self.deployments, name, patch) }

  private func patch(_ path: ResourcePath, _ name: String, _ patch: Value) async throws {
    _ = try await client.patch(path, name: name, .merge(patch), options: WriteOptions())
  }

  private static let statefulSets = ResourcePath(WellKnown.statefulSets, namespace: "default")
  private static let daemonSets = ResourcePath(WellKnown.daemonSets, namespace: "default")
  private static let cronJobs = ResourcePath(WellKnown.cronJobs, namespace: "default")

  /// A new template.
  private func change(_ path: ResourcePath, _ names: Set<String>, _ random: any RandomSource) async throws {
    guard let name = names.sorted().randomElement(random) else { return }
    try await patch(path, name, ["spec": ["template": ["metadata": ["annotations": ["version": .string("v\(serial)")]]]]])
  }

  private func scaleStatefulSet(_ random: any RandomSource) async throws {
    guard let name = expectations.statefulSets.sorted().randomElement(random) else { return }
    try await patch(Self.statefulSets, name, ["spec": ["replicas": .int(Int64(random.below(6)))]])
  }

  private mutating func createStatefulSet(_ random: any RandomSource) async throws {
    let name = "row-\(serial)"
    let spec: Value = ["podManagementPolicy": random.below(2) == 0 ? "Parallel" : "OrderedReady", "ordinals": ["start": 2]]
    try await create(Self.statefulSets, Build.statefulSet(name, replicas: 2, spec: spec))
    expectations.statefulSets.insert(name)
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
    let kinds = ["ReplicaSet", "StatefulSet", "DaemonSet"]
    let owned = pods.filter { kinds.contains($0.controllerReference?.kind ?? "") && !$0.isBeingDeleted }
    guard let pod = owned.randomElement(random) else { return }
    _ = try await client.delete(ResourcePath(WellKnown.pods, namespace: "default"), name: pod.name, options: DeleteOptions(uid: pod.uid))
  }
}
