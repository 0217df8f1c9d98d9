import APIMachinery

/// All nodes with the pods on them, those included that are assumed there while their binding is under way.
///
/// A value that takes in changes one by one; a scheduling cycle reads it as it is.
public struct ClusterSnapshot: Sendable {
  /// In the order in which they came; cycles start at a moving point so that no node is always first.
  public private(set) var nodes: [NodeInfo] = []
  private var positions: [String: Int] = [:]
  /// On which node each pod is.
  private var nodeOfPod: [String: String] = [:]
  private var assumed: Set<String> = []
  /// On how many nodes an image is.
  private var imageCounts: [String: Int] = [:]
  /// How many pods keep others away: 0 spares a cycle the search.
  private(set) var antiAffinityPodCount = 0
  /// The labels of the namespaces, by name: affinity terms may select by them.
  public internal(set) var namespaceLabels: [String: [String: String]] = [:]
  /// The PodDisruptionBudgets.
  public internal(set) var budgets: [ObjectKey: BudgetInfo] = [:]

  public init() {}

  public func node(_ name: String) -> NodeInfo? { positions[name].map { nodes[$0] } }
  public var knownNodeCount: Int { nodes.count { $0.isKnown } }
  func imageCount(_ name: String) -> Int { imageCounts[name] ?? 0 }
  public func isAssumed(_ uid: String) -> Bool { assumed.contains(uid) }
  public func isPlaced(_ uid: String) -> Bool { nodeOfPod[uid] != nil }
  public func pod(_ uid: String) -> PodInfo? { nodeOfPod[uid].flatMap { node($0)?.pods[uid] } }

  // MARK: nodes

  public mutating func update(node: Value) {
    let position = position(of: node.name)
    for image in nodes[position].images.keys { imageCounts[image, default: 1] -= 1 }
    nodes[position].update(node)
    for image in nodes[position].images.keys { imageCounts[image, default: 0] += 1 }
  }

  /// The node is gone; it stays as a place while pods say they are there.
  public mutating func removeNode(_ name: String) {
    guard let position = positions[name] else { return }
    for image in nodes[position].images.keys { imageCounts[image, default: 1] -= 1 }
    nodes[position].images = [:]
    nodes[position].isKnown = false
    dropIfUnused(name)
  }

  // MARK: pods

  /// A pod that the API says is on a node.
  public mutating func place(_ pod: PodInfo) {
    assumed.remove(pod.uid)
    put(pod, on: pod.nodeName)
  }

  /// A pod that is about to be bound.
  public mutating func assume(_ pod: PodInfo, on node: String) {
    assumed.insert(pod.uid)
    put(pod, on: node)
  }

  /// The pod is gone, has finished, or wasn't bound after all.
  public mutating func remove(pod uid: String) {
    assumed.remove(uid)
    guard let name = nodeOfPod.removeValue(forKey: uid), let position = positions[name] else { return }
    if nodes[position].antiAffinityPods[uid] != nil { antiAffinityPodCount -= 1 }
    nodes[position].remove(uid: uid)
    dropIfUnused(name)
  }

  private mutating func put(_ pod: PodInfo, on node: String) {
    if nodeOfPod[pod.uid] != nil {
      let isAssumed = assumed.contains(pod.uid)
      remove(pod: pod.uid)
      if isAssumed { assumed.insert(pod.uid) }
    }
    nodeOfPod[pod.uid] = node
    nodes[position(of: node)].add(pod)
    if !pod.podAffinity.requiredAntiAffinity.isEmpty { antiAffinityPodCount += 1 }
  }

  private mutating func position(of name: String) -> Int {
    if let position = positions[name] { return position }
    nodes.append(NodeInfo(name: name))
    positions[name] = nodes.count - 1
    return nodes.count - 1
  }

  private mutating func dropIfUnused(_ name: String) {
    guard let position = positions[name], !nodes[position].isKnown, nodes[position].pods.isEmpty else { return }
    positions[name] = nil
    let last = nodes.removeLast()
    if position < nodes.count {
      nodes[position] = last
      positions[last.name] = position
    }
  }
}
