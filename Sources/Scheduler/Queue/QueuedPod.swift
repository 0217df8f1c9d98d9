import Basics

/// A pod that waits for a node.
public struct QueuedPod: Sendable {
  public var pod: PodInfo
  /// When it came, or came back, into the active queue's order.
  public var queued: Timestamp
  /// Breaks ties, so that order never depends on chance.
  public var sequence: UInt64
  /// Failed attempts so far.
  public var attempts: Int
  /// Which plugins refused it last.
  public var refusedBy: Set<String>
  /// Until when it stays out after the last failure.
  public var backoffUntil: Timestamp
}
