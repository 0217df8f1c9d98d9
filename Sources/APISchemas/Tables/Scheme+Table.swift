import APIMachinery
import Basics

extension Scheme {
  /// The cells of `resource.columns` for one object, as kubectl shows them.
  public func tableRow(_ object: Value, of resource: ResourceDefinition, now: Timestamp) -> [Value] {
    rules(of: resource).cells(object, now: now)
  }

  /// What field selectors compare: a value for each of the resource's field labels.
  public func selectableFields(_ object: Value, of resource: ResourceDefinition) -> [String: String] {
    var fields = rules(of: resource).selectableFields(object)
    fields["metadata.name"] = object.name
    if resource.isNamespaced { fields["metadata.namespace"] = object.namespace }
    return fields
  }
}
