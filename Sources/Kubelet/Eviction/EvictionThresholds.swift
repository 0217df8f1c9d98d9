import APIMachinery

/// Something that a node can run out of, by the names of the kubelet's eviction settings (Node-pressure Eviction).
public enum EvictionSignal: String, CaseIterable, Sendable {
  case memoryAvailable = "memory.available"
  case nodefsAvailable = "nodefs.available"
  case nodefsInodesFree = "nodefs.inodesFree"
  case imagefsAvailable = "imagefs.available"
  case imagefsInodesFree = "imagefs.inodesFree"
  case pidAvailable = "pid.available"

  var pressure: NodePressure {
    switch self {
    case .memoryAvailable: .memory
    case .pidAvailable: .processes
    default: .disk
    }
  }

  /// What a pod's eviction message calls it.
  var resource: String {
    switch self {
    case .memoryAvailable: "memory"
    case .nodefsAvailable, .imagefsAvailable: "ephemeral-storage"
    case .nodefsInodesFree, .imagefsInodesFree: "inodes"
    case .pidAvailable: "pids"
    }
  }
}

/// A condition of the Node; the raw value is its type.
enum NodePressure: String, CaseIterable, Sendable {
  case memory = "MemoryPressure"
  case disk = "DiskPressure"
  case processes = "PIDPressure"
}

/// Below which amounts the node counts as short of something.
public struct EvictionThresholds: Hashable, Sendable {
  public enum Amount: Hashable, Sendable {
    case bytes(Int64)
    /// Of the capacity.
    case percent(Double)
  }

  public var amounts: [EvictionSignal: Amount] = [:]

  public init(_ amounts: [EvictionSignal: Amount] = [:]) { self.amounts = amounts }

  /// Upstream's.
  public static let standard = EvictionThresholds([
    .memoryAvailable: .bytes(100 << 20), .nodefsAvailable: .percent(10), .nodefsInodesFree: .percent(5), .imagefsAvailable: .percent(15),
    .imagefsInodesFree: .percent(5),
  ])

  /// Reads `memory.available<100Mi,nodefs.available<10%`; nil for anything else. Empty text has no thresholds.
  public init?(_ text: String) {
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "<", omittingEmptySubsequences: false)
      guard sides.count == 2, let signal = EvictionSignal(rawValue: String(sides[0])) else { return nil }
      if sides[1].hasSuffix("%") {
        guard let percent = Double(sides[1].dropLast()), (0...100).contains(percent) else { return nil }
        amounts[signal] = .percent(percent)
      } else {
        guard let bytes = ResourceAmount.value(.string(String(sides[1]))), bytes >= 0 else { return nil }
        amounts[signal] = .bytes(bytes)
      }
    }
  }

  func bytes(_ signal: EvictionSignal, capacity: Int64) -> Int64? {
    switch amounts[signal] {
    case .bytes(let bytes)?: bytes
    case .percent(let percent)?: Int64(Double(capacity) * percent / 100)
    case nil: Optional.none
    }
  }
}
