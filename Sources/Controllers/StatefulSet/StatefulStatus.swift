import APIMachinery
import Basics
import ControllerKit

/// What a StatefulSet's status is to say.
struct StatefulStatus {
  private let set: StatefulSetView
  /// The revision of the template as it is.
  let update: StatefulRollout.Revision
  /// The one before, until every pod is of the new one.
  private(set) var current: StatefulRollout.Revision
  private let collisionCount: Int64
  private var counts: [String: Int] = [:]

  init(_ set: StatefulSetView, update: Value, history: RevisionHistory) {
    self.set = set
    self.update = .init(name: update.name, template: RevisionHistory.template(of: update))
    let currentName = set.object["status"]?["currentRevision"]?.string
    let known = history.revisions.first { $0.name == currentName }
    current = known.map { .init(name: $0.name, template: RevisionHistory.template(of: $0)) } ?? self.update
    collisionCount = set.object["status"]?["collisionCount"]?.int ?? 0
  }

  mutating func count(_ pods: [Value], now: Timestamp) {
    counts = [:]
    for pod in pods {
      let facts = PodFacts(pod)
      counts["replicas", default: 0] += 1
      if facts.phase == "Running", facts.isReady {
        counts["readyReplicas", default: 0] += 1
        if facts.isAvailable(minReadySeconds: set.minReadySeconds, now: now) { counts["availableReplicas", default: 0] += 1 }
      }
      if pod.isBeingDeleted { continue }
      let revision = StatefulRollout.revision(of: pod)
      if revision == current.name { counts["currentReplicas", default: 0] += 1 }
      if revision == update.name { counts["updatedReplicas", default: 0] += 1 }
    }
    let total = counts["replicas"] ?? 0
    if set.isRollingUpdate, counts["updatedReplicas"] ?? 0 == total, counts["readyReplicas"] ?? 0 == total, total == set.replicas {
      current = update
      counts["currentReplicas"] = counts["updatedReplicas"]
    }
  }

  /// nil when nothing differs from what is stored.
  func order() -> Order? {
    var status = set.object["status"] ?? [:]
    status["observedGeneration"] = .int(set.object.generation)
    for field in ["replicas", "availableReplicas"] { status[field] = .int(Int64(counts[field] ?? 0)) }
    for field in ["readyReplicas", "currentReplicas", "updatedReplicas"] {
      let count = counts[field] ?? 0
      status[field] = count == 0 ? nil : .int(Int64(count))
    }
    status["currentRevision"] = .string(current.name)
    status["updateRevision"] = .string(update.name)
    status["collisionCount"] = .int(collisionCount)
    guard status != set.object["status"] else { return nil }
    var updated = set.object
    updated["status"] = status
    return .updateStatus(WellKnown.statefulSets, updated)
  }
}
