extension Rollout {
  /// RollingUpdate: new pods while there is room above, then old pods while there is availability to spare.
  mutating func rollingUpdate() {
    if growNew() { return }
    if shrinkOld() { return }
    if isComplete { cleanUpHistory() }
  }

  /// True when the size of the new ReplicaSet changes.
  private mutating func growNew() -> Bool {
    guard var set = new, set.replicas != deployment.replicas else { return false }
    let size = set.replicas > deployment.replicas ? deployment.replicas : sizeOfNew()
    let isChange = Self.resize(&set, to: size, deployment)
    if isChange { new = set }
    return isChange
  }

  private mutating func shrinkOld() -> Bool {
    guard old.replicas > 0, let new else { return false }
    let minAvailable = deployment.replicas - deployment.maxUnavailable
    let newUnavailable = new.replicas - new.dependableReplicas
    let budget = all.replicas - minAvailable - newUnavailable
    guard budget > 0 else { return false }
    let sizes = old.map(\.replicas)
    let spent = removeUnhealthy(budget)
    removeAvailable(min(all.dependableReplicas - minAvailable, budget - spent))
    return old.map(\.replicas) != sizes
  }

  /// Old pods that serve nobody go first: they cost no availability. Returns how many go.
  private mutating func removeUnhealthy(_ budget: Int) -> Int {
    var remaining = budget
    for position in old.indices where remaining > 0 && old[position].replicas > old[position].availableReplicas {
      let count = min(remaining, old[position].replicas - old[position].availableReplicas)
      remaining -= count
      _ = Self.resize(&old[position], to: old[position].replicas - count, deployment)
    }
    return budget - remaining
  }

  private mutating func removeAvailable(_ surplus: Int) {
    var remaining = surplus
    for position in old.indices where remaining > 0 && old[position].replicas > 0 {
      let count = min(remaining, old[position].replicas)
      remaining -= count
      _ = Self.resize(&old[position], to: old[position].replicas - count, deployment)
    }
  }
}
