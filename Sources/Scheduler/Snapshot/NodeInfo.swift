import APIMachinery

/// A node and the pods on it, kept up to date by addition and subtraction.
public struct NodeInfo: Sendable {
  public let name: String
  public internal(set) var labels: [String: String] = [:]
  public internal(set) var taints: [Taint] = []
  public internal(set) var isUnschedulable = false
  public internal(set) var allocatable = ResourceAmounts()
  /// Sizes in bytes by image name.
  public internal(set) var images: [String: Int64] = [:]
  public private(set) var requested = ResourceAmounts()
  public private(set) var nonZeroRequested = ResourceAmounts()
  public private(set) var pods: [String: PodInfo] = [:]
  public private(set) var usedPorts: [HostPort] = []
  /// Pods on it that keep others away.
  public private(set) var antiAffinityPods: [String: PodInfo] = [:]
  /// Pods on it that say anything about others.
  public private(set) var affinityPods: [String: PodInfo] = [:]
  /// False: pods say they are on it, but there is no such Node object (any more).
  public internal(set) var isKnown = false

  public init(name: String) { self.name = name }

  mutating func update(_ node: Value) {
    isKnown = true
    labels = node.labels
    let spec = node["spec"]
    isUnschedulable = spec?["unschedulable"]?.bool ?? false
    taints = (spec?["taints"]?.array ?? []).map { Taint($0) }
    allocatable = ResourceAmounts(node["status"]?["allocatable"])
    images = [:]
    for image in node["status"]?["images"]?.array ?? [] {
      for name in image["names"]?.array ?? [] { if let name = name.string { images[name] = image["sizeBytes"]?.int ?? 0 } }
    }
  }

  mutating func add(_ pod: PodInfo) {
    if pods[pod.uid] != nil { remove(uid: pod.uid) }
    pods[pod.uid] = pod
    requested += pod.requests
    nonZeroRequested += pod.nonZeroRequests
    usedPorts += pod.hostPorts
    if !pod.podAffinity.requiredAntiAffinity.isEmpty { antiAffinityPods[pod.uid] = pod }
    if !pod.podAffinity.isEmpty { affinityPods[pod.uid] = pod }
  }

  mutating func remove(uid: String) {
    guard let pod = pods.removeValue(forKey: uid) else { return }
    requested -= pod.requests
    nonZeroRequested -= pod.nonZeroRequests
    antiAffinityPods[uid] = nil
    affinityPods[uid] = nil
    for port in pod.hostPorts { if let position = usedPorts.firstIndex(of: port) { usedPorts.remove(at: position) } }
  }
}
