import APIMachinery
import APISchemas
import Client
import ControllerKit

/// Deletes what has no owner left, and carries out foreground and orphaning deletion (API concepts: garbage collection).
///
/// - An object all of whose owners are gone is deleted; the server is asked about each before.
/// - References to owners that are gone, or wait for their dependents, are taken off an object that has another owner.
/// - An object with the `foregroundDeletion` finalizer goes when no dependent that blocks it is left.
/// - An object with the `orphan` finalizer goes when its dependents no longer refer to it.
///
/// Owners of kinds that aren't known, or can't be read, count as present; dependents are orphaned only when all kinds can be read, as
/// those of the others would be collected later. It keeps metadata only.
public struct GarbageCollector: Reconciler {
  public let name = "generic-garbage-collector"
  private let resources: [ResourceDefinition]
  private let byGroupResource: [GroupResource: ResourceDefinition]
  private let byGroupKind: [String: ResourceDefinition]

  static let foreground = "foregroundDeletion"
  static let orphan = "orphan"
  /// How long kinds are waited for at the start: one that can't be read must not hold up the others.
  public let syncTimeout: Duration? = .seconds(30)
  private static let rereadDelay = Duration.seconds(30)

  /// `resources`: all that the server serves; Events are left out, as upstream does.
  public init(resources: [ResourceDefinition]) {
    self.resources = resources.filter { resource in
      resource.plural != "events" && Set(["list", "watch", "delete", "patch"]).isSubset(of: resource.verbs)
    }
    byGroupResource = Dictionary(self.resources.map { ($0.groupResource, $0) }, uniquingKeysWith: { first, _ in first })
    byGroupKind = Dictionary(self.resources.map { ($0.group + "/" + $0.kind, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public var watches: [Watch] {
    resources.map { resource in
      Watch(resource.gvr, indexes: [.ownerUID], detail: .metadataOnly) { delta, world in self.concerned(delta, world) }
    }
  }

  private func concerned(_ delta: ObjectDelta, _ world: World) -> [ObjectKey] {
    var keys: [ObjectKey] = []
    if let new = delta.new, !new.ownerReferences.isEmpty || (new.isBeingDeleted && !new.finalizers.isEmpty) { keys.append(delta.key) }
    // Dependents are looked at when their owner goes, begins to go, or is another object of the same name now.
    if let old = delta.old, delta.new?.uid != old.uid { keys += dependents(of: old.uid, world).map(\.key) }
    if let new = delta.new, new.isBeingDeleted, delta.old?.isBeingDeleted != true { keys += dependents(of: new.uid, world).map(\.key) }
    // An owner that waits for its dependents is looked at when one lets go of it.
    if let old = delta.old {
      for reference in old.ownerReferences {
        guard let (key, owner) = cached(reference, of: old, world), let owner, owner.isBeingDeleted else { continue }
        if !keys.contains(key) { keys.append(key) }
      }
    }
    return keys
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let resource = byGroupResource[key.resource], let object = world.get(resource.gvr, key) else { return .done }
    if object.isBeingDeleted {
      if object.finalizers.contains(Self.orphan) { return orphanDependents(of: object, resource, world) }
      if object.finalizers.contains(Self.foreground) { return awaitDependents(of: object, resource, world) }
      return .done
    }
    return collect(object, resource, world)
  }

  // MARK: owners that go

  private func orphanDependents(of owner: Value, _ resource: ResourceDefinition, _ world: World) -> Plan {
    let patches = dependents(of: owner.uid, world).map { dependent in
      removeOwners([owner.uid], from: dependent.object, dependent.resource)
    }
    if !patches.isEmpty { return Plan([.parallel(patches)]) }
    guard resources.allSatisfy({ world.hasSynced($0.gvr) }) else { return Plan(requeueAfter: Self.rereadDelay) }
    return Plan([.one(removeFinalizer(Self.orphan, from: owner, resource))])
  }

  private func awaitDependents(of owner: Value, _ resource: ResourceDefinition, _ world: World) -> Plan {
    let isBlocked = dependents(of: owner.uid, world).contains { dependent in
      dependent.object.ownerReferences.contains { $0.uid == owner.uid && $0.blocksOwnerDeletion }
    }
    return isBlocked ? .done : Plan([.one(removeFinalizer(Self.foreground, from: owner, resource))])
  }

  // MARK: dependents

  private func collect(_ object: Value, _ resource: ResourceDefinition, _ world: World) -> Plan {
    var hasSolidOwner = false
    var waiting: [OwnerReference] = []
    var absent: [OwnerReference] = []
    var checks: [Check] = []
    var unread: Duration?
    for reference in object.ownerReferences {
      guard let (key, owner) = cached(reference, of: object, world), let ownerResource = byGroupResource[key.resource] else {
        hasSolidOwner = true
        continue
      }
      guard world.hasSynced(ownerResource.gvr) else {
        // An owner that isn't there makes no news when its kind can be read at last.
        (hasSolidOwner, unread) = (true, Self.rereadDelay)
        continue
      }
      if let owner {
        if owner.isBeingDeleted, owner.finalizers.contains(Self.foreground) { waiting.append(reference) } else { hasSolidOwner = true }
      } else {
        absent.append(reference)
        let path = ResourcePath(ownerResource.gvr, namespace: key.namespace)
        checks.append(Check(path, name: reference.name, uid: reference.uid, .absent))
      }
    }
    guard !waiting.isEmpty || !absent.isEmpty else { return Plan(requeueAfter: unread) }
    let own = hasSolidOwner ? [] : dependents(of: object.uid, world)
    // Owners in a circle would wait for each other for ever: one of them waits no longer.
    if !waiting.isEmpty, own.contains(where: { $0.object.isBeingDeleted && $0.object.finalizers.contains(Self.foreground) }),
      let order = unblockOwners(of: object, resource)
    { return Plan([.one(order)]) }
    let order = hasSolidOwner
      ? removeOwners((waiting + absent).map(\.uid), from: object, resource)
      : delete(object, resource, hasDependents: !own.isEmpty, isForeground: !waiting.isEmpty)
    // A check that fails means that the cache is behind: look again when it has caught up.
    return Plan([.guarded(checks, [.one(order)])], requeueAfter: checks.isEmpty ? unread : .seconds(5))
  }

  private func delete(_ object: Value, _ resource: ResourceDefinition, hasDependents: Bool, isForeground: Bool) -> Order {
    var options = DeleteOptions(propagation: .background, uid: object.uid)
    if object.finalizers.contains(Self.orphan) { options.propagation = .orphan }
    else if object.finalizers.contains(Self.foreground) || (isForeground && hasDependents) { options.propagation = .foreground }
    return Order(
      .delete(ResourcePath(resource.gvr, namespace: object.namespace), name: object.name, options), ignoring: [.notFound, .conflict])
  }

  /// The owner in the cache; a nil object when it isn't there with that uid. nil when its kind isn't known.
  private func cached(_ reference: OwnerReference, of object: Value, _ world: World) -> (ObjectKey, Value?)? {
    let group = GroupVersion(reference.apiVersion)?.group ?? ""
    guard let resource = byGroupKind[group + "/" + reference.kind] else { return nil }
    // A cluster-scoped object can't have a namespaced owner: such a reference can't be resolved.
    if resource.isNamespaced, object.namespace.isEmpty { return nil }
    let key = ObjectKey(resource.groupResource, namespace: resource.isNamespaced ? object.namespace : "", name: reference.name)
    let owner = world.get(resource.gvr, key)
    return (key, owner?.uid == reference.uid ? owner : nil)
  }

  private struct Dependent { var key: ObjectKey; var object: Value; var resource: ResourceDefinition }

  private func dependents(of uid: String, _ world: World) -> [Dependent] {
    resources.flatMap { resource in
      world.list(resource.gvr, .ownerUID, uid).map { object in
        let key = ObjectKey(resource.groupResource, namespace: object.namespace, name: object.name)
        return Dependent(key: key, object: object, resource: resource)
      }
    }
  }

  // MARK: patches; the resourceVersion makes them fail when the object has changed

  private func removeOwners(_ uids: [String], from object: Value, _ resource: ResourceDefinition) -> Order {
    let kept = object.metadata["ownerReferences"]?.array?.filter { !uids.contains($0["uid"]?.string ?? "") } ?? []
    return patch(object, resource, "ownerReferences", kept.isEmpty ? .null : .array(kept))
  }

  /// nil when the object holds up none of its owners.
  private func unblockOwners(of object: Value, _ resource: ResourceDefinition) -> Order? {
    guard object.ownerReferences.contains(where: \.blocksOwnerDeletion) else { return nil }
    let references = (object.metadata["ownerReferences"]?.array ?? []).map { reference -> Value in
      var reference = reference
      reference["blockOwnerDeletion"] = false
      return reference
    }
    return patch(object, resource, "ownerReferences", .array(references))
  }

  private func removeFinalizer(_ finalizer: String, from object: Value, _ resource: ResourceDefinition) -> Order {
    let kept = object.finalizers.filter { $0 != finalizer }
    return patch(object, resource, "finalizers", kept.isEmpty ? .null : .array(kept.map { .string($0) }))
  }

  private func patch(_ object: Value, _ resource: ResourceDefinition, _ field: String, _ value: Value) -> Order {
    var metadata: Value = ["uid": .string(object.uid), "resourceVersion": .string(object.resourceVersion)]
    metadata[field] = value
    let body: Value = ["metadata": metadata]
    return Order(
      .patch(ResourcePath(resource.gvr, namespace: object.namespace), name: object.name, .merge(body)), ignoring: [.notFound])
  }
}
