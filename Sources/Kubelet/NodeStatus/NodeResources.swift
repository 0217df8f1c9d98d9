import APIMachinery

/// What a node has to give.
public struct NodeResources: Hashable, Sendable {
  public var cpuMillis: Int64
  public var memoryBytes: Int64
  public var ephemeralStorageBytes: Int64
  public var pods: Int64

  public init(cpuMillis: Int64, memoryBytes: Int64, ephemeralStorageBytes: Int64, pods: Int64 = 110) {
    (self.cpuMillis, self.memoryBytes, self.ephemeralStorageBytes, self.pods) = (cpuMillis, memoryBytes, ephemeralStorageBytes, pods)
  }

  /// As a ResourceList of the API.
  var value: Value {
    [
      "cpu": .string(cpuMillis % 1_000 == 0 ? String(cpuMillis / 1_000) : "\(cpuMillis)m"),
      "ephemeral-storage": .string(
        ephemeralStorageBytes % 1_024 == 0 ? "\(ephemeralStorageBytes / 1_024)Ki" : String(ephemeralStorageBytes)),
      "hugepages-1Gi": "0",
      "hugepages-2Mi": "0",
      "memory": .string(memoryBytes % 1_024 == 0 ? "\(memoryBytes / 1_024)Ki" : String(memoryBytes)),
      "pods": .string(String(pods))
    ]
  }
}
