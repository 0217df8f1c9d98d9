import APIMachinery

extension Scheme {
  /// Everything that is wrong with a new object, in upstream's words; metadata included. Empty when it may be stored.
  /// The object must be decoded, defaulted and prepared; it may be in any version of its kind.
  public func validateCreate(_ object: Value, of resource: ResourceDefinition) -> [FieldError] {
    let judge = judge(of: resource)
    let rules = rules(of: judge)
    let metadata = metadataRules(rules, resource)
    let object = convert(object, to: judge)
    return metadata.create(object.metadata) + rules.validate(object) + rules.validateCreate(object)
  }

  /// Everything that is wrong with an update; through a subresource only what that may change is judged.
  public func validateUpdate(_ new: Value, old: Value, of resource: ResourceDefinition, subresource: String?) -> [FieldError] {
    let judge = judge(of: resource)
    let rules = rules(of: judge)
    let (new, old) = (convert(new, to: judge), convert(old, to: judge))
    let metadata = metadataRules(rules, resource)
    return metadata.update(new.metadata, old: old.metadata) + (subresource == nil ? rules.validate(new) : [])
      + rules.validateUpdate(new, old: old, subresource: subresource)
  }

  /// Definitions and aggregated APIs are judged by upstream's general rules alone, as what they define is.
  private func metadataRules(_ rules: any KindRules, _ resource: ResourceDefinition) -> ObjectMetaValidation {
    let isGeneral = isCustom(resource.gvk) || ["apiextensions.k8s.io", "apiregistration.k8s.io"].contains(resource.group)
    return ObjectMetaValidation(nameRule: rules.nameRule, isNamespaced: resource.isNamespaced, knowsFinalizers: !isGeneral)
  }

  /// The version whose rules hold for what comes through `resource`: its own where it has some, else the stored one's.
  private func judge(of resource: ResourceDefinition) -> GroupVersionKind {
    hasOwnRules(resource.gvk) ? resource.gvk : storedKinds[resource.gvk] ?? resource.gvk
  }
}
