import RuntimeInterface

/// What of a living pod's past can go.
enum DeadContainers {
  /// Of each container all exited instances but the newest and, when that one runs, the one before; and sandboxes that are
  /// neither the newest nor hold anything that stays.
  static func surplus(_ pod: PodRuntimeStatus) -> (containers: [String], sandboxes: [String]) {
    var kept: [String: Int] = [:]
    var surplus: [String] = []
    var usedSandboxes: Set<String> = []
    for container in pod.containers {
      let isDead = container.state == .exited
      if isDead, kept[container.name, default: 0] >= 2 {
        surplus.append(container.id)
      } else {
        kept[container.name, default: 0] += 1
        usedSandboxes.insert(container.sandboxID)
      }
    }
    let sandboxes = pod.sandboxes.dropFirst().filter { $0.state == .notReady && !usedSandboxes.contains($0.id) }
    return (surplus, sandboxes.map(\.id))
  }
}
