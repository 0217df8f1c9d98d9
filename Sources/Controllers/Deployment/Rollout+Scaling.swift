import APIMachinery

extension Rollout {
  /// Whether the Deployment was resized since its active ReplicaSets were.
  var isScalingEvent: Bool {
    all.active.contains { set in
      guard let desired = set.annotation(DeploymentAnnotations.desiredReplicas).flatMap({ Int($0) }) else { return false }
      return desired != deployment.replicas
    }
  }

  /// Brings the sizes in line with the Deployment's without moving the rollout on: one active ReplicaSet takes all; several share in
  /// proportion to their sizes, the largest taking what rounding leaves.
  mutating func scale() {
    let active = all.active
    if active.count <= 1 {
      guard let name = (active.first ?? new ?? old.last)?.name else { return }
      resize(name, to: deployment.replicas)
    } else if isSaturated {
      for set in old.active { resize(set.name, to: 0) }
    } else if deployment.isRollingUpdate {
      scaleProportionally(active)
    }
  }

  private mutating func resize(_ name: String, to size: Int) {
    if var set = new, set.name == name {
      _ = Self.resize(&set, to: size, deployment)
      new = set
    } else if let position = old.firstIndex(where: { $0.name == name }) {
      _ = Self.resize(&old[position], to: size, deployment)
    }
  }

  /// The new ReplicaSet is as large as it shall be, and all of it serves.
  private var isSaturated: Bool {
    guard let new else { return false }
    let desired = new.annotation(DeploymentAnnotations.desiredReplicas).flatMap { Int($0) }
    return new.replicas == deployment.replicas && desired == deployment.replicas && new.availableReplicas == deployment.replicas
  }

  private mutating func scaleProportionally(_ active: [ReplicaSetView]) {
    let allowed = deployment.replicas > 0 ? deployment.replicas + deployment.maxSurge : 0
    let change = allowed - active.replicas
    // Growing, the newest of equals comes first; shrinking, the oldest.
    let ordered = active.sorted { a, b in
      if a.replicas != b.replicas { return a.replicas > b.replicas }
      return change > 0 ? b.isOlder(than: a) : a.isOlder(than: b)
    }
    var given = 0
    var sizes: [Int] = []
    for set in ordered {
      let share = change == 0 ? 0 : share(of: set, in: change, given: given)
      given += share
      sizes.append(set.replicas + share)
    }
    if change != 0, !sizes.isEmpty { sizes[0] = max(sizes[0] + change - given, 0) }
    for (set, size) in zip(ordered, sizes) { resize(set.name, to: size) }
  }

  private func share(of set: ReplicaSetView, in change: Int, given: Int) -> Int {
    guard set.replicas > 0, change != given else { return 0 }
    let fraction = fraction(of: set)
    return change > 0 ? min(fraction, change - given) : max(fraction, change - given)
  }

  /// How much this ReplicaSet would change if all changed in the same proportion.
  private func fraction(of set: ReplicaSetView) -> Int {
    if deployment.replicas == 0 { return -set.replicas }
    let statusReplicas = Int(deployment.object["status"]?["replicas"]?.int ?? 0)
    let before = set.annotation(DeploymentAnnotations.maxReplicas).flatMap { Int($0) } ?? statusReplicas
    guard before > 0 else { return 0 }
    let size = Double(set.replicas * (deployment.replicas + deployment.maxSurge)) / Double(before)
    return Int(size.rounded()) - set.replicas
  }
}
