/// Whoever is authenticated may ask what they may do (upstream's role `system:basic-user`).
public struct SelfReviewAuthorizer: Authorizer {
  private let rule = PolicyRule(
    ["create"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews"],
    groups: ["authorization.k8s.io", "authentication.k8s.io"])

  public init() {}

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    attributes.user.groups.contains("system:authenticated") && rule.allows(attributes) ? .allow : .noOpinion()
  }
}
