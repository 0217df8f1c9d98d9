import APIMachinery

extension Scheme {
  /// The resource that objects are kept as: `events` of the core group for those of events.k8s.io, which are the same
  /// objects in another form; every other resource is kept as itself.
  public func storageResource(of resource: ResourceDefinition) -> ResourceDefinition {
    guard resource.gvk == Self.event(in: "events.k8s.io") else { return resource }
    return self.resource(of: Self.event(in: "")) ?? resource
  }

  /// The object in the form of another kind that shares its storage; the object itself for any other pair.
  public func convert(_ object: Value, to kind: GroupVersionKind) -> Value {
    switch kind {
    case Self.event(in: ""): object.apiVersion == "events.k8s.io/v1" ? EventConversion.toCore(object) : object
    case Self.event(in: "events.k8s.io"): object.apiVersion == "v1" ? EventConversion.toEvents(object) : object
    default: object
    }
  }

  private static func event(in group: String) -> GroupVersionKind {
    GroupVersionKind(group: group, version: "v1", kind: "Event")
  }
}
