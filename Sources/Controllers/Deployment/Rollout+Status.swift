import APIMachinery
import Basics
import Client
import ControllerKit

extension Rollout {
  /// Sets a condition unless it says so already; `refreshing` renews its `lastUpdateTime` all the same.
  mutating func setCondition(_ condition: Condition, refreshing: Bool = false) {
    let current = conditions.value(condition.type)
    let isSame = current?["status"]?.string == condition.status && current?["reason"]?.string == condition.reason
    if isSame, !refreshing { return }
    let isSameStatus = current?["status"]?.string == condition.status
    let time = Value.string(now.rfc3339)
    conditions.put([
      "type": .string(condition.type), "status": .string(condition.status), "lastUpdateTime": time,
      "lastTransitionTime": isSameStatus ? current?["lastTransitionTime"] ?? time : time, "reason": .string(condition.reason),
      "message": .string(condition.message),
    ])
  }

  /// Tells a pause and its end in the Progressing condition, so that the deadline doesn't count while paused.
  mutating func noteWhetherPaused() {
    guard deployment.hasProgressDeadline else { return }
    let reason = conditions["Progressing"]?.reason
    if reason == "ProgressDeadlineExceeded" { return }
    if deployment.isPaused, reason != "DeploymentPaused" {
      setCondition(Condition("Progressing", "Unknown", reason: "DeploymentPaused", message: "Deployment is paused"))
    } else if !deployment.isPaused, reason == "DeploymentPaused" {
      setCondition(Condition("Progressing", "Unknown", reason: "DeploymentResumed", message: "Deployment is resumed"))
    }
  }

  /// The counts, from the ReplicaSets as they are (not as they are to become).
  private var counts: Value {
    let sets = all.filter { !$0.isNew }
    let available = sets.availableReplicas
    var counts: Value = ["observedGeneration": .int(deployment.object.generation)]
    for (field, count) in [
      ("replicas", sets.reduce(0) { $0 + $1.actualReplicas }), ("updatedReplicas", new?.actualReplicas ?? 0),
      ("readyReplicas", sets.reduce(0) { $0 + $1.readyReplicas }), ("availableReplicas", available),
      ("unavailableReplicas", max(all.replicas - available, 0)),
    ] where count > 0 { counts[field] = .int(Int64(count)) }
    return counts
  }

  /// The whole new status. `isRollout` is false while paused or only scaling: then progress isn't judged.
  mutating func status(isRollout: Bool) -> Value {
    var status = counts
    if deployment.isPaused || !isRollout { noteAvailability(status) } else { noteAvailability(status); noteProgress(status) }
    if let collisionCount { status["collisionCount"] = .int(collisionCount) }
    if !conditions.values.isEmpty { status["conditions"] = .array(conditions.values) }
    return status
  }

  private mutating func noteAvailability(_ counts: Value) {
    let isAvailable = count(counts, "availableReplicas") >= deployment.replicas - deployment.maxUnavailable
    setCondition(
      isAvailable
        ? Condition("Available", true, reason: "MinimumReplicasAvailable", message: "Deployment has minimum availability.")
        : Condition(
          "Available", false, reason: "MinimumReplicasUnavailable", message: "Deployment does not have minimum availability."))
  }

  private mutating func noteProgress(_ counts: Value) {
    noteReplicaFailure()
    guard deployment.hasProgressDeadline else { conditions.remove("Progressing"); return }
    let current = conditions["Progressing"]
    let isSettled = count(counts, "replicas") == count(counts, "updatedReplicas") && current?.reason == "NewReplicaSetAvailable"
    if isSettled { return }
    let subject = new.map { "ReplicaSet \"\($0.name)\"" } ?? "Deployment \"\(deployment.object.name)\""
    if isComplete(counts) {
      let message = subject + " has successfully progressed."
      setCondition(Condition("Progressing", true, reason: "NewReplicaSetAvailable", message: message))
    } else if isProgressing(counts) {
      let message = subject + " is progressing."
      setCondition(Condition("Progressing", true, reason: "ReplicaSetUpdated", message: message), refreshing: true)
    } else if isTimedOut {
      let message = subject + " has timed out progressing."
      setCondition(Condition("Progressing", false, reason: "ProgressDeadlineExceeded", message: message))
    }
  }

  private mutating func noteReplicaFailure() {
    let failing = ([new].compactMap { $0 } + old).first { Conditions(of: $0.original)["ReplicaFailure"] != nil }
    guard let failure = failing.flatMap({ Conditions(of: $0.original)["ReplicaFailure"] }) else {
      conditions.remove("ReplicaFailure")
      return
    }
    setCondition(failure)
  }

  private func count(_ status: Value?, _ field: String) -> Int { Int(status?[field]?.int ?? 0) }

  /// All pods are of the new template and available, and the controller has seen the newest specification.
  private func isComplete(_ status: Value?) -> Bool {
    ["updatedReplicas", "replicas", "availableReplicas"].allSatisfy { count(status, $0) == deployment.replicas }
      && (status?["observedGeneration"]?.int ?? 0) >= deployment.object.generation
  }

  /// By the status that was last written.
  var isComplete: Bool { isComplete(deployment.object["status"]) }

  private func isProgressing(_ status: Value) -> Bool {
    let before = deployment.object["status"]
    let oldPods = count(status, "replicas") - count(status, "updatedReplicas")
    let oldPodsBefore = count(before, "replicas") - count(before, "updatedReplicas")
    return count(status, "updatedReplicas") > count(before, "updatedReplicas") || oldPods < oldPodsBefore
      || count(status, "readyReplicas") > count(before, "readyReplicas")
      || count(status, "availableReplicas") > count(before, "availableReplicas")
  }

  private var isTimedOut: Bool {
    guard let deadline = deployment.progressDeadlineSeconds, let current = conditions.value("Progressing") else { return false }
    if current["reason"] == "NewReplicaSetAvailable" { return false }
    if current["reason"] == "ProgressDeadlineExceeded" { return true }
    guard let since = current["lastUpdateTime"]?.timestamp else { return false }
    return since + .seconds(deadline) < now
  }

  /// When to look again so that a rollout that stands still is told of.
  func timeToDeadline(_ status: Value) -> Duration? {
    guard !deployment.isPaused, let deadline = deployment.progressDeadlineSeconds, let current = conditions.value("Progressing"),
      current["reason"] != "ProgressDeadlineExceeded", !isComplete(status), let since = current["lastUpdateTime"]?.timestamp
    else { return nil }
    return max(since + .seconds(deadline + 1) - now, .seconds(1))
  }

  // MARK: history

  /// Deletes the oldest ReplicaSets beyond the history limit, those only that have no pods and are known to have none.
  mutating func cleanUpHistory() {
    guard let limit = deployment.revisionHistoryLimit else { return }
    let alive = old.filter { !$0.original.isBeingDeleted }
    let surplus = alive.count - limit
    guard surplus > 0 else { return }
    let path = ResourcePath(WellKnown.replicaSets, namespace: deployment.object.namespace)
    for set in alive.sorted(by: { $0.revision < $1.revision }).prefix(surplus) {
      let observed = set.original["status"]?["observedGeneration"]?.int ?? 0
      guard set.replicas == 0, set.specReplicas == 0, set.actualReplicas == 0, set.original.generation <= observed else { continue }
      deletions.append(.delete(path, name: set.name, DeleteOptions(uid: set.original.uid)))
    }
  }
}
