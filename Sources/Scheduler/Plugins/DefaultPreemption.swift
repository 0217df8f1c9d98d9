import APIMachinery

/// Makes room for a pod by removing pods of lower priority from one node.
///
/// Of each node that could do, the fewest victims are found (all lower ones go, then as many as possible are kept: those first that
/// disruption budgets don't let go, then the highest); of the nodes, the one with the fewest victims against budgets, then whose highest
/// victim is the lowest, then whose victims weigh the least, then with the fewest, then whose most important victims have run the
/// shortest. Budgets are spared as far as that goes, and no further.
public struct DefaultPreemption: PostFilterPlugin {
  public let name = "DefaultPreemption"
  public init() {}

  private struct Candidate { var node: String; var victims: [PodInfo]; var violations: Int }

  public func postFilter(
    _ pod: PodInfo, _ snapshot: ClusterSnapshot, _ failures: [NodeFailure], _ cycle: SchedulingCycle
  ) -> PostFilterResult {
    let nodeCount = snapshot.knownNodeCount
    guard pod.mayPreempt else {
      return PostFilterResult(message: "not eligible due to preemptionPolicy=Never.")
    }
    if let waiting = nodeBeingCleared(for: pod, snapshot) {
      return PostFilterResult(message: "not eligible due to a terminating pod on the nominated node.", nominatedNode: waiting)
    }
    var candidates: [Candidate] = []
    var reasons: [String] = []
    for failure in failures {
      guard case .unschedulable = failure.verdict, let node = snapshot.node(failure.node) else {
        reasons.append("Preemption is not helpful for scheduling")
        continue
      }
      if let candidate = candidate(for: pod, on: node, snapshot, cycle) {
        candidates.append(candidate)
      } else {
        reasons.append("No preemption victims found for incoming pod")
      }
    }
    guard let best = candidates.min(by: { Self.cost($0) < Self.cost($1) }) else {
      return PostFilterResult(message: SchedulingCycle.summary(reasons, nodeCount))
    }
    return PostFilterResult(message: "", nominatedNode: best.node, victims: best.victims)
  }

  /// The node that an earlier preemption chose, as long as a victim is still leaving it.
  private func nodeBeingCleared(for pod: PodInfo, _ snapshot: ClusterSnapshot) -> String? {
    guard let node = snapshot.node(pod.nominatedNode) else { return nil }
    return node.pods.values.contains { $0.isBeingDeleted && $0.priority < pod.priority } ? node.name : nil
  }

  /// nil when no victims of the node would make room.
  private func candidate(for pod: PodInfo, on node: NodeInfo, _ snapshot: ClusterSnapshot, _ cycle: SchedulingCycle) -> Candidate? {
    let lower = node.pods.values.filter { $0.priority < pod.priority }
      .sorted { ($1.priority, $0.created, $0.uid) < ($0.priority, $1.created, $1.uid) }
    guard !lower.isEmpty else { return nil }
    func fits(_ gone: [PodInfo]) -> Bool {
      var without = snapshot
      for victim in gone { without.remove(pod: victim.uid) }
      guard let emptied = without.node(node.name) else { return false }
      var state = CycleState()
      let isRefused = cycle.profile.preFilters.contains { $0.preFilter(pod, without, &state) != .success }
      return !isRefused && cycle.firstRefusal(pod, emptied, state) == nil
    }
    guard fits(lower) else { return nil }
    let violating = BudgetInfo.violations(of: snapshot.budgets.values, by: lower)
    var victims = lower
    for kept in lower.filter({ violating.contains($0.uid) }) + lower.filter({ !violating.contains($0.uid) }) {
      let fewer = victims.filter { $0.uid != kept.uid }
      if fits(fewer) { victims = fewer }
    }
    if victims.isEmpty { return nil }
    return Candidate(node: node.name, victims: victims, violations: victims.count { violating.contains($0.uid) })
  }

  private static func cost(_ candidate: Candidate) -> (Int, Int64, Int64, Int, Int64, String) {
    let highest = candidate.victims.map(\.priority).max() ?? 0
    // Every victim weighs something, however low its priority.
    let weight = candidate.victims.reduce(Int64(0)) { $0 + $1.priority + Int64(Int32.max) + 1 }
    let started = candidate.victims.filter { $0.priority == highest }.map(\.started.nanosecondsSinceEpoch).min() ?? 0
    return (candidate.violations, highest, weight, candidate.victims.count, -started, candidate.node)
  }
}
