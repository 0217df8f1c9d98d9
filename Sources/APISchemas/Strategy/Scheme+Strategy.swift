import APIMachinery

extension Scheme {
  /// What happens to a new object before validation: system-set fields dropped, status emptied where it is a
  /// subresource, generation 1 where the kind counts generations, and the kind's own steps.
  ///
  /// name, namespace, uid and creationTimestamp must be set already (a Job's selector holds its uid).
  public func prepareForCreate(_ object: Value, of resource: ResourceDefinition) -> Value {
    let rules = rules(of: resource)
    var result = object
    result["metadata"] = Self.newMetadata(object.metadata, tracksGeneration: rules.tracksGeneration)
    if resource.subresource("status") != nil, !rules.keepsStatusOnCreate { result["status"] = [:] }
    rules.prepareForCreate(&result)
    return CanonicalOrder(types: types).ordered(result, as: resource.typeName)
  }

  private static func newMetadata(_ metadata: Value, tracksGeneration: Bool) -> Value {
    var metadata = metadata
    for name in ["deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink"] { metadata[name] = nil }
    for name in ["generateName", "namespace", "name", "uid", "resourceVersion"] where metadata[name] == "" { metadata[name] = nil }
    if tracksGeneration { metadata["generation"] = 1 }
    return metadata
  }

  /// What happens to an update before validation: what the client may not change through this endpoint is taken from
  /// the old object (status on the object itself; everything but status on `status`), the generation counts a change of
  /// the desired state, and the kind's own steps follow.
  public func prepareForUpdate(_ new: Value, old: Value, of resource: ResourceDefinition, subresource: String?) -> Value {
    let rules = rules(of: resource)
    var result = new
    result["metadata"] = Self.keptMetadata(new.metadata, old.metadata)
    if subresource == "status" {
      result = Self.statusUpdate(result, old: old)
    } else if resource.subresource("status") != nil, !rules.statusSubresources.contains(subresource ?? "") {
      result["status"] = old["status"]
    }
    rules.prepareForUpdate(&result, old: old, subresource: subresource)
    if rules.tracksGeneration, subresource != "status", rules.changesDesiredState(result, old: old) {
      result["metadata"]?["generation"] = .int(old.generation + 1)
    }
    return CanonicalOrder(types: types).ordered(result, as: resource.typeName)
  }

  /// System metadata is the server's: a client that left it out, or sent an older copy, doesn't change it.
  private static func keptMetadata(_ new: Value, _ old: Value) -> Value {
    var metadata = new
    metadata["generation"] = old["generation"]
    metadata["selfLink"] = nil
    for name in ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "namespace", "name", "generateName"]
    where metadata[name] == nil || metadata[name] == "" {
      metadata[name] = old[name]
    }
    return metadata
  }

  /// The old object with the new status, and the metadata that a status writer may touch.
  private static func statusUpdate(_ new: Value, old: Value) -> Value {
    var result = old
    result["apiVersion"] = new["apiVersion"]
    result["metadata"] = new["metadata"]
    result["metadata"]?["ownerReferences"] = old["metadata"]?["ownerReferences"]
    result["status"] = new["status"]
    return result
  }
}
