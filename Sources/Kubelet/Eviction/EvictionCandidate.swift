import APIMachinery

/// A pod that might be evicted, with what it uses of what is short.
struct EvictionCandidate: Sendable, Equatable {
  struct Usage: Sendable, Equatable {
    var container: String
    var bytes: Int64
    var requestBytes: Int64
  }

  var pod: Pod
  var containers: [Usage]

  private var bytes: Int64 { containers.reduce(0) { $0.addingSaturating($1.bytes) } }
  private var excess: Int64 { bytes.subtractingSaturating(containers.reduce(0) { $0.addingSaturating($1.requestBytes) }) }

  /// Who has to go first: one that uses more than it asked for, then one of low priority, then the one with the largest excess. Critical
  /// pods never.
  static func first(_ candidates: [EvictionCandidate]) -> EvictionCandidate? {
    func rank(_ candidate: EvictionCandidate) -> (Int, Int64, Int64, String) {
      (candidate.excess > 0 ? 0 : 1, candidate.pod.priority, -max(candidate.excess, -.max), candidate.pod.uid)
    }
    return candidates.filter { !$0.pod.isCritical }.min { rank($0) < rank($1) }
  }

  /// What the pod's status says.
  func message(_ shortage: PressureState.Shortage) -> String {
    let resource = shortage.signal.resource
    var text = "The node was low on resource: \(resource). Threshold quantity: \(Self.quantity(shortage.thresholdBytes, resource)), "
      + "available: \(Self.quantity(shortage.availableBytes, resource)). "
    for container in containers where container.bytes > container.requestBytes {
      text += "Container \(container.container) was using \(Self.quantity(container.bytes, resource)), "
        + "request is \(Self.quantity(container.requestBytes, resource)), has larger consumption of \(resource). "
    }
    return text
  }

  /// In whole Ki, Mi or Gi where it comes out even, as a quantity is printed; numbers of things are plain.
  static func quantity(_ bytes: Int64, _ resource: String = "memory") -> String {
    guard resource == "memory" || resource == "ephemeral-storage", bytes != 0 else { return String(bytes) }
    var (number, unit) = (bytes, 0)
    while number % 1_024 == 0, unit < 6 { (number, unit) = (number / 1_024, unit + 1) }
    return String(number) + ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"][unit]
  }
}
