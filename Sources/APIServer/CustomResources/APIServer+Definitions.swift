import APIMachinery
import APISchemas
import Client
import CustomResources
import Store

/// What a write of a CustomResourceDefinition does besides being stored.
extension APIServer {
  /// Beyond the kind's own validation: whether schemas are structural and rules compile.
  func definitionErrors(_ object: Value, old: Value?, _ request: ResourceRequest) -> [FieldError] {
    guard request.definition.gvk == DefinedResources.kind, request.subresource.isEmpty else { return [] }
    return DefinitionValidation.validate(object, old: old)
  }

  /// The definition with its names accepted, or not, in the same moment: its resource is served when the write is.
  func withDefinitionStatus(_ object: Value, _ request: ResourceRequest, in unit: UnitOfWork) -> Value {
    guard request.definition.gvk == DefinedResources.kind, request.subresource.isEmpty else { return object }
    return DefinitionStatus.updated(object, others: definitions(in: unit), now: unit.time)
  }

  private func definitions(in unit: UnitOfWork) -> [Value] {
    var objects: [String: Value] = [:]
    for stored in unit.snapshot.list(DefinedResources.resource) { objects[stored.key.name] = stored.decoded() }
    for (key, value) in unit.stagedObjects(of: DefinedResources.resource) { objects[key.name] = value }
    return objects.keys.sorted().compactMap { objects[$0] }
  }
}
