import APIMachinery
import APISchemas
import Store

extension APIServer {
  /// Built-in kinds whose updates must say which version they replace, as those of all custom ones (upstream's strategies:
  /// AllowUnconditionalUpdate).
  static let conditionalUpdateOnly: Set<GroupResource> = [
    GroupResource(group: "coordination.k8s.io", resource: "leases"),
    GroupResource(group: "policy", resource: "poddisruptionbudgets"),
    GroupResource(group: "apiextensions.k8s.io", resource: "customresourcedefinitions"),
    GroupResource(group: "apiregistration.k8s.io", resource: "apiservices"),
    GroupResource(group: "storage.k8s.io", resource: "csidrivers"),
    GroupResource(group: "storage.k8s.io", resource: "csinodes"),
    GroupResource(group: "storage.k8s.io", resource: "volumeattachments"),
  ]

  func update(
    _ request: ResourceRequest, _ body: RequestBody, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    let object = try decodeStored(body, request, parameters, in: &unit)
    try checkIdentity(object, request)
    let intent = Intent(object: body.value, source: body.source)
    guard let old = existing(request, in: unit) else { return try createByUpdate(object, request, parameters, intent, in: &unit) }
    return .object(request.key, try replace(old, with: object, request, parameters, intent, in: &unit))
  }

  /// Kinds that an update makes where they aren't there yet (upstream's strategies: AllowCreateOnUpdate).
  static let madeByUpdate: Set<GroupResource> = [
    GroupResource(resource: "endpoints"), GroupResource(resource: "events"), GroupResource(resource: "limitranges"),
    GroupResource(resource: "services"), GroupResource(group: "coordination.k8s.io", resource: "leases"),
    GroupResource(group: "rbac.authorization.k8s.io", resource: "roles"),
    GroupResource(group: "rbac.authorization.k8s.io", resource: "rolebindings"),
    GroupResource(group: "rbac.authorization.k8s.io", resource: "clusterroles"),
    GroupResource(group: "rbac.authorization.k8s.io", resource: "clusterrolebindings"),
  ]

  /// An update of what isn't there: for some kinds a create, which takes the right to create.
  private func createByUpdate(
    _ object: Value, _ request: ResourceRequest, _ parameters: WriteParameters, _ intent: Intent, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    guard request.subresource.isEmpty, Self.madeByUpdate.contains(request.groupResource) else {
      throw .notFound(request.groupResource, request.name)
    }
    guard object.uid.isEmpty else {
      throw .conflict(
        request.groupResource, request.name, "Precondition failed: UID in precondition: \(object.uid), UID in object meta: ")
    }
    var creating = request
    creating.verb = "create"
    try authorizer.authorize(creating.attributes())
    var object = object
    object[path: "metadata", "resourceVersion"] = nil
    try place(&object, request)
    let (key, created) = try insert(object, request, parameters, intent, in: &unit)
    return .object(key, created, status: 201)
  }

  func checkIdentity(_ object: Value, _ request: ResourceRequest) throws(StatusError) {
    guard !object.name.isEmpty else {
      throw .badRequest("the name of the object (\(request.name) based on URL) was undeterminable: name must be provided")
    }
    guard object.name == request.name else {
      throw .badRequest("the name of the object (\(object.name)) does not match the name on the URL (\(request.name))")
    }
    guard object.namespace.isEmpty || object.namespace == request.key.namespace else {
      throw .badRequest("the namespace of the object (\(object.namespace)) does not match the namespace on the request (\(request.namespace))")
    }
  }

  /// Everything between a decoded new version and its place in the store. Returns the object as it is now: the old one when
  /// nothing has changed, the last state when this change was the one that a deletion was waiting for.
  func replace(
    _ old: Value, with new: Value, _ request: ResourceRequest, _ parameters: WriteParameters, _ intent: Intent,
    ownershipIsRecorded: Bool = false, in unit: inout UnitOfWork
  ) throws(StatusError) -> Value {
    let definition = request.definition
    try checkVersion(new, old, request)
    var object = scheme.withDefaults(new, of: definition.gvk)
    carryMetadata(from: old, to: &object)
    let options = parameters.options(request.verb == "patch" ? "PatchOptions" : "UpdateOptions")
    let attributes = AdmissionAttributes(request, .update, old: old, options: options)
    _ = try admitMutating(&object, attributes, in: &unit)
    object = scheme.prepareForUpdate(object, old: old, of: definition, subresource: request.subresource.isEmpty ? nil : request.subresource)
    if definition.gvk == ServiceAllocator.kind { services.inherit(&object, from: old) }
    if !ownershipIsRecorded { object = ownership.recording(object, over: old, Ownership(request, parameters, unit.time)) }
    object = withDefinitionStatus(object, request, in: unit)
    let errors = scheme.validateUpdate(
      object, old: old, of: request.served, subresource: request.subresource.isEmpty ? nil : request.subresource)
      + definitionErrors(object, old: old, request)
    guard errors.isEmpty else { throw .invalid(definition.gvk, object.name, errors) }
    if request.subresource.isEmpty { unit.warnings += scheme.warnings(object, old: old, of: definition) }
    try admitValidating(object, attributes, in: &unit)
    if definition.gvk == ServiceAllocator.kind, request.subresource.isEmpty { try services.allocate(&object, old: old, in: &unit) }
    // An update that changes nothing brings an object into the version, and under the key, that objects are kept in.
    if Self.isSame(object, old), unit.get(request.key)?.apiVersion ?? object.apiVersion == object.apiVersion,
      !store.isStale(request.key, at: Revision(old.resourceVersion) ?? .zero)
    {
      return old
    }
    stageReplacement(object, old: old, request, intent, in: &unit)
    return object
  }

  /// Writes the new version, or deletes it when it was only waiting for this change.
  private func stageReplacement(
    _ object: Value, old: Value, _ request: ResourceRequest, _ intent: Intent, in unit: inout UnitOfWork
  ) {
    let change = desiredUpdate(request, before: old, after: object, intent)
    if Self.isFinished(object) {
      unit.remove(request.key, desired: change.map { DesiredChange(before: $0.before, after: nil) })
    } else {
      unit.put(request.key, object, desired: change)
    }
  }

  /// Being deleted, with nobody left to wait for.
  static func isFinished(_ object: Value) -> Bool {
    guard object.isBeingDeleted, object.finalizers.isEmpty else { return false }
    if object.kind == "Namespace", object.apiVersion == "v1" { return object[path: "spec", "finalizers"]?.array?.isEmpty ?? true }
    return (object[path: "metadata", "deletionGracePeriodSeconds"]?.int ?? 0) == 0
  }

  private func checkVersion(_ new: Value, _ old: Value, _ request: ResourceRequest) throws(StatusError) {
    if !new.uid.isEmpty, new.uid != old.uid {
      throw .conflict(
        request.groupResource, request.name,
        "Precondition failed: UID in precondition: \(new.uid), UID in object meta: \(old.uid)")
    }
    let version = new.resourceVersion
    if version.isEmpty || version == "0" {
      let isConditional = Self.conditionalUpdateOnly.contains(request.groupResource) || scheme.isCustom(request.definition.gvk)
      guard isConditional, request.verb == "update", request.takesObject else { return }
      // Upstream names the resource in place of the kind here, and shows the version as a number of Go's.
      throw .invalid(
        request.definition.groupVersion.kind(request.definition.plural), request.name,
        [FieldError(.invalid, "metadata.resourceVersion", nil, "0x0: must be specified for an update")])
    }
    guard Revision(version) != nil else {
      throw .invalid(
        request.definition.gvk, request.name,
        [.invalid("metadata.resourceVersion", .string(version), "must be a decimal number")])
    }
    guard version == old.resourceVersion else { throw .objectModified(request.groupResource, request.name) }
  }

  /// What only the server sets stays as it is.
  private func carryMetadata(from old: Value, to object: inout Value) {
    var metadata = object["metadata"]?.object ?? Object()
    let oldMetadata = old["metadata"]?.object ?? Object()
    for field in ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"] where metadata[field] == nil {
      metadata[field] = oldMetadata[field]
    }
    for field in ["namespace", "resourceVersion", "generation"] { metadata[field] = oldMetadata[field] }
    metadata["selfLink"] = nil
    object["metadata"] = .object(metadata)
  }

  /// Whether two versions differ in nothing but when the fields' managers wrote.
  static func isSame(_ a: Value, _ b: Value) -> Bool {
    if a == b { return true }
    return a.withoutManagedTimes == b.withoutManagedTimes
  }
}

extension Value {
  fileprivate var withoutManagedTimes: Value {
    guard let entries = self["metadata"]?["managedFields"]?.array else { return self }
    var copy = self
    copy[path: "metadata", "managedFields"] = .array(entries.map { entry in
      var entry = entry
      entry["time"] = nil
      return entry
    })
    return copy
  }
}
