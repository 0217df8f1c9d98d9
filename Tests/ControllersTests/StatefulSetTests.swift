import APIMachinery
import Basics
import Client
import ControllerKit
import Controllers
import Testing

@Suite struct StatefulSetTests {
  private let controller = StatefulSetController()

  private func set(_ replicas: Int, spec: Value = [:], status: Value? = nil) -> Value {
    var set = Objects.replicaSet("db", replicas: replicas, spec: spec)
    set["kind"] = "StatefulSet"
    set[path: "spec", "serviceName"] = "peers"
    set["status"] = status
    return set
  }

  /// The revision of the set's template, as the controller makes it.
  private func revision(of set: Value) throws -> Value {
    let made = plan(set, []).created.first { $0.kind == "ControllerRevision" }
    var revision = try #require(made)
    revision[path: "metadata", "uid"] = .string("uid-" + revision.name)
    return revision
  }

  private func pod(_ ordinal: Int, _ set: Value, _ revision: String, ready: Bool = true, phase: String = "Running") -> Value {
    let labels = [
      "app": "w", "statefulset.kubernetes.io/pod-name": "db-\(ordinal)", "apps.kubernetes.io/pod-index": "\(ordinal)",
      "controller-revision-hash": revision,
    ]
    return Objects.pod("db-\(ordinal)", owner: set, phase: phase, ready: ready, labels: labels)
  }

  private func plan(_ set: Value, _ pods: [Value], revisions: [Value] = [], claims: [Value] = []) -> Plan {
    controller.plan(WellKnown.statefulSets, set, [
      (WellKnown.pods, pods), (WellKnown.controllerRevisions, revisions), (WellKnown.persistentVolumeClaims, claims),
    ])
  }

  @Test("the first pod comes alone, with its name, its place and its revision")
  func createsInOrder() throws {
    let set = set(3)
    let created = plan(set, []).created
    let revision = try #require(created.first { $0.kind == "ControllerRevision" })
    #expect(revision["revision"] == 1)
    #expect(revision["data"]?["spec"]?["template"]?["$patch"] == "replace")
    let pods = created.filter { $0.kind == "Pod" }
    #expect(pods.map(\.name) == ["db-0"])
    #expect(pods[0].labels["statefulset.kubernetes.io/pod-name"] == "db-0")
    #expect(pods[0].labels["apps.kubernetes.io/pod-index"] == "0")
    #expect(pods[0].labels["controller-revision-hash"] == revision.name)
    #expect(pods[0]["spec"]?["hostname"] == "db-0" && pods[0]["spec"]?["subdomain"] == "peers")
    #expect(pods[0]["metadata"]?["generateName"] == nil)
  }

  @Test("the next pod waits until those before it are ready", arguments: [(true, ["db-1"]), (false, [])])
  func waits(ready: Bool, created: [String]) throws {
    let set = set(3)
    let revision = try revision(of: set)
    let result = plan(set, [pod(0, set, revision.name, ready: ready)], revisions: [revision])
    #expect(result.created.map(\.name) == created)
  }

  @Test("parallel management creates all at once, and ordinals may start elsewhere")
  func parallel() {
    let set = set(3, spec: ["podManagementPolicy": "Parallel", "ordinals": ["start": 5]])
    #expect(plan(set, []).created.filter { $0.kind == "Pod" }.map(\.name) == ["db-5", "db-6", "db-7"])
  }

  @Test("scaling down takes the highest away, one after the other")
  func scalesDown() throws {
    let set = set(1)
    let revision = try revision(of: set)
    let pods = (0..<4).map { pod($0, set, revision.name) }
    #expect(plan(set, pods, revisions: [revision]).deleted == ["db-3"])
    var leaving = pods
    leaving[3][path: "metadata", "deletionTimestamp"] = .string(Objects.now.rfc3339)
    #expect(plan(set, leaving, revisions: [revision]).deleted == [])
  }

  @Test("an update goes from the highest ordinal down to the partition, when all is well", arguments: [
    (0, ["db-2"]), (2, ["db-2"]), (3, []),
  ])
  func updates(partition: Int, deleted: [String]) throws {
    let old = set(3)
    let before = try revision(of: old)
    var new = set(3, spec: ["updateStrategy": ["type": "RollingUpdate", "rollingUpdate": ["partition": .int(Int64(partition))]]])
    new[path: "spec", "template", "spec", "containers"] = [["name": "c", "image": "new"]]
    new["status"] = ["currentRevision": .string(before.name)]
    let result = plan(new, (0..<3).map { pod($0, new, before.name) }, revisions: [before])
    #expect(result.deleted == deleted)
    #expect(result.status?["currentRevision"]?.string == before.name)
    #expect(result.status?["updateRevision"]?.string != before.name)
    #expect(result.status?["currentReplicas"] == 3 && result.status?["updatedReplicas"] == nil)
  }

  @Test("more may be down at a time when the strategy says so; a pod that is down already counts")
  func maxUnavailable() throws {
    let old = set(4)
    let before = try revision(of: old)
    var new = set(4, spec: [
      "podManagementPolicy": "Parallel", "updateStrategy": ["type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": 2]],
    ])
    new[path: "spec", "template", "spec", "containers"] = [["name": "c", "image": "new"]]
    new["status"] = ["currentRevision": .string(before.name)]
    var pods = (0..<4).map { pod($0, new, before.name) }
    #expect(plan(new, pods, revisions: [before]).deleted == ["db-3", "db-2"])
    pods[0] = pod(0, new, before.name, ready: false)
    #expect(plan(new, pods, revisions: [before]).deleted == ["db-3"])
    pods[3] = pod(3, new, before.name, ready: false)
    #expect(plan(new, pods, revisions: [before]).deleted == ["db-3"])
  }

  @Test("pods below the partition come back in the old revision; OnDelete deletes nothing")
  func keepsOld() throws {
    let before = try revision(of: set(2))
    var new = set(2, spec: ["updateStrategy": ["type": "RollingUpdate", "rollingUpdate": ["partition": 1]]])
    new[path: "spec", "template", "spec", "containers"] = [["name": "c", "image": "new"]]
    new["status"] = ["currentRevision": .string(before.name)]
    let created = plan(new, [], revisions: [before]).created.filter { $0.kind == "Pod" }
    #expect(created.map { $0.labels["controller-revision-hash"] } == [before.name])
    #expect(created[0]["spec"]?["containers"]?[0]?["image"] == "i")
    new[path: "spec", "updateStrategy"] = ["type": "OnDelete"]
    #expect(plan(new, (0..<2).map { pod($0, new, before.name) }, revisions: [before]).deleted == [])
  }

  @Test("going back to an earlier template gives its revision the newest number")
  func rollsBack() throws {
    let set = set(1)
    let first = try revision(of: set)
    var second = first
    second[path: "metadata", "name"] = "db-other"
    second[path: "data", "spec", "template", "spec", "containers"] = [["name": "c", "image": "other"]]
    second["revision"] = 2
    let result = plan(set, [], revisions: [first, second])
    #expect(result.updated.map { $0["revision"] } == [3])
    #expect(result.updated.map(\.name) == [first.name])
  }

  @Test("old revisions beyond the limit go, but none that a pod has")
  func cleansUp() throws {
    let set = set(1, spec: ["revisionHistoryLimit": 1])
    let current = try revision(of: set)
    let olds = (1...3).map { number -> Value in
      var old = current
      old[path: "metadata", "name"] = .string("db-old\(number)")
      old[path: "metadata", "uid"] = .string("uid-old\(number)")
      old[path: "data", "spec", "template", "spec", "containers"] = [["name": "c", "image": .string("old\(number)")]]
      old["revision"] = .int(Int64(number - 10))
      return old
    }
    #expect(plan(set, [pod(0, set, "db-old1")], revisions: olds + [current]).deleted.filter { $0.hasPrefix("db-old") } == ["db-old2"])
  }

  @Test("each pod gets claims of its own before it is created")
  func claims() {
    let set = set(1, spec: ["volumeClaimTemplates": [["metadata": ["name": "data"], "spec": ["accessModes": ["ReadWriteOnce"]]]]])
    let created = plan(set, []).created
    #expect(created.map(\.kind) == ["ControllerRevision", "PersistentVolumeClaim", "Pod"])
    #expect(created[1].name == "data-db-0" && created[1].labels == ["app": "w"])
    #expect(created[1]["metadata"]?["ownerReferences"] == nil)
    #expect(created[2]["spec"]?["volumes"]?[0]?["persistentVolumeClaim"]?["claimName"] == "data-db-0")
  }

  @Test("claims go with the set, or with the pods that scaling takes away, as the policy says")
  func retention() throws {
    let set = set(1, spec: [
      "volumeClaimTemplates": [["metadata": ["name": "data"], "spec": [:]]],
      "persistentVolumeClaimRetentionPolicy": ["whenDeleted": "Delete", "whenScaled": "Delete"],
    ])
    let revision = try revision(of: set)
    let claims = (0...1).map { ordinal -> Value in
      ["apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": Objects.metadata("data-db-\(ordinal)")]
    }
    let result = plan(set, [pod(0, set, revision.name), pod(1, set, revision.name)], revisions: [revision], claims: claims)
    let owners = result.updated.map { OwnerReference($0["metadata"]?["ownerReferences"]?[0] ?? [:]).kind }
    #expect(result.updated.map(\.name) == ["data-db-0", "data-db-1"])
    #expect(owners == ["StatefulSet", "Pod"])
    #expect(result.deleted == ["db-1"])
  }

  @Test("a pod doesn't come back while the claim of the one before it is on its way out")
  func staleClaims() throws {
    let set = set(1, spec: ["volumeClaimTemplates": [["metadata": ["name": "data"], "spec": [:]]]])
    var claim: Value = ["apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": Objects.metadata("data-db-0")]
    claim[path: "metadata", "ownerReferences"] = [["apiVersion": "v1", "kind": "Pod", "name": "db-0", "uid": "gone"]]
    #expect(plan(set, [], revisions: [try revision(of: set)], claims: [claim]).created.isEmpty)
  }

  @Test("a pod that has ended is deleted, so that it can come back")
  func recreates() throws {
    let set = set(1)
    let revision = try revision(of: set)
    let result = plan(set, [pod(0, set, revision.name, ready: false, phase: "Failed")], revisions: [revision])
    #expect(result.deleted == ["db-0"])
    #expect(result.messages.contains("StatefulSet default/db is recreating failed Pod db-0"))
  }

  @Test("when all pods are of the new revision it is the current one; then nothing is left to do")
  func completes() throws {
    var set = set(2)
    let revision = try revision(of: set)
    let pods = (0..<2).map { pod($0, set, revision.name) }
    let result = plan(set, pods, revisions: [revision])
    #expect(result.status == [
      "observedGeneration": 1, "replicas": 2, "availableReplicas": 2, "readyReplicas": 2, "currentReplicas": 2, "updatedReplicas": 2,
      "currentRevision": .string(revision.name), "updateRevision": .string(revision.name), "collisionCount": 0,
    ])
    set["status"] = result.status
    #expect(plan(set, pods, revisions: [revision]).orders.isEmpty)
  }

  @Test("revisions that a deleted set left behind are adopted, so that their pods stay")
  func adoptsRevisions() throws {
    let set = set(1)
    var orphan = try revision(of: set)
    orphan[path: "metadata", "ownerReferences"] = nil
    let result = plan(set, [pod(0, set, orphan.name)], revisions: [orphan])
    #expect(result.patched.map(\.name) == [orphan.name])
    #expect(result.created.isEmpty && result.deleted.isEmpty && result.status == nil)
  }

  @Test("a revision of the same template is no collision, also before the cache shows that it is an orphan")
  func takesEqualRevision() throws {
    let set = set(1)
    var other = try revision(of: set)
    var former = set
    former[path: "metadata", "uid"] = "former"
    other[path: "metadata", "ownerReferences"] = [OwnerReference(controller: former).value]
    let result = plan(set, [pod(0, set, other.name)], revisions: [other])
    #expect(result.status?["collisionCount"] == 0 && result.deleted.isEmpty && result.created.isEmpty)
  }

  @Test("a collision of names changes the count of collisions and nothing else")
  func countsCollisions() throws {
    let set = set(1, status: ["replicas": 1, "currentRevision": "db-old", "collisionCount": 2])
    var other = try revision(of: set)
    other[path: "metadata", "ownerReferences"] = [OwnerReference(controller: Objects.replicaSet("x", replicas: 1)).value]
    other[path: "data", "spec", "template"] = ["spec": ["containers": []]]
    let result = plan(set, [pod(0, set, "db-old")], revisions: [other])
    #expect(result.status == ["replicas": 1, "currentRevision": "db-old", "collisionCount": 3])
  }
}
