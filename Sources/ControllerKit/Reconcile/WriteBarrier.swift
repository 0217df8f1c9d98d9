import APIMachinery

/// What a controller has written and its caches must have seen before it decides again (read your writes).
///
/// resourceVersions are comparable integers (KEP-5504), so this is one number a resource. It takes the place of upstream's
/// expectations, which count events and can be off.
public struct WriteBarrier: Sendable {
  private var revisions: [GroupVersionResource: UInt64] = [:]
  /// Deletes whose answer had no resourceVersion: passed when the cache no longer has the object as it was.
  private var deletions: [Deletion] = []

  private struct Deletion: Sendable { var resource: GroupVersionResource; var namespace, name, uid: String }

  /// Something may have been written and nobody could tell what: only time passes it.
  public var isUncertain = false

  public init() {}

  public var isEmpty: Bool { revisions.isEmpty && deletions.isEmpty && !isUncertain }

  public mutating func wrote(_ resource: GroupVersionResource, _ result: Value) {
    if let revision = UInt64(result.resourceVersion) { mustSee(resource, revision) }
  }

  public mutating func mustSee(_ resource: GroupVersionResource, _ revision: UInt64) {
    revisions[resource] = max(revisions[resource] ?? 0, revision)
  }

  public mutating func deleted(
    _ resource: GroupVersionResource, namespace: String, name: String, uid: String?, _ result: Value
  ) {
    if result.kind != "Status", UInt64(result.resourceVersion) != nil {
      wrote(resource, result)
    } else if let uid {
      deletions.append(Deletion(resource: resource, namespace: namespace, name: name, uid: uid))
    }
  }

  public mutating func add(_ other: WriteBarrier) {
    for (resource, revision) in other.revisions { mustSee(resource, revision) }
    isUncertain = isUncertain || other.isUncertain
    deletions += other.deletions
  }

  /// True when every watched resource has caught up; resources that nobody watches don't count.
  public func isPassed(by caches: [GroupVersionResource: ObjectCache]) -> Bool {
    if isUncertain { return false }
    for (resource, revision) in revisions {
      if let cache = caches[resource], cache.revision < revision { return false }
    }
    return deletions.allSatisfy { deletion in
      guard let object = caches[deletion.resource]?.get(namespace: deletion.namespace, deletion.name) else { return true }
      return object.uid != deletion.uid || object.isBeingDeleted
    }
  }
}
