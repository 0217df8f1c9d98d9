/// Keeps pods from cordoned nodes, unless they tolerate it.
public struct NodeUnschedulable: FilterPlugin {
  public let name = "NodeUnschedulable"
  public let events: Set<ClusterEvent> = [.nodeAdded, .nodeTaintsChanged]
  public init() {}

  static let taint = Taint(key: "node.kubernetes.io/unschedulable", effect: "NoSchedule")

  public func filter(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Verdict {
    guard node.isUnschedulable, !pod.tolerations.contains(where: { $0.tolerates(Self.taint) }) else { return .success }
    return .unresolvable(["node(s) were unschedulable"])
  }
}
