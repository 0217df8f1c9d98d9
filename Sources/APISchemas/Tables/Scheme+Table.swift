import APIMachinery
import Basics

extension Scheme {
  /// The cells of `resource.columns` for one object in any of its versions, as kubectl shows them.
  public func tableRow(_ object: Value, of resource: ResourceDefinition, now: Timestamp) -> [Value] {
    let stored = storedKinds[resource.gvk] ?? resource.gvk
    return rules(of: stored).cells(convert(object, to: stored), now: now)
  }

  /// What field selectors compare: a value for each of the resource's field labels. The object may be in any of its versions.
  public func selectableFields(_ object: Value, of resource: ResourceDefinition) -> [String: String] {
    let kind = hasOwnRules(resource.gvk) ? resource.gvk : storedKinds[resource.gvk] ?? resource.gvk
    var fields = rules(of: kind).selectableFields(convert(object, to: kind))
    fields["metadata.name"] = object.name
    if resource.isNamespaced { fields["metadata.namespace"] = object.namespace }
    return fields
  }
}
