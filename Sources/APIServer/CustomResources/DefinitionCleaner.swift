import APIMachinery
import APISchemas
import AccessControl
import Client
import CustomResources
import Store

/// Deletes the objects of definitions that are being deleted, then lets the definitions go; and gives names that have become
/// free to those that wait for them.
///
/// Level-triggered: each pass looks at all definitions, and a pass too many does no harm.
struct DefinitionCleaner: Sendable {
  /// After a pass in which an object could not be asked to go.
  static let retryDelay = Duration.seconds(5)

  let server: APIServer
  private var client: DirectClient { server.client(as: .component("system:kctl:definitions"), userAgent: "kctl-definitions") }

  /// Runs until the task is cancelled.
  func run() async {
    let wake = Wake()
    let observation = server.store.observe(DefinedResources.resource) { wake.raise() }
    defer { observation.cancel() }
    // Objects with finalizers hold a definition until they are gone: any change of theirs may be the last.
    var held: [GroupResource: StoreObservation] = [:]
    var asked: Set<ObjectKey> = []
    while !Task.isCancelled {
      let going = Self.going(server.store.snapshot())
      held = Dictionary(uniqueKeysWithValues: going.map { ($0, held[$0] ?? server.store.observe($0) { wake.raise() }) })
      asked = asked.filter { going.contains($0.resource) }
      let isComplete = await pass(server.store.snapshot(), &asked)
      let retry = isComplete ? nil : Task { [clock = server.clock] in
        try await clock.sleep(for: Self.retryDelay)
        wake.raise()
      }
      await wake.wait()
      retry?.cancel()
    }
  }

  /// The resources whose definitions are being deleted.
  private static func going(_ snapshot: any StoreSnapshot) -> Set<GroupResource> {
    Set(snapshot.list(DefinedResources.resource).map { $0.decoded() }.filter(\.isBeingDeleted).map(DefinedResources.groupResource))
  }

  /// `asked`: the objects that have been asked to go, before this pass and after it. False when one could not be.
  @discardableResult
  func pass(_ snapshot: any StoreSnapshot, _ asked: inout Set<ObjectKey>) async -> Bool {
    var isComplete = true
    for stored in snapshot.list(DefinedResources.resource) {
      let object = stored.decoded()
      if object.isBeingDeleted {
        if await !finish(object, snapshot, &asked) { isComplete = false }
      } else if !DefinedResources.isTrue("NamesAccepted", object) {
        await touch(object)
      }
    }
    return isComplete
  }

  private func finish(_ object: Value, _ snapshot: any StoreSnapshot, _ asked: inout Set<ObjectKey>) async -> Bool {
    guard object.finalizers.contains(DefinedResources.finalizer) else { return true }
    let resource = DefinedResources.groupResource(of: object)
    // A definition that never got its names has no objects: what is kept under them is another's.
    if let kept = Self.keptKind(object), !server.servedAPIs.builtIn.contains(resource) {
      var isComplete = true
      for stored in snapshot.list(resource) where !asked.contains(stored.key) {
        if stored.decoded().isBeingDeleted {
          asked.insert(stored.key)
        } else if await delete(stored.key, as: kept) {
          asked.insert(stored.key)
        } else {
          isComplete = false
        }
      }
      guard server.store.snapshot().count(resource, namespace: nil, after: nil) == 0 else { return isComplete }
    }
    await edit(object) { object in
      let finalizers = object.finalizers.filter { $0 != DefinedResources.finalizer }
      object[path: "metadata", "finalizers"] = finalizers.isEmpty ? nil : .array(finalizers.map { .string($0) })
    }
    return true
  }

  /// The version that the objects are kept in, which need not be one that is served.
  private static func keptKind(_ object: Value) -> ResourceDefinition? {
    let version = DefinedResources.storageVersion(of: object)
    return DefinedResources.kinds(of: object).first { $0.definition.version == version }?.definition
  }

  /// Whether the object is gone, or waits for its finalizers.
  private func delete(_ key: ObjectKey, as definition: ResourceDefinition) async -> Bool {
    let request = ResourceRequest(
      client.caller, verb: "delete", definition, server.scheme, namespace: key.namespace, name: key.name)
    do throws(StatusError) {
      _ = try await client.delete(request, DeleteOptions())
      return true
    } catch {
      return error.code == 404
    }
  }

  /// A write without a change: it makes the server decide on the names again.
  private func touch(_ object: Value) async { await edit(object) { _ in } }

  private func edit(_ object: Value, _ change: (inout Value) -> Void) async {
    let kind = DefinedResources.kind
    let path = ResourcePath(GroupVersionResource(group: kind.group, version: kind.version, resource: DefinedResources.resource.resource))
    guard var current = try? await client.get(path, name: object.name, options: GetOptions()) else { return }
    change(&current)
    _ = try? await client.update(path, current, options: WriteOptions(fieldManager: "kctl-definitions"))
  }
}
