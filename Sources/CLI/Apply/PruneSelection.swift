import APIMachinery

/// Finds what `apply --prune` deletes: objects that an earlier apply made and that no manifest names any more.
struct PruneSelection {
  let session: ClusterSession
  let labelSelector: String
  /// `group/version/Kind`, `core/v1/Kind`; empty for the default types.
  let allowlist: [String]
  let fieldManager: String

  private static let defaults = [
    "core/v1/ConfigMap", "core/v1/Endpoints", "core/v1/Namespace", "core/v1/PersistentVolumeClaim", "core/v1/PersistentVolume",
    "core/v1/Pod", "core/v1/ReplicationController", "core/v1/Secret", "core/v1/Service", "batch/v1/Job", "batch/v1/CronJob",
    "networking.k8s.io/v1/Ingress", "apps/v1/DaemonSet", "apps/v1/Deployment", "apps/v1/ReplicaSet", "apps/v1/StatefulSet",
  ]

  func addresses(besides items: [ApplyPlan.Item]) async throws -> [LocatedObject] {
    let kept = Set(items.map(\.address))
    let namespaces = Set(items.compactMap(\.address.namespace)).sorted()
    var found: [LocatedObject] = []
    for resource in try await resources() {
      // Only the namespaces that the manifests speak of: others belong to somebody else's apply.
      for namespace in resource.isNamespaced ? namespaces.map(Optional.some) : [nil] {
        for object in try await session.list(resource, namespace: namespace, labelSelector: labelSelector) {
          let address = session.address(of: object, resource)
          if wasApplied(object), !kept.contains(address), !object.isBeingDeleted {
            found.append(LocatedObject(address: address, object: object))
          }
        }
      }
    }
    return found
  }

  private func resources() async throws -> [APIResource] {
    let catalog = try await session.catalog()
    return try (allowlist.isEmpty ? Self.defaults : allowlist).compactMap { entry in
      let parts = entry.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 else {
        throw CommandFailure("invalid GroupVersionKind format: \(entry), please follow <group/version/kind>")
      }
      let kind = GroupVersionKind(group: parts[0] == "core" ? "" : parts[0], version: parts[1], kind: parts[2])
      let resource = catalog.resource(of: kind)
      if resource == nil, !allowlist.isEmpty {
        throw CommandFailure("no matches for kind \"\(kind.kind)\" in version \"\(kind.groupVersion)\"")
      }
      return resource
    }
  }

  private func wasApplied(_ object: Value) -> Bool {
    if object.annotations[LastApplied.annotation] != nil { return true }
    return object[path: "metadata", "managedFields"]?.array?.contains {
      $0["manager"]?.string == fieldManager && $0["operation"]?.string == "Apply"
    } ?? false
  }
}
