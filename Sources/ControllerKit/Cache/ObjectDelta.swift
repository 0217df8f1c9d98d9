import APIMachinery

/// What happened to one object, as far as an informer knows: steps between may have been missed.
public struct ObjectDelta: Sendable {
  public var key: ObjectKey
  /// nil when the object is new.
  public var old: Value?
  /// nil when the object is gone.
  public var new: Value?

  public init(key: ObjectKey, old: Value?, new: Value?) { (self.key, self.old, self.new) = (key, old, new) }

  /// The newest state known; the last one of an object that is gone.
  public var object: Value { new ?? old ?? .null }
}
