/// A pod that names its node goes nowhere else.
public struct NodeName: FilterPlugin {
  public let name = "NodeName"
  public let events: Set<ClusterEvent> = [.nodeAdded]
  public init() {}

  public func filter(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Verdict {
    pod.nodeName.isEmpty || pod.nodeName == node.name
      ? .success : .unresolvable(["node(s) didn't match the requested node name"])
  }
}
