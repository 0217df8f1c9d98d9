import APIMachinery
import Basics
import ControllerKit

/// What a DaemonSet's status is to say: nodes, not pods, are counted.
struct DaemonStatus {
  private let set: DaemonSetView
  private let hash: String
  private let now: Timestamp

  init(_ set: DaemonSetView, hash: String, now: Timestamp) { (self.set, self.hash, self.now) = (set, hash, now) }

  /// nil when nothing differs from what is stored.
  func order(_ places: [(node: String, eligibility: NodeEligibility, pods: [Value])]) -> Order? {
    var counts: [String: Int] = [:]
    for place in places {
      if !place.eligibility.shouldRun {
        if !place.pods.isEmpty { counts["numberMisscheduled", default: 0] += 1 }
        continue
      }
      counts["desiredNumberScheduled", default: 0] += 1
      guard !place.pods.isEmpty else { continue }
      counts["currentNumberScheduled", default: 0] += 1
      let facts = place.pods.map { PodFacts($0) }
      if facts.contains(where: \.isReady) { counts["numberReady", default: 0] += 1 }
      if facts.contains(where: { $0.isAvailable(minReadySeconds: set.minReadySeconds, now: now) }) {
        counts["numberAvailable", default: 0] += 1
      }
      if place.pods.contains(where: { DaemonPods.hash(of: $0) == hash }) { counts["updatedNumberScheduled", default: 0] += 1 }
    }
    let unavailable = (counts["desiredNumberScheduled"] ?? 0) - (counts["numberAvailable"] ?? 0)
    counts["numberUnavailable"] = unavailable
    var status = set.object["status"] ?? [:]
    status["observedGeneration"] = .int(set.object.generation)
    for field in ["currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled", "numberReady"] {
      status[field] = .int(Int64(counts[field] ?? 0))
    }
    for field in ["updatedNumberScheduled", "numberAvailable", "numberUnavailable"] {
      let count = counts[field] ?? 0
      status[field] = count == 0 ? nil : .int(Int64(count))
    }
    guard status != set.object["status"] else { return nil }
    var updated = set.object
    updated["status"] = status
    return .updateStatus(WellKnown.daemonSets, updated)
  }
}
