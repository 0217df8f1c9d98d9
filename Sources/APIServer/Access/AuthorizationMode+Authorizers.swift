import AccessControl

extension AuthorizationMode {
  /// The policy, over the roles of this server.
  func authorizer(_ roles: RoleAuthorizer) -> any Authorizer {
    switch self {
    case .alwaysAllow: AlwaysAllowAuthorizer()
    case .alwaysDeny: AlwaysDenyAuthorizer()
    case .rbac: roles
    }
  }
}
