/// Prefers nodes that have the pod's images, the more so the larger they are; an image that few nodes have counts for less, so
/// that not everything flocks to one node.
public struct ImageLocality: ScorePlugin {
  public let name = "ImageLocality"
  public let weight: Int64 = 1
  private static let key = "ImageLocality"
  private static let smallest: Int64 = 23 << 20
  private static let largestPerContainer: Int64 = 1000 << 20
  public init() {}

  public func preScore(_ pod: PodInfo, _ nodes: [NodeInfo], _ snapshot: ClusterSnapshot, _ state: inout CycleState) -> Bool {
    let total = Double(max(snapshot.knownNodeCount, 1))
    let spread = pod.images.map { image in
      let name = Self.normalized(image)
      return Share(image: name, share: Double(snapshot.imageCount(name)) / total)
    }.filter { $0.share > 0 }
    state[Self.key, as: [Share].self] = spread
    return !spread.isEmpty
  }

  private struct Share: Sendable { var image: String; var share: Double }

  public func score(_ pod: PodInfo, _ node: NodeInfo, _ state: CycleState) -> Int64 {
    let shares = state[Self.key, as: [Share].self] ?? []
    let size = shares.reduce(Int64(0)) { $0 + Int64(Double(node.images[$1.image] ?? 0) * $1.share) }
    let largest = Self.largestPerContainer * Int64(max(pod.images.count, 1))
    return (min(max(size, Self.smallest), largest) - Self.smallest) * 100 / (largest - Self.smallest)
  }

  /// Nodes name images with their tag.
  static func normalized(_ image: String) -> String {
    let last = image.split(separator: "/").last ?? ""
    return last.contains(":") || last.contains("@") ? image : image + ":latest"
  }
}
