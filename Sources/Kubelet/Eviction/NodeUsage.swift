/// What is left of the node's resources at a moment.
public struct NodeUsage: Hashable, Sendable {
  public struct Amount: Hashable, Sendable {
    public var available: Int64
    public var capacity: Int64
    public init(available: Int64, capacity: Int64) { (self.available, self.capacity) = (available, capacity) }
  }

  /// What couldn't be found out is missing.
  public var amounts: [EvictionSignal: Amount]
  public init(_ amounts: [EvictionSignal: Amount] = [:]) { self.amounts = amounts }
}

/// Looks at the host.
public protocol NodeObserver: Sendable {
  /// Blocks for some file reads.
  func usage() -> NodeUsage
}
