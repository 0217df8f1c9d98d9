import Basics

/// What the node is short of, from one look at it to the next.
struct PressureState: Sendable, Equatable {
  /// A threshold that has been crossed.
  struct Shortage: Sendable, Equatable {
    var signal: EvictionSignal
    var thresholdBytes: Int64
    var availableBytes: Int64
  }

  /// So long a pressure stays after its cause has gone, that the node doesn't go to and fro.
  static let transition = Duration.seconds(300)

  private var lastSeen: [NodePressure: Timestamp] = [:]

  /// The thresholds that are crossed now, memory first.
  mutating func observe(_ usage: NodeUsage, _ thresholds: EvictionThresholds, now: Timestamp) -> [Shortage] {
    var shortages: [Shortage] = []
    for signal in EvictionSignal.allCases {
      guard let amount = usage.amounts[signal], let limit = thresholds.bytes(signal, capacity: amount.capacity),
        amount.available < limit
      else { continue }
      shortages.append(Shortage(signal: signal, thresholdBytes: limit, availableBytes: amount.available))
      lastSeen[signal.pressure] = now
    }
    return shortages
  }

  func pressures(now: Timestamp) -> Set<NodePressure> {
    Set(lastSeen.filter { now - $0.value < Self.transition }.keys)
  }
}
