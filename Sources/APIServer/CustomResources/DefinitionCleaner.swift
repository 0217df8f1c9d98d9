import APIMachinery
import AccessControl
import Client
import CustomResources
import Store

/// Deletes the objects of definitions that are being deleted, then lets the definitions go; and gives names that have become
/// free to those that wait for them.
///
/// Level-triggered: each pass looks at all definitions, and a pass too many does no harm.
struct DefinitionCleaner: Sendable {
  let server: APIServer
  private var client: DirectClient { server.client(as: .component("system:kctl:definitions"), userAgent: "kctl-definitions") }

  /// Runs until the task is cancelled.
  func run() async {
    let wake = Wake()
    // Objects with finalizers hold a definition until they are gone: any deletion may be the last.
    let observation = server.store.observe(nil) { wake.raise() }
    defer { observation.cancel() }
    var generation: Int?
    while !Task.isCancelled {
      let progress = server.servedAPIs.progress()
      // Most writes are of no interest here, and must not cost a look at every definition.
      if progress.generation != generation || progress.isDeleting { await pass(server.store.snapshot()) }
      generation = progress.generation
      await wake.wait()
    }
  }

  func pass(_ snapshot: any StoreSnapshot) async {
    for stored in snapshot.list(DefinedResources.resource) {
      let object = stored.decoded()
      if object.isBeingDeleted {
        await finish(object, snapshot)
      } else if !DefinedResources.isTrue("NamesAccepted", object) {
        await touch(object)
      }
    }
  }

  private func finish(_ object: Value, _ snapshot: any StoreSnapshot) async {
    guard object.finalizers.contains(DefinedResources.finalizer) else { return }
    let resource = DefinedResources.groupResource(of: object)
    let version = DefinedResources.kinds(of: object).first?.definition.version
    let remaining = snapshot.list(resource)
    if let version {
      let gvr = GroupVersionResource(group: resource.group, version: version, resource: resource.resource)
      for stored in remaining where !stored.decoded().isBeingDeleted {
        let namespace = stored.key.namespace.isEmpty ? nil : stored.key.namespace
        _ = try? await client.delete(ResourcePath(gvr, namespace: namespace), name: stored.key.name, options: DeleteOptions())
      }
    }
    guard server.store.snapshot().count(resource, namespace: nil, after: nil) == 0 || version == nil else { return }
    await edit(object) { object in
      let finalizers = object.finalizers.filter { $0 != DefinedResources.finalizer }
      object[path: "metadata", "finalizers"] = finalizers.isEmpty ? nil : .array(finalizers.map { .string($0) })
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
