/// `nodeSelector` and node affinity, required and preferred.
public struct NodeAffinity: FilterPlugin, ScorePlugin {
  public let name = "NodeAffinity"
  public let weight: Int64 = 2
  public let events: Set<ClusterEvent> = [.nodeAdded, .nodeLabelsChanged]
  public init() {}

  public func filter(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Verdict {
    pod.nodeAffinity.allows(node) ? .success : .unresolvable(["node(s) didn't match Pod's node affinity/selector"])
  }

  public func preScore(_ pod: PodInfo, _ nodes: [NodeInfo], _ snapshot: ClusterSnapshot, _ state: inout CycleState) -> Bool {
    !pod.nodeAffinity.preferred.isEmpty
  }

  public func score(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Int64 {
    // An empty preferred term matches every node, unlike a required one.
    pod.nodeAffinity.preferred.reduce(0) { $1.term.isEmpty || $1.term.matches(node) ? $0 + $1.weight : $0 }
  }

  public func normalize(_ scores: inout [Int64]) { normalizeToHundred(&scores, reversed: false) }
}
