import APIMachinery
import APISchemas
import Basics
import ControllerKit
import Controllers
import Testing

@Suite struct GarbageCollectorTests {
  private let controller = GarbageCollector(resources: Scheme.builtIn.resources)
  private let set = Objects.replicaSet("web", replicas: 1)

  private func plan(_ object: Value, in world: [(GroupVersionResource, [Value])], _ resource: GroupVersionResource = WellKnown.pods) -> Plan {
    controller.plan(resource, object, world)
  }

  @Test("an object whose owner is gone is deleted, if the server says so too")
  func deletes() {
    let result = plan(Objects.pod("a", owner: set), in: [])
    #expect(result.deleted == ["a"])
    guard case .guarded(let checks, _)? = result.steps.first else {
      Issue.record("the server must be asked")
      return
    }
    #expect(checks.map(\.uid) == [set.uid])
    #expect(checks.first?.expectation == .absent)
  }

  @Test("an object with its owner stays, also with owners of kinds that nobody knows")
  func keeps() {
    #expect(plan(Objects.pod("a", owner: set), in: [(WellKnown.replicaSets, [set])]).orders.isEmpty)
    var custom = Objects.pod("b", owner: nil)
    custom[path: "metadata", "ownerReferences"] = [["apiVersion": "example.org/v1", "kind": "Thing", "name": "x", "uid": "u"]]
    #expect(plan(custom, in: []).orders.isEmpty)
  }

  @Test("an owner of the same name with another uid is another owner")
  func comparesUIDs() {
    var reborn = set
    reborn[path: "metadata", "uid"] = "another"
    #expect(plan(Objects.pod("a", owner: set), in: [(WellKnown.replicaSets, [reborn])]).deleted == ["a"])
  }

  @Test("with one owner left only the references to the others go")
  func dropsReference() {
    var pod = Objects.pod("a", owner: set)
    let gone = Objects.replicaSet("gone", replicas: 1)
    pod[path: "metadata", "ownerReferences"] = [OwnerReference(set).value, OwnerReference(controller: gone).value].withController(set)
    let result = plan(pod, in: [(WellKnown.replicaSets, [set])])
    #expect(result.deleted.isEmpty)
    #expect(result.patched.first?.body["metadata"]?["ownerReferences"]?.array?.count == 1)
  }

  @Test("foreground deletion: dependents go first, then the owner's finalizer")
  func foreground() {
    var owner = set
    owner[path: "metadata", "deletionTimestamp"] = .string(Objects.now.rfc3339)
    owner[path: "metadata", "finalizers"] = ["foregroundDeletion"]
    let pod = Objects.pod("a", owner: set)
    #expect(plan(pod, in: [(WellKnown.replicaSets, [owner])]).deleted == ["a"])
    #expect(plan(owner, in: [(WellKnown.pods, [pod])], WellKnown.replicaSets).orders.isEmpty)
    let done = plan(owner, in: [], WellKnown.replicaSets)
    #expect(done.patched.first?.body["metadata"]?["finalizers"] == .null)
  }

  @Test("owners in a circle that are deleted in the foreground don't wait for each other for ever")
  func breaksCircles() {
    var leaving = Objects.replicaSet("first", replicas: 1)
    leaving[path: "metadata", "deletionTimestamp"] = .string(Objects.now.rfc3339)
    leaving[path: "metadata", "finalizers"] = ["foregroundDeletion"]
    var second = Objects.replicaSet("second", replicas: 1, owner: leaving)
    leaving[path: "metadata", "ownerReferences"] = [OwnerReference(controller: second).value]
    let result = plan(second, in: [(WellKnown.replicaSets, [leaving])], WellKnown.replicaSets)
    #expect(result.deleted.isEmpty)
    #expect(result.patched.map(\.name) == ["second"])
    let references = result.patched.first?.body["metadata"]?["ownerReferences"]
    #expect(references?[0]?["blockOwnerDeletion"] == false)
    second[path: "metadata", "ownerReferences"] = references
    #expect(plan(second, in: [(WellKnown.replicaSets, [leaving])], WellKnown.replicaSets).deleted == ["second"])
  }

  @Test("orphaning: dependents lose the reference first, then the owner's finalizer goes")
  func orphans() {
    var owner = set
    owner[path: "metadata", "deletionTimestamp"] = .string(Objects.now.rfc3339)
    owner[path: "metadata", "finalizers"] = ["orphan"]
    let result = plan(owner, in: [(WellKnown.pods, [Objects.pod("a", owner: set)])], WellKnown.replicaSets)
    #expect(result.patched.map(\.name) == ["a"])
    #expect(result.patched.first?.body["metadata"]?["ownerReferences"] == .null)
    #expect(plan(owner, in: [], WellKnown.replicaSets).patched.map(\.name) == ["web"])
  }

  @Test("owners of a kind that can't be read count as present and are asked for again; nothing is orphaned meanwhile")
  func unreadable() {
    var caches: [GroupVersionResource: ObjectCache] = [:]
    for watch in controller.watches { caches[watch.resource] = ObjectCache(watch.resource, indexes: watch.indexes) }
    var leaving = Objects.replicaSet("leaving", replicas: 1)
    leaving[path: "metadata", "deletionTimestamp"] = .string(Objects.now.rfc3339)
    leaving[path: "metadata", "finalizers"] = ["orphan"]
    let owned = Objects.pod("a", owner: ["apiVersion": "batch/v1", "kind": "Job", "metadata": Objects.metadata("gone")])
    for (resource, cache) in caches where resource != WellKnown.jobs {
      cache.replace(with: resource == WellKnown.pods ? [owned] : resource == WellKnown.replicaSets ? [leaving] : [], revision: 1)
    }
    func reconcile(_ resource: GroupVersionResource, _ object: Value) -> Plan {
      controller.reconcile(Objects.key(resource, object), World(caches: caches, now: Objects.now, random: SeededRandom(seed: 1)))
    }
    #expect(reconcile(WellKnown.pods, owned).orders.isEmpty)
    #expect(reconcile(WellKnown.pods, owned).requeueAfter == .seconds(30))
    #expect(reconcile(WellKnown.replicaSets, leaving).orders.isEmpty)
    caches[WellKnown.jobs]?.replace(with: [], revision: 1)
    #expect(reconcile(WellKnown.pods, owned).deleted == ["a"])
    #expect(reconcile(WellKnown.replicaSets, leaving).patched.map(\.name) == ["leaving"])
  }
}

extension [Value] {
  fileprivate func withController(_ owner: Value) -> Value { .array([OwnerReference(controller: owner).value] + dropFirst()) }
}
