/// The paths that aren't about resources: health and version for everybody, discovery and OpenAPI for whoever is
/// authenticated (upstream's roles `system:public-info-viewer` and `system:discovery`).
public struct PathAuthorizer: Authorizer {
  private static let publicPaths = ["/healthz", "/livez", "/readyz", "/version"]
  private static let discoveryPaths = ["/api", "/apis", "/openapi"]

  public init() {}

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    guard !attributes.isResourceRequest, attributes.verb == "get" || attributes.verb == "head" else { return .noOpinion() }
    if Self.publicPaths.contains(where: { Self.path(attributes.path, isWithin: $0) }) { return .allow }
    guard attributes.user.groups.contains("system:authenticated") else { return .noOpinion() }
    return Self.discoveryPaths.contains { Self.path(attributes.path, isWithin: $0) } ? .allow : .noOpinion()
  }

  private static func path(_ path: String, isWithin root: String) -> Bool {
    path == root || path.hasPrefix(root + "/")
  }
}
