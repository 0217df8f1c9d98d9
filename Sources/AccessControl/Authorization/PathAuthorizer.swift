/// The paths that everybody may always read, so that health can be probed whatever the policies are.
public struct PathAuthorizer: Authorizer {
  private static let publicPaths = ["/healthz", "/livez", "/readyz"]

  public init() {}

  public func rules(for user: UserInfo, in namespace: String) -> HeldRules { HeldRules([]) }

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    guard !attributes.isResourceRequest, attributes.verb == "get" || attributes.verb == "head" else { return .noOpinion() }
    return Self.publicPaths.contains { Self.path(attributes.path, isWithin: $0) } ? .allow : .noOpinion()
  }

  private static func path(_ path: String, isWithin root: String) -> Bool {
    path == root || path.hasPrefix(root + "/")
  }
}
