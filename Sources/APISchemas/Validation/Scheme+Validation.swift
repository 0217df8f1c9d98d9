import APIMachinery

extension Scheme {
  /// Everything that is wrong with a new object, in upstream's words; metadata included. Empty when it may be stored.
  /// The object must be decoded, defaulted and prepared.
  public func validateCreate(_ object: Value, of resource: ResourceDefinition) -> [FieldError] {
    let rules = rules(of: resource)
    let metadata = ObjectMetaValidation(nameRule: rules.nameRule, isNamespaced: resource.isNamespaced)
    return metadata.create(object.metadata) + rules.validate(object) + rules.validateCreate(object)
  }

  /// Everything that is wrong with an update; through a subresource only what that may change is judged.
  public func validateUpdate(_ new: Value, old: Value, of resource: ResourceDefinition, subresource: String?) -> [FieldError] {
    let rules = rules(of: resource)
    let metadata = ObjectMetaValidation(nameRule: rules.nameRule, isNamespaced: resource.isNamespaced)
    return metadata.update(new.metadata, old: old.metadata) + (subresource == nil ? rules.validate(new) : [])
      + rules.validateUpdate(new, old: old, subresource: subresource)
  }
}
