import APIMachinery
import AccessControl
import Client

extension APIServer {
  /// Makes the default priority levels and flow schemas what they should be: the mandatory ones always, the suggested ones unless
  /// their annotation says that people keep them. Safe to run at every start; a store that has them so isn't written to.
  func bootstrapFlowControl(_ client: DirectClient) async throws {
    for (plural, objects) in [("prioritylevelconfigurations", DefaultFlowObjects.levels), ("flowschemas", DefaultFlowObjects.schemas)] {
      let resource = GroupVersionResource(group: "flowcontrol.apiserver.k8s.io", version: "v1", resource: plural)
      guard scheme.resource(resource) != nil else { continue }
      for object in objects { try await reconcile(object, ResourcePath(resource), client) }
    }
  }

  private func reconcile(_ wanted: Value, _ path: ResourcePath, _ client: DirectClient) async throws {
    let options = WriteOptions(fieldManager: "api-priority-and-fairness-config-producer-v1")
    guard var found = store.snapshot().get(ObjectKey(path.resource.groupResource, name: wanted.name))?.decoded() else {
      do { _ = try await client.create(path, wanted, options: options) } catch let error as StatusError where error.reason == .alreadyExists {}
      return
    }
    let isOurs = found.annotations[DefaultFlowObjects.autoUpdateAnnotation] != "false"
    guard isOurs || DefaultFlowObjects.mandatory.contains(wanted.name), let spec = wanted["spec"], !Self.spec(found["spec"] ?? [:], covers: spec) else { return }
    found["spec"] = spec
    _ = try await client.update(path, found, options: options)
  }

  /// Whether all that is wanted is there; defaults beside it don't count.
  private static func spec(_ found: Value, covers wanted: Value) -> Bool {
    switch (found, wanted) {
    case (.object(let found), .object(let wanted)):
      wanted.allSatisfy { field in found[field.key].map { spec($0, covers: field.value) } ?? false }
    case (.array(let found), .array(let wanted)): found.count == wanted.count && zip(found, wanted).allSatisfy { spec($0, covers: $1) }
    default: found == wanted
    }
  }
}
