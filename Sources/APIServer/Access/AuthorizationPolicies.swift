import AccessControl
import Store

/// Policies by their mode, over one store.
struct AuthorizationPolicies {
  let roles: RoleAuthorizer
  let store: any ObjectStore
  let attributePolicies: [AttributePolicy]

  func authorizer(of mode: AuthorizationMode) -> any Authorizer {
    switch mode {
    case .alwaysAllow: AlwaysAllowAuthorizer()
    case .alwaysDeny: AlwaysDenyAuthorizer()
    case .abac: AttributeAuthorizer(attributePolicies)
    case .node: NodeAuthorizer(StoreObjectReader(store: store))
    case .rbac: roles
    }
  }
}
