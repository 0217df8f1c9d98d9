import APIMachinery
import Basics
import ControllerKit
import Store

/// What must hold: at every step, and when the cluster is at rest. Reads the store itself, not a cache.
struct Invariants {
  private let store: any ObjectStore
  private let countsFailures: Bool
  private let checksAvailability: Bool
  /// Deployments that have been wholly available once.
  private var wereAvailable: Set<String> = []
  private(set) var violations: [String] = []
  private var decoded: [ObjectKey: (revision: Revision, object: Value)] = [:]
  private var lastChecked = Revision.zero

  /// `countsFailures`: no node dies, so every failed pod of a Job stays to be counted.
  init(store: any ObjectStore, countsFailures: Bool, checksAvailability: Bool) {
    (self.store, self.countsFailures, self.checksAvailability) = (store, countsFailures, checksAvailability)
  }

  mutating func report(_ violation: String) { if violations.count < 20 { violations.append(violation) } }

  // MARK: reading

  mutating func list(_ resource: GroupVersionResource) -> [Value] {
    store.snapshot().list(resource.groupResource).map { stored in
      if let known = decoded[stored.key], known.revision == stored.revision { return known.object }
      let object = stored.decoded()
      decoded[stored.key] = (stored.revision, object)
      return object
    }
  }

  func get(_ resource: GroupVersionResource, namespace: String = "", _ name: String) -> Value? {
    store.snapshot().get(ObjectKey(resource.groupResource, namespace: namespace, name: name))?.decoded()
  }

  /// The newest revision of anything that isn't a Lease.
  func revisionWithoutLeases() -> UInt64 {
    let snapshot = store.snapshot()
    var newest: UInt64 = 0
    var count: UInt64 = 0
    for resource in snapshot.resources where resource != WellKnown.leases.groupResource {
      for object in snapshot.list(resource) { (newest, count) = (max(newest, object.revision.rawValue), count + 1) }
    }
    return newest &* 100_000 &+ count
  }

  /// The objects written last, newest first: what to look at when there is no end.
  func lastWrites() -> String {
    let snapshot = store.snapshot()
    let all = snapshot.resources.flatMap { snapshot.list($0) }.sorted { $0.revision > $1.revision }
    return all.prefix(4).map { "\($0.key) \(String(decoding: $0.json, as: UTF8.self))" }.joined(separator: "\n")
  }

  /// FNV-1a over every object in the order of its key.
  func fingerprint() -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let snapshot = store.snapshot()
    for resource in snapshot.resources {
      for object in snapshot.list(resource) { for byte in object.json { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 } }
    }
    return hash ^ snapshot.revision.rawValue
  }

  // MARK: at every step

  mutating func observe() {
    guard store.revision != lastChecked else { return }
    lastChecked = store.revision
    let pods = list(WellKnown.pods)
    checkIndexes(pods)
    checkRollouts()
    if checksAvailability { checkAvailability(pods) }
  }

  /// No index of a Job runs twice at a time.
  private mutating func checkIndexes(_ pods: [Value]) {
    var running: Set<String> = []
    for pod in pods where PodFacts(pod).isActive {
      guard let index = pod["metadata"]?["annotations"]?["batch.kubernetes.io/job-completion-index"]?.string,
        let owner = pod.controllerReference
      else { continue }
      if !running.insert(owner.uid + "/" + index).inserted { report("index \(index) of \(owner.name) runs twice") }
    }
  }

  /// A rollout never asks for more than replicas + maxSurge.
  private mutating func checkRollouts() {
    let sets = list(WellKnown.replicaSets)
    for deployment in list(WellKnown.deployments) where !deployment.isBeingDeleted {
      let own = sets.filter { $0.controllerReference?.uid == deployment.uid }
      guard own.count > 1, own.contains(where: { Self.size($0) > 0 }) else { continue }
      let replicas = Self.size(deployment)
      // While it is being resized, old sizes may still stand.
      let desired = "deployment.kubernetes.io/desired-replicas"
      guard own.allSatisfy({ Self.size($0) == 0 || $0.annotations[desired] == String(replicas) }) else { continue }
      let surge = deployment["spec"]?["strategy"]?["type"] == "Recreate" ? 0 : (replicas + 3) / 4
      let total = own.reduce(0) { $0 + Self.size($1) }
      if total > replicas + surge { report("\(deployment.name): \(total) replicas asked for, \(replicas + surge) allowed") }
    }
  }

  /// Once available, a Deployment has at least replicas - maxUnavailable pods that are ready and stay.
  private mutating func checkAvailability(_ pods: [Value]) {
    let owners = Dictionary(list(WellKnown.replicaSets).map { ($0.uid, $0.controllerReference?.uid ?? "") }, uniquingKeysWith: { $1 })
    var ready: [String: Int] = [:]
    for pod in pods where PodFacts(pod).isActive && PodFacts(pod).isReady {
      if let set = pod.controllerReference?.uid, let deployment = owners[set] { ready[deployment, default: 0] += 1 }
    }
    for deployment in list(WellKnown.deployments) {
      let replicas = Self.size(deployment)
      let count = ready[deployment.uid] ?? 0
      if count >= replicas { wereAvailable.insert(deployment.uid) }
      if wereAvailable.contains(deployment.uid), count < replicas - replicas / 4 {
        report("\(deployment.name): \(count) pods ready, \(replicas - replicas / 4) must be")
      }
    }
  }

  static func size(_ object: Value) -> Int { Int(object["spec"]?["replicas"]?.int ?? 1) }
  static func count(_ object: Value, _ field: String) -> Int { Int(object["status"]?[field]?.int ?? 0) }

  // MARK: at rest

  mutating func atRest(_ expected: SimulatedUser.Expectations) {
    let pods = list(WellKnown.pods)
    let sets = list(WellKnown.replicaSets)
    for name in expected.deployments.sorted() { checkDeployment(name, sets) }
    for name in expected.jobs.sorted() { checkJob(name, pods) }
    checkOwners(pods, sets)
    for set in sets {
      let active = pods.filter { $0.controllerReference?.uid == set.uid && PodFacts($0).isActive }.count
      if active != Self.size(set) { report("ReplicaSet \(set.name): \(active) pods, \(Self.size(set)) wanted") }
    }
    for pod in pods where PodFacts(pod).isActive && !PodFacts(pod).isReady { report("pod \(pod.name) isn't ready at rest") }
    checkNamespaces(expected)
    checkEndpoints(pods)
    for name in expected.statefulSets.sorted() { checkStatefulSet(name, pods) }
    for name in expected.daemonSets.sorted() { checkDaemonSet(name, pods) }
    for name in expected.cronJobs.sorted() { checkCronJob(name) }
  }

  private mutating func checkDeployment(_ name: String, _ sets: [Value]) {
    guard let deployment = get(WellKnown.deployments, namespace: "default", name) else { return report("deployment \(name) is gone") }
    let replicas = Self.size(deployment)
    let own = sets.filter { $0.controllerReference?.uid == deployment.uid }
    let revisions = own.compactMap { $0.annotations["deployment.kubernetes.io/revision"].flatMap { Int($0) } }
    if Set(revisions).count != own.count { report("deployment \(name): revisions \(revisions) aren't distinct") }
    for field in ["replicas", "updatedReplicas", "readyReplicas", "availableReplicas"] where Self.count(deployment, field) != replicas {
      report("deployment \(name): \(field) is \(Self.count(deployment, field)), \(replicas) wanted")
    }
    if deployment["status"]?["observedGeneration"]?.int != deployment.generation { report("deployment \(name): generation not observed") }
    let newest = own.max { ($0.annotations["deployment.kubernetes.io/revision"].flatMap { Int($0) } ?? 0)
      < ($1.annotations["deployment.kubernetes.io/revision"].flatMap { Int($0) } ?? 0) }
    if let newest, Self.size(newest) != replicas { report("deployment \(name): the newest revision has \(Self.size(newest)) replicas") }
    if deployment.annotations["deployment.kubernetes.io/revision"] != newest?.annotations["deployment.kubernetes.io/revision"] {
      report("deployment \(name): revision isn't that of its newest ReplicaSet")
    }
  }

  private mutating func checkJob(_ name: String, _ pods: [Value]) {
    guard let job = get(WellKnown.jobs, namespace: "default", name) else { return report("job \(name) is gone") }
    if !job.hasCondition("Complete") { report("job \(name) isn't complete: \(JSON.text(job["status"] ?? .null))") }
    let completions = Int(job["spec"]?["completions"]?.int ?? 1)
    if Self.count(job, "succeeded") != completions { report("job \(name): \(Self.count(job, "succeeded")) of \(completions) succeeded") }
    let own = pods.filter { $0.controllerReference?.uid == job.uid }
    if own.contains(where: { !$0.finalizers.isEmpty }) { report("job \(name): pods keep their finalizer") }
    // Pods that users or nodes lost aren't there to be counted again.
    let failed = own.filter { PodFacts($0).phase == "Failed" }.count
    if Self.count(job, "failed") < failed { report("job \(name): \(failed) pods failed, \(Self.count(job, "failed")) counted") }
    if countsFailures, Self.count(job, "failed") != failed {
      report("job \(name): \(Self.count(job, "failed")) counted as failed, there are \(failed)")
    }
  }

  private mutating func checkOwners(_ pods: [Value], _ sets: [Value]) {
    let controllers = [
      WellKnown.deployments, WellKnown.jobs, WellKnown.services, WellKnown.statefulSets, WellKnown.daemonSets, WellKnown.cronJobs,
    ]
    let uids = Set((sets + controllers.flatMap { list($0) }).map(\.uid))
    for object in pods + sets + [WellKnown.endpointSlices, WellKnown.controllerRevisions, WellKnown.jobs].flatMap({ list($0) }) {
      for owner in object.ownerReferences where !uids.contains(owner.uid) {
        report("\(object.kind) \(object.name) has outlived its owner \(owner.name)")
      }
      if object.isBeingDeleted { report("\(object.kind) \(object.name) is still being deleted") }
    }
  }

  private mutating func checkNamespaces(_ expected: SimulatedUser.Expectations) {
    for name in expected.goneNamespaces.sorted() where get(WellKnown.namespaces, name) != nil {
      report("namespace \(name) isn't gone: \(JSON.text(get(WellKnown.namespaces, name) ?? .null))")
    }
    for namespace in list(WellKnown.namespaces) where !namespace.isBeingDeleted {
      if get(WellKnown.serviceAccounts, namespace: namespace.name, "default") == nil { report("\(namespace.name) has no service account") }
    }
    let names = Set(list(WellKnown.namespaces).map(\.name))
    let snapshot = store.snapshot()
    for resource in snapshot.resources {
      for object in snapshot.list(resource) where !object.key.namespace.isEmpty && !names.contains(object.key.namespace) {
        report("\(object.key) is in a namespace that is gone")
      }
    }
  }

  private mutating func checkEndpoints(_ pods: [Value]) {
    let ready = pods.filter { $0.labels["app"] == "web" && $0.namespace == "default" && PodFacts($0).isReady }
    let expected = Set(ready.compactMap { $0["status"]?["podIP"]?.string })
    let slices = list(WellKnown.endpointSlices).filter { $0.labels["kubernetes.io/service-name"] == "web" }
    let found = slices.flatMap { $0["endpoints"]?.array ?? [] }.compactMap { $0["addresses"]?[0]?.string }
    if Set(found) != expected || found.count != expected.count { report("endpoints of web: \(found.sorted()), ready: \(expected.sorted())") }
  }
}
