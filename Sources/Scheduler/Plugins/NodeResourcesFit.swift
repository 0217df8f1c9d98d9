/// The node has what the pod asks for; of those that have, the emptier is the better (LeastAllocated).
public struct NodeResourcesFit: FilterPlugin, ScorePlugin {
  public let name = "NodeResourcesFit"
  public let weight: Int64 = 1
  public let events: Set<ClusterEvent> = [.nodeAdded, .nodeAllocatableChanged, .podRemoved, .podChanged]
  public init() {}

  public func filter(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Verdict {
    let wanted = pod.requests
    let (used, total) = (node.requested, node.allocatable)
    var reasons: [String] = []
    var isHopeless = false
    func check(_ wanted: Int64, _ used: Int64, _ total: Int64, _ reason: @autoclosure () -> String) {
      guard wanted > 0, wanted > total.subtractingSaturating(used) else { return }
      reasons.append(reason())
      if wanted > total { isHopeless = true }
    }
    check(1, used.pods, total.pods, "Too many pods")
    check(wanted.milliCPU, used.milliCPU, total.milliCPU, "Insufficient cpu")
    check(wanted.memory, used.memory, total.memory, "Insufficient memory")
    check(wanted.ephemeralStorage, used.ephemeralStorage, total.ephemeralStorage, "Insufficient ephemeral-storage")
    for (name, amount) in wanted.scalars {
      check(amount, used.scalars[name] ?? 0, total.scalars[name] ?? 0, "Insufficient \(name)")
    }
    if reasons.isEmpty { return .success }
    return isHopeless ? .unresolvable(reasons) : .unschedulable(reasons)
  }

  public func score(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Int64 {
    let used = node.nonZeroRequested
    let cpu = Self.share(node.allocatable.milliCPU, used.milliCPU, pod.nonZeroRequests.milliCPU)
    let memory = Self.share(node.allocatable.memory, used.memory, pod.nonZeroRequests.memory)
    return (cpu + memory) / 2
  }

  private static func share(_ total: Int64, _ used: Int64, _ wanted: Int64) -> Int64 {
    let free = total.subtractingSaturating(used).subtractingSaturating(wanted)
    return total <= 0 || free <= 0 ? 0 : Int64(Double(free) / Double(total) * 100)
  }
}

/// Prefers nodes on which cpu and memory would be used to the same degree.
public struct NodeResourcesBalancedAllocation: ScorePlugin {
  public let name = "NodeResourcesBalancedAllocation"
  public let weight: Int64 = 1
  public init() {}

  public func score(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Int64 {
    let total = node.allocatable
    guard total.milliCPU > 0, total.memory > 0 else { return 0 }
    let cpu = min((Double(node.requested.milliCPU) + Double(pod.requests.milliCPU)) / Double(total.milliCPU), 1)
    let memory = min((Double(node.requested.memory) + Double(pod.requests.memory)) / Double(total.memory), 1)
    return Int64((1 - abs(cpu - memory) / 2) * 100)
  }
}
