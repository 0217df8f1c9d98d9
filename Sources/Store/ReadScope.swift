import APIMachinery

/// Which objects of one resource somebody will look at.
public struct ReadScope: Hashable, Sendable {
  public var resource: GroupResource
  /// nil: all of them; empty for what is in no namespace.
  public var namespace: String?
  /// Of one object in that namespace; nil for all.
  public var name: String?

  public init(_ resource: GroupResource, namespace: String? = nil, name: String? = nil) {
    (self.resource, self.namespace, self.name) = (resource, namespace, namespace == nil ? nil : name)
  }

  /// The one object that it is about.
  public var key: ObjectKey? {
    guard let namespace, let name else { return nil }
    return ObjectKey(resource, namespace: namespace, name: name)
  }
}
