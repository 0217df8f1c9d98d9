import APIMachinery

extension Scheme {
  /// The resource that objects are kept as: itself for nearly all, another version's where one kind has several.
  public func storageResource(of resource: ResourceDefinition) -> ResourceDefinition {
    resource.storage.flatMap { self.resource($0) ?? unserved[$0] } ?? resource
  }

  /// The object in the form of another kind that is kept as the same resource (policy/v1beta1 for policy/v1, events.k8s.io
  /// events for those of the core group); the object itself for any other pair. Nothing is lost on the way there and back.
  public func convert(_ object: Value, to kind: GroupVersionKind) -> Value {
    guard let stored = storedKinds[kind] else { return object }
    let apiVersion = kind.groupVersion.description
    guard object.apiVersion != apiVersion, let from = object.groupVersionKind else { return object }
    if let custom = customKinds[kind] {
      // The version that an object was written in may be served no more.
      guard from.group == kind.group, from.kind == kind.kind else { return object }
      return CanonicalOrder(types: types).ordered(custom.converted(object), as: custom.definition.typeName)
    }
    guard storedKinds[from] == stored else { return object }
    var result = object
    if kind == stored { Self.versionDefaults[from]?(&result) }
    conversions[from]?.toStored(&result)
    conversions[kind]?.fromStored(&result)
    result["apiVersion"] = .string(apiVersion)
    guard conversions[from] != nil || conversions[kind] != nil, let name = typeName(of: kind) else { return result }
    return CanonicalOrder(types: types).ordered(result, as: name)
  }

  /// The kind that objects of a kind with several versions are kept as; nil for a kind with one.
  public func storedKind(of kind: GroupVersionKind) -> GroupVersionKind? { storedKinds[kind] }

  /// Whether objects of one kind can be read as the other.
  public func isConvertible(_ kind: GroupVersionKind, to other: GroupVersionKind) -> Bool {
    if kind == other { return true }
    if let stored = storedKinds[kind], stored == storedKinds[other] { return true }
    guard let name = typeName(of: kind), kind.kind == other.kind else { return false }
    return name == typeName(of: other)
  }
}

/// What a version that isn't the stored one changes in an object: both directions are pure and keep what they don't know.
/// apiVersion and the order of fields are looked after by `Scheme.convert`.
struct KindConversion: Sendable {
  var toStored: @Sendable (inout Value) -> Void
  var fromStored: @Sendable (inout Value) -> Void
}

