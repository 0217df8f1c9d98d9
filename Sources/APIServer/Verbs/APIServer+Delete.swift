import APIMachinery
import APISchemas
import Basics
import Store

extension APIServer {
  /// Kinds whose delete answers with the object, not with a Status (upstream's registries: ReturnDeletedObject).
  static let returnsDeletedObject: Set<String> = [
    "pods", "services", "serviceaccounts", "persistentvolumeclaims", "persistentvolumes", "podtemplates", "resourcequotas",
  ]

  /// Kinds whose dependents outlive them unless the request says otherwise, as they did before there was a garbage collector (upstream's
  /// registries: DefaultGarbageCollectionPolicy).
  static let orphansDependents: Set<GroupVersionResource> = [
    GroupVersionResource(group: "batch", version: "v1", resource: "jobs"),
    GroupVersionResource(group: "", version: "v1", resource: "replicationcontrollers"),
  ]

  func delete(_ request: ResourceRequest, _ parameters: DeleteParameters, in unit: inout UnitOfWork) throws(StatusError) -> WriteResult {
    guard let object = existing(request, in: unit) else { throw .notFound(request.groupResource, request.name) }
    let (last, isGone) = try remove(object, request, parameters, in: &unit)
    guard isGone else {
      return .object(request.key, last, status: parameters.orphanDependents == false ? 202 : 200)
    }
    if Self.returnsDeletedObject.contains(request.definition.plural) && request.definition.group.isEmpty {
      return .object(request.key, last)
    }
    return .value(Self.deletedStatus(request, last))
  }

  /// One step of a deletion: the object is gone now, or marked and left to those who must still act (the kubelet, the holders of
  /// finalizers, the namespace controller).
  func remove(
    _ object: Value, _ request: ResourceRequest, _ parameters: DeleteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> (Value, isGone: Bool) {
    try checkPreconditions(object, request, parameters)
    try admitValidating(object, AdmissionAttributes(request, .delete, old: object, options: parameters.options), in: &unit)
    let change = desiredDelete(request, before: object)
    if request.definition.plural == "namespaces", request.definition.group.isEmpty {
      return terminate(namespace: object, request, parameters, change, in: &unit)
    }
    let grace = gracePeriod(object, request, parameters)
    if object.isBeingDeleted, let grace, !isShorter(grace, object) { return (object, false) }
    let orphans = Self.orphansDependents.contains(request.definition.gvr)
    let finalizers = parameters.finalizers(object.finalizers, orphansByDefault: orphans)
    if finalizers.isEmpty, (grace ?? 0) == 0 {
      unit.remove(request.key, desired: change)
      return (object, true)
    }
    let marked = mark(object, graceSeconds: grace ?? 0, finalizers, unit.time)
    if Self.isSame(marked, object) { return (object, false) }
    unit.put(request.key, marked, desired: object.isBeingDeleted ? nil : change)
    return (marked, false)
  }

  private func checkPreconditions(_ object: Value, _ request: ResourceRequest, _ parameters: DeleteParameters) throws(StatusError) {
    // Upstream names the kind here where it names the resource elsewhere.
    let kind = GroupResource(group: request.definition.group, resource: request.definition.kind)
    if let uid = parameters.uid, uid != object.uid {
      throw .conflict(
        kind, object.name,
        "the UID in the precondition (\(uid)) does not match the UID in record (\(object.uid)). "
          + "The object might have been deleted and then recreated")
    }
    if let version = parameters.resourceVersion, version != object.resourceVersion {
      throw .conflict(
        kind, object.name,
        "the ResourceVersion in the precondition (\(version)) does not match the ResourceVersion in record (\(object.resourceVersion)). "
          + "The object might have been modified")
    }
  }

  /// How long the kubelet has to stop the pod; nil for kinds that are simply deleted. A pod that no node has, or that has ended,
  /// needs no time.
  private func gracePeriod(_ object: Value, _ request: ResourceRequest, _ parameters: DeleteParameters) -> Int? {
    guard request.definition.gvk == GroupVersionKind(group: "", version: "v1", kind: "Pod") else { return nil }
    let phase = object[path: "status", "phase"]?.string
    let isAssigned = object[path: "spec", "nodeName"]?.string?.isEmpty == false
    guard isAssigned, phase != "Succeeded", phase != "Failed" else { return 0 }
    let wanted = parameters.gracePeriodSeconds ?? object[path: "spec", "terminationGracePeriodSeconds"]?.int.map { Int($0) } ?? 30
    return wanted < 0 ? 1 : wanted
  }

  private func isShorter(_ graceSeconds: Int, _ object: Value) -> Bool {
    graceSeconds < object[path: "metadata", "deletionGracePeriodSeconds"]?.int ?? 0
  }

  private func mark(_ object: Value, graceSeconds: Int, _ finalizers: [String], _ now: Timestamp) -> Value {
    var object = object
    var metadata = object["metadata"]?.object ?? Object()
    metadata["finalizers"] = finalizers.isEmpty ? nil : .array(finalizers.map { .string($0) })
    if metadata["deletionTimestamp"] == nil {
      metadata["deletionTimestamp"] = .string((now + .seconds(graceSeconds)).rfc3339)
      metadata["deletionGracePeriodSeconds"] = .int(Int64(graceSeconds))
      if let generation = metadata["generation"]?.int, generation > 0 { metadata["generation"] = .int(generation + 1) }
    } else if graceSeconds < metadata["deletionGracePeriodSeconds"]?.int ?? 0 {
      // The new deadline counts from when the deletion was asked for first.
      let asked = object.deletionTimestamp.map { $0 - .seconds(metadata["deletionGracePeriodSeconds"]?.int ?? 0) } ?? now
      metadata["deletionTimestamp"] = .string((asked + .seconds(graceSeconds)).rfc3339)
      metadata["deletionGracePeriodSeconds"] = .int(Int64(graceSeconds))
    }
    object["metadata"] = .object(metadata)
    return object
  }

  /// A namespace first becomes Terminating; it goes when the namespace controller has emptied it and taken its finalizer.
  private func terminate(
    namespace object: Value, _ request: ResourceRequest, _ parameters: DeleteParameters, _ change: DesiredChange?, in unit: inout UnitOfWork
  ) -> (Value, isGone: Bool) {
    var marked = object.isBeingDeleted ? object : mark(object, graceSeconds: 0, parameters.finalizers(object.finalizers), unit.time)
    marked[path: "metadata", "deletionGracePeriodSeconds"] = nil
    marked[path: "status", "phase"] = "Terminating"
    if Self.isFinished(marked) {
      unit.remove(request.key, desired: change)
      return (marked, true)
    }
    if marked != object { unit.put(request.key, marked, desired: object.isBeingDeleted ? nil : change) }
    return (marked, false)
  }

  static func deletedStatus(_ request: ResourceRequest, _ object: Value) -> Value {
    var details: Value = ["name": .string(object.name)]
    if !request.definition.group.isEmpty { details["group"] = .string(request.definition.group) }
    details["kind"] = .string(request.definition.plural)
    details["uid"] = .string(object.uid)
    return ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "details": details]
  }
}
