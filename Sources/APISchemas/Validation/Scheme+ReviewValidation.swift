import APIMachinery

extension Scheme {
  /// Everything that is wrong with a review: an object that is answered and not kept, so that it needs no name.
  public func validateReview(_ object: Value, of resource: ResourceDefinition) -> [FieldError] {
    rules(of: resource).validate(object)
  }
}
