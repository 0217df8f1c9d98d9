import APIMachinery
import APISchemas
import Client
import CustomResources
import Store

/// What a write of a CustomResourceDefinition, or of what decides about admission, does besides being stored.
extension APIServer {
  /// Beyond the kind's own validation: whether schemas are structural, and expressions compile.
  func definitionErrors(_ object: Value, old: Value?, _ request: ResourceRequest) -> [FieldError] {
    guard request.subresource.isEmpty else { return [] }
    if request.definition.gvk == DefinedResources.kind { return DefinitionValidation.validate(object, old: old) }
    guard request.definition.group == DynamicAdmission.group else { return [] }
    return ExpressionValidation.validate(object, old: old)
  }

  /// The definition with its names accepted, or not, in the same moment: its resource is served when the write is. A policy with
  /// what checking its types finds.
  func withDefinitionStatus(_ object: Value, _ request: ResourceRequest, in unit: UnitOfWork) -> Value {
    guard request.subresource.isEmpty else { return object }
    if request.definition.gvk == DefinedResources.kind {
      return DefinitionStatus.updated(
        object, others: definitions(in: unit), taken: servedAPIs.builtIn.names(in: DefinedResources.groupResource(of: object).group), now: unit.time)
    }
    guard request.definition.kind == PolicyTypeCheck.kind, request.definition.group == DynamicAdmission.group else { return object }
    return PolicyTypeCheck(served).updated(object)
  }

  private func definitions(in unit: UnitOfWork) -> [Value] {
    var objects: [String: Value] = [:]
    for stored in unit.snapshot.list(DefinedResources.resource) { objects[stored.key.name] = stored.decoded() }
    for (key, value) in unit.stagedObjects(of: DefinedResources.resource) { objects[key.name] = value }
    return objects.keys.sorted().compactMap { objects[$0] }
  }
}
