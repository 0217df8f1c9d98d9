import APIMachinery

/// What policies need of the store: all objects of a resource, then what has changed since.
public protocol ObjectReader: Sendable {
  /// Every object of the resource, and the state that it is of.
  func objects(of resource: GroupResource) -> (objects: [Value], mark: UInt64)
  /// What has changed after `mark`, oldest first; nil when that is no longer known, so that the caller starts over.
  func changes(of resource: GroupResource, after mark: UInt64) -> (changes: [ObjectChange], mark: UInt64)?
  /// Calls `signal` after every change of the resource, before the write that made it returns. Ends when what is returned
  /// is let go.
  func observe(_ resource: GroupResource, _ signal: @escaping @Sendable () -> Void) -> any Sendable
}

public struct ObjectChange: Sendable {
  /// The object as it is now, or was last.
  public var object: Value
  public var isDelete: Bool
  public init(_ object: Value, isDelete: Bool) { (self.object, self.isDelete) = (object, isDelete) }
}
