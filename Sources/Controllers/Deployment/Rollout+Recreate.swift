extension Rollout {
  /// Recreate: all old pods go, and only when none runs any more the new ones come.
  ///
  /// `isOldPodRunning` tells whether a pod of an old ReplicaSet is left that hasn't finished, a terminating one included.
  mutating func recreate(isOldPodRunning: Bool) {
    if !old.active.isEmpty {
      for position in old.indices where old[position].replicas > 0 { _ = Self.resize(&old[position], to: 0, deployment) }
      return
    }
    if isOldPodRunning { return }
    if new == nil { createNew(); return }
    if var set = new, set.replicas != deployment.replicas {
      _ = Self.resize(&set, to: deployment.replicas, deployment)
      new = set
      return
    }
    if isComplete { cleanUpHistory() }
  }
}
