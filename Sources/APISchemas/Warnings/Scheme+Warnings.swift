import APIMachinery

extension Scheme {
  /// What is allowed in an object and still hardly meant, in upstream's words, for `Warning` headers. Of an update only
  /// when it changes what is wanted, and never through a subresource.
  public func warnings(_ object: Value, old: Value?, of resource: ResourceDefinition) -> [String] {
    let rules = rules(of: resource)
    if let old, !rules.changesDesiredState(object, old: old) { return [] }
    return rules.warnings(object)
  }
}
