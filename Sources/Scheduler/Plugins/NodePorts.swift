/// A host port is free on the node or the pod doesn't go there.
public struct NodePorts: FilterPlugin {
  public let name = "NodePorts"
  public let events: Set<ClusterEvent> = [.nodeAdded, .podRemoved]
  public init() {}

  public func filter(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Verdict {
    let isTaken = pod.hostPorts.contains { wanted in node.usedPorts.contains { $0.collides(with: wanted) } }
    return isTaken ? .unschedulable(["node(s) didn't have free ports for the requested pod ports"]) : .success
  }
}
