/// The ids on the host of a user namespace's users and groups: 0 in it is `first` outside.
public struct UserRange: Hashable, Sendable {
  public var first: UInt32
  public var count: UInt32
  public init(first: UInt32, count: UInt32) { (self.first, self.count) = (first, count) }
}
