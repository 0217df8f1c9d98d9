import APIMachinery

struct TokenReviewRules: KindRules {
  func validate(_ object: Value) -> [FieldError] {
    object["spec"]?.isUnset("token") ?? true ? [.required("spec.token", "token is required")] : []
  }
}
