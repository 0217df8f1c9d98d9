import APIMachinery
import Basics
import Client
import ControllerKit
import TestSupport
import Testing

/// Many write at once under one quota: it is never exceeded at any revision, and nothing that fits is refused.
@Suite(.serialized) struct QuotaStormTests {
  private static let writers = 64
  private static let quotas = GroupVersionResource(group: "", version: "v1", resource: "resourcequotas")
  private static let claims = GroupVersionResource(group: "", version: "v1", resource: "persistentvolumeclaims")
  private static let configMaps = GroupVersionResource(group: "", version: "v1", resource: "configmaps")

  private static func pod(_ name: String, milli: Int) -> Value {
    Build.pod(
      name, spec: ["containers": [["name": "main", "image": "i", "resources": ["requests": ["cpu": .string("\(milli)m")]]]]])
  }

  private static func milli(_ pod: Value) -> Int {
    pod[path: "spec", "containers"]?[0]?[path: "resources", "requests", "cpu"]?.string.flatMap { Int($0.dropLast()) } ?? 0
  }

  private static func quota(_ cluster: TestCluster, _ hard: Value) async throws {
    try await cluster.create(
      ["apiVersion": "v1", "kind": "ResourceQuota", "metadata": ["name": "q", "namespace": "default"], "spec": ["hard": hard]], in: quotas)
  }

  /// True when it was let in; throws for any refusal that isn't the quota's.
  private static func isLetIn(_ work: () async throws -> Void) async throws -> Bool {
    do {
      try await work()
      return true
    } catch let error as StatusError where error.code == 403 && error.message.contains("exceeded quota: q") {
      return false
    }
  }

  /// What all pods of the namespace ask for, after each change, in the order of revisions, up to the pod `end` of another namespace.
  private static func sums(_ cluster: TestCluster, since revision: String) async throws -> [(pods: Int, milli: Int)] {
    var alive: [String: Int] = [:]
    var sums: [(pods: Int, milli: Int)] = []
    var options = ListOptions()
    options.resourceVersion = revision
    for try await event in try await cluster.admin.watch(ResourcePath(WellKnown.pods), options: options) {
      let pod = event.object
      if pod.name == "end" { return sums }
      guard pod.namespace == "default" else { continue }
      if case .deleted = event { alive[pod.name] = nil } else { alive[pod.name] = milli(pod) }
      sums.append((alive.count, alive.values.reduce(0, +)))
    }
    return sums
  }

  @Test(.timeLimit(.minutes(3)), arguments: [TestCluster.Storage.memory, .git])
  func `pods of many sizes fill a quota to the last place that fits, and none beyond`(storage: TestCluster.Storage) async throws {
    try await TestCluster.with(storage) { cluster in
      try await Self.quota(cluster, ["pods": "100", "requests.cpu": "12"])
      let pods = ResourcePath(WellKnown.pods, namespace: "default")
      let start = try await cluster.admin.list(ResourcePath(WellKnown.pods), options: ListOptions()).resourceVersion
      let admin = cluster.admin
      // Creating alone: what is used only grows, so whoever was refused must not fit in the end.
      let outcomes = try await withThrowingTaskGroup(of: [(milli: Int, isIn: Bool)].self) { group in
        for writer in 0..<Self.writers {
          group.addTask {
            var outcomes: [(milli: Int, isIn: Bool)] = []
            for turn in 0..<3 {
              let milli = [50, 130, 310][(writer + turn) % 3]
              let isIn = try await Self.isLetIn { _ = try await admin.create(pods, Self.pod("p\(writer)-\(turn)", milli: milli), options: WriteOptions()) }
              outcomes.append((milli, isIn))
            }
            return outcomes
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      let living = try await admin.list(pods, options: ListOptions()).items
      let used = living.map(Self.milli).reduce(0, +)
      #expect(living.count == outcomes.count { $0.isIn } && used == outcomes.filter(\.isIn).map(\.milli).reduce(0, +))
      #expect(used <= 12_000 && living.count <= 100)
      for (milli, isIn) in outcomes where !isIn { #expect(used + milli > 12_000 || living.count == 100, "\(milli)m would have fitted: \(used)m are used") }

      // Who gives a place back gets it again, whatever others do meanwhile; changes that ask for nothing more always go.
      let refused = try await withThrowingTaskGroup(of: Int.self) { group in
        for share in 0..<Self.writers {
          let own = living.enumerated().filter { $0.offset % Self.writers == share }.map(\.element)
          group.addTask {
            var refused = 0
            for turn in 0..<2 {
              for pod in own {
                let name = turn == 0 ? pod.name : pod.name + "-again"
                _ = try await admin.patch(pods, name: name, .merge(["metadata": ["labels": ["turn": "x"]]]), options: WriteOptions())
                _ = try await admin.delete(pods, name: name, options: DeleteOptions())
                let next = turn == 0 ? pod.name + "-again" : pod.name
                let isIn = try await Self.isLetIn { _ = try await admin.create(pods, Self.pod(next, milli: Self.milli(pod)), options: WriteOptions()) }
                if !isIn { refused += 1 }
              }
            }
            return refused
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(refused == 0)
      try await cluster.create(Build.pod("end", namespace: "kube-public"), in: WellKnown.pods)
      let sums = try await Self.sums(cluster, since: start)
      #expect(sums.count > 300)
      #expect(sums.allSatisfy { $0.pods <= 100 && $0.milli <= 12_000 }, "\(sums.map(\.milli).max() ?? 0)m, \(sums.map(\.pods).max() ?? 0) pods")
      let told = try await admin.get(ResourcePath(Self.quotas, namespace: "default"), name: "q", options: GetOptions())
      #expect(told[path: "status", "used", "pods"] == .string("\(living.count)"))
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `claims that grow and objects that are counted share what there is exactly`() async throws {
    try await TestCluster.with(.memory) { cluster in
      try await Self.quota(cluster, ["requests.storage": "100Gi", "persistentvolumeclaims": "64", "configmaps": "40"])
      let admin = cluster.admin
      try await cluster.create(
        ["apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": ["name": "grows"], "provisioner": "p", "allowVolumeExpansion": true],
        in: GroupVersionResource(group: "storage.k8s.io", version: "v1", resource: "storageclasses"))
      let claims = ResourcePath(Self.claims, namespace: "default")
      let maps = ResourcePath(Self.configMaps, namespace: "default")
      // 64 claims of 1Gi; each then wants 1Gi more: 36 of them can have it.
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<Self.writers {
          group.addTask {
            let spec: Value = ["storageClassName": "grows", "accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Gi"]]]
            var claim = try await admin.create(
              claims, ["apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": ["name": .string("c\(writer)")], "spec": spec], options: WriteOptions())
            claim["status"] = ["phase": "Bound"]
            _ = try await admin.update(claims.subresource("status"), claim, options: WriteOptions())
          }
        }
        try await group.waitForAll()
      }
      let grown = try await withThrowingTaskGroup(of: (grew: Bool, mapped: Bool).self) { group in
        for writer in 0..<Self.writers {
          group.addTask {
            let name = "c\(writer)"
            let grew = try await Self.isLetIn {
              _ = try await admin.patch(
                claims, name: name, .merge(["spec": ["resources": ["requests": ["storage": "2Gi"]]]]), options: WriteOptions())
            }
            let mapped = try await Self.isLetIn {
              _ = try await admin.create(maps, ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)]], options: WriteOptions())
            }
            if mapped { _ = try await admin.patch(maps, name: name, .merge(["data": ["a": "b"]]), options: WriteOptions()) }
            return (grew, mapped)
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(grown.count { $0.mapped } == 40)
      let items = try await admin.list(claims, options: ListOptions()).items
      let gibibytes = items.compactMap { $0[path: "spec", "resources", "requests", "storage"]?.string.flatMap { Int($0.dropLast(2)) } }.reduce(0, +)
      #expect(items.count == 64 && gibibytes == 64 + grown.count { $0.grew })
      #expect(gibibytes == 100)
    }
  }
}
