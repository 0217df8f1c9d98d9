import APIMachinery
import Basics
import Client
import ControllerKit

/// One step of a StatefulSet, decided on values: which pods to create, delete and mend.
///
/// With ordered management nothing is done about a pod before all its predecessors are available, and only one is taken away at a time,
/// the highest first. Parallel management waits for nobody. Updates go from the highest ordinal down, after everything
/// else is in order.
struct StatefulRollout {
  struct Revision { var name: String; var template: Value }

  let set: StatefulSetView
  let current: Revision
  let update: Revision
  let component: String
  let now: Timestamp
  /// The claim of that name; nil when there is none.
  let claim: (String) -> Value?
  private let desk: StatefulPods
  private(set) var steps: [Step] = []

  init(
    _ set: StatefulSetView, current: Revision, update: Revision, component: String, now: Timestamp, claim: @escaping (String) -> Value?
  ) {
    (self.set, self.current, self.update, self.component) = (set, current, update, component)
    (self.now, self.claim) = (now, claim)
    desk = StatefulPods(set: set)
  }

  mutating func decide(_ pods: [Int: Value]) {
    for ordinal in set.ordinals where !advance(ordinal, pods[ordinal]) && !set.isParallel { return }
    let condemned = pods.filter { !set.ordinals.contains($0.key) }.sorted { $0.key > $1.key }
    let firstUnhealthy = pods.sorted { $0.key < $1.key }.first { !isAvailable($0.value) || $0.value.isBeingDeleted }?.key
    for (ordinal, pod) in condemned where !remove(ordinal, pod, firstUnhealthy) && !set.isParallel { return }
    if set.isRollingUpdate { replaceOutdated(pods) }
  }

  // MARK: ordinals that are wanted

  /// True when the next ordinal may be looked at.
  private mutating func advance(_ ordinal: Int, _ pod: Value?) -> Bool {
    guard let pod else {
      create(ordinal)
      return false
    }
    if PodFacts(pod).isFinished {
      if !pod.isBeingDeleted { recreate(pod) }
      return false
    }
    if PodFacts(pod).phase == "Pending", !pod.isBeingDeleted { createClaims(ordinal) }
    if pod.isBeingDeleted || !isAvailable(pod) { return false }
    mend(ordinal, pod)
    return true
  }

  private mutating func create(_ ordinal: Int) {
    let claims = desk.claims(ordinal).compactMap { claim($0.name) }
    // The collector takes the old claim away; its end is news.
    if claims.contains(where: { desk.isStale($0, pod: nil) }) { return }
    createClaims(ordinal)
    let keepsOld = set.isRollingUpdate && ordinal < set.start + set.partition
    let revision = keepsOld ? current : update
    let pod = desk.pod(ordinal, template: revision.template, revision: revision.name)
    steps.append(.one(.create(
      path, pod, onSuccess: event(.normal, "SuccessfulCreate", "create Pod \(pod.name) in StatefulSet \(set.name) successful"),
      onFailure: event(.warning, "FailedCreate", "create Pod \(pod.name) in StatefulSet \(set.name) failed error: {error}"))))
  }

  private mutating func createClaims(_ ordinal: Int) {
    let path = ResourcePath(WellKnown.persistentVolumeClaims, namespace: set.object.namespace)
    for wanted in desk.claims(ordinal) where claim(wanted.name) == nil {
      let subject = "Claim \(wanted.name) Pod \(set.podName(ordinal)) in StatefulSet \(set.name)"
      steps.append(.one(Order(
        .create(path, wanted), onSuccess: event(.normal, "SuccessfulCreate", "create \(subject) success"),
        onFailure: event(.warning, "FailedCreate", "create \(subject) failed error: {error}"), ignoring: [.alreadyExists])))
    }
  }

  /// Its containers will not run again: the next one of that name comes when this one is gone.
  private mutating func recreate(_ pod: Value) {
    let hasFailed = PodFacts(pod).phase == "Failed"
    let (reason, word) = hasFailed ? ("RecreatingFailedPod", "failed") : ("RecreatingTerminatedPod", "terminated")
    let message = "StatefulSet \(set.object.namespace)/\(set.name) is recreating \(word) Pod \(pod.name)"
    steps.append(.one(.event(event(hasFailed ? .warning : .normal, reason, message))))
    steps.append(.one(delete(pod)))
  }

  private mutating func mend(_ ordinal: Int, _ pod: Value) {
    createClaims(ordinal)
    steps += claimSteps(ordinal, pod, isCondemned: false)
    if let updated = desk.withIdentity(pod) {
      steps.append(.one(Order(
        .update(path, updated), onSuccess: event(.normal, "SuccessfulUpdate", "update Pod \(pod.name) in StatefulSet \(set.name) successful"))))
    }
  }

  private func claimSteps(_ ordinal: Int, _ pod: Value, isCondemned: Bool) -> [Step] {
    let orders = desk.claims(ordinal).compactMap { claim($0.name) }.compactMap { desk.retain($0, pod: pod, isCondemned: isCondemned) }
    return orders.isEmpty ? [] : [.parallel(orders)]
  }

  // MARK: ordinals that are not

  /// True when the next lower ordinal may be looked at. A pod that isn't well goes only if it is the first of those.
  private mutating func remove(_ ordinal: Int, _ pod: Value, _ firstUnhealthy: Int?) -> Bool {
    if pod.isBeingDeleted { return false }
    if !set.isParallel, !isAvailable(pod), ordinal != firstUnhealthy { return false }
    steps += claimSteps(ordinal, pod, isCondemned: true)
    steps.append(.one(delete(pod)))
    return false
  }

  private func delete(_ pod: Value) -> Order {
    let message = "delete Pod \(pod.name) in StatefulSet \(set.name)"
    return .delete(
      path, name: pod.name, DeleteOptions(uid: pod.uid), onSuccess: event(.normal, "SuccessfulDelete", message + " successful"),
      onFailure: event(.warning, "FailedDelete", message + " failed error: {error}"))
  }

  // MARK: updates

  /// From the highest ordinal down to the partition, no more than `maxUnavailable` pods down at a time. A pod of the old revision
  /// that is down already costs nothing.
  private mutating func replaceOutdated(_ pods: [Int: Value]) {
    let present = set.ordinals.map { (ordinal: $0, pod: pods[$0]) }
    func isDown(_ pod: Value?) -> Bool { pod.map { $0.isBeingDeleted || !isAvailable($0) } ?? true }
    var budget = set.maxUnavailable - present.count { isDown($0.pod) }
    for (ordinal, pod) in present.reversed() where ordinal >= set.start + set.partition {
      guard let pod, Self.revision(of: pod) != update.name, !pod.isBeingDeleted, !PodFacts(pod).isFinished else {
        if isDown(pod), budget <= 0 { return }
        continue
      }
      if !isDown(pod) {
        if budget <= 0 { return }
        budget -= 1
      }
      steps.append(.one(delete(pod)))
    }
  }

  static func revision(of pod: Value) -> String { pod["metadata"]?["labels"]?[RevisionHistory.podLabel]?.string ?? "" }

  private func isAvailable(_ pod: Value) -> Bool {
    let facts = PodFacts(pod)
    return facts.phase == "Running" && facts.isAvailable(minReadySeconds: set.minReadySeconds, now: now)
  }

  private var path: ResourcePath { ResourcePath(WellKnown.pods, namespace: set.object.namespace) }

  private func event(_ type: EventRecord.EventType, _ reason: String, _ message: String) -> EventRecord {
    EventRecord(set.object, type, reason, message, component: component)
  }
}
