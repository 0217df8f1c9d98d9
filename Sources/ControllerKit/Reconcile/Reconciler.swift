import APIMachinery

/// A controller as a rule: what it watches, and what it wants done about one object.
///
/// `reconcile` is level-triggered: it looks at the world as it is now, whatever happened before, and may run twice without harm.
/// It must not keep state of its own. Its work should be proportional to the object's children, found through indexes.
public protocol Reconciler: Sendable {
  /// The controller's name, such as `replicaset-controller`: the source of its events and the field manager of its writes.
  var name: String { get }
  /// The service account of kube-system that the controller acts as, whose role says what it may do; the name, where nothing else is
  /// said. A name with `system:` is a component's instead: of a controller that has no account of its own.
  var account: String { get }
  var watches: [Watch] { get }
  /// How long the first lists are waited for before it begins without those that failed (`World.hasSynced`); nil: until all are in.
  var syncTimeout: Duration? { get }
  func reconcile(_ key: ObjectKey, _ world: World) -> Plan
}

extension Reconciler {
  public var account: String { name }
  public var syncTimeout: Duration? { nil }
}

/// A resource that a controller looks at, and which keys a change of it concerns.
public struct Watch: Sendable {
  public typealias Mapping = @Sendable (ObjectDelta, World) -> [ObjectKey]
  public var resource: GroupVersionResource
  public var indexes: [ObjectIndex]
  public var detail: SharedInformers.Detail
  public var keys: Mapping

  public init(
    _ resource: GroupVersionResource, indexes: [ObjectIndex] = [], detail: SharedInformers.Detail = .wholeObjects, keys: @escaping Mapping
  ) {
    (self.resource, self.indexes, self.detail, self.keys) = (resource, indexes, detail, keys)
  }

  /// The changed object itself is the key.
  public static func object(_ resource: GroupVersionResource, indexes: [ObjectIndex] = []) -> Watch {
    Watch(resource, indexes: indexes) { delta, _ in [delta.key] }
  }

  /// The key is the controlling owner of that kind, before and after the change.
  public static func owned(
    _ resource: GroupVersionResource, by owner: GroupVersionResource, kind: String, indexes: [ObjectIndex] = [.controllerUID]
  ) -> Watch {
    Watch(resource, indexes: indexes) { delta, _ in delta.controllers(owner, kind: kind) }
  }

  /// Kept for look-ups; changes concern nobody.
  public static func lookUp(_ resource: GroupVersionResource, indexes: [ObjectIndex] = []) -> Watch {
    Watch(resource, indexes: indexes) { _, _ in [] }
  }
}

extension ObjectDelta {
  /// The keys of the controlling owners of this kind that the object had and has.
  public func controllers(_ owner: GroupVersionResource, kind: String) -> [ObjectKey] {
    var keys: [ObjectKey] = []
    for object in [new, old] {
      guard let object, let reference = object.controllerReference, reference.kind == kind,
        GroupVersion(reference.apiVersion)?.group == owner.group
      else { continue }
      let key = ObjectKey(owner.groupResource, namespace: object.namespace, name: reference.name)
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }
}
