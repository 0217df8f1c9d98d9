/// Keeps pods from nodes whose NoSchedule and NoExecute taints they don't tolerate; prefers nodes with few PreferNoSchedule taints.
public struct TaintToleration: FilterPlugin, ScorePlugin {
  public let name = "TaintToleration"
  public let weight: Int64 = 3
  public let events: Set<ClusterEvent> = [.nodeAdded, .nodeTaintsChanged]
  public init() {}

  public func filter(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Verdict {
    for taint in node.taints where taint.effect == "NoSchedule" || taint.effect == "NoExecute" {
      if !pod.tolerations.contains(where: { $0.tolerates(taint) }) {
        return .unresolvable(["node(s) had untolerated taint {\(taint.key): \(taint.value)}"])
      }
    }
    return .success
  }

  public func preScore(_ pod: PodInfo, _ nodes: [NodeInfo], _ snapshot: ClusterSnapshot, _ state: inout CycleState) -> Bool {
    nodes.contains { $0.taints.contains { $0.effect == "PreferNoSchedule" } }
  }

  public func score(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Int64 {
    Int64(node.taints.count { taint in
      taint.effect == "PreferNoSchedule"
        && !pod.tolerations.contains { ($0.effect.isEmpty || $0.effect == "PreferNoSchedule") && $0.tolerates(taint) }
    })
  }

  public func normalize(_ scores: inout [Int64]) { normalizeToHundred(&scores, reversed: true) }
}
