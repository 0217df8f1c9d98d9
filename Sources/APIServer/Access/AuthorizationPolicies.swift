import AccessControl
import Store

/// Policies by their mode, over one store.
struct AuthorizationPolicies {
  let roles: RoleAuthorizer
  let store: any ObjectStore
  let attributePolicies: [AttributePolicy]

  func authorizers(of steps: [AuthorizationStep]) -> [any Authorizer] {
    steps.map { step in
      switch step {
      case .mode(let mode): authorizer(of: mode)
      case .webhook(let webhook): webhook
      }
    }
  }

  private func authorizer(of mode: AuthorizationMode) -> any Authorizer {
    switch mode {
    case .alwaysAllow: AlwaysAllowAuthorizer()
    case .alwaysDeny: AlwaysDenyAuthorizer()
    case .abac: AttributeAuthorizer(attributePolicies)
    case .node: NodeAuthorizer(StoreObjectReader(store: store))
    case .rbac: roles
    // A webhook is a step of its own, with its service; the bare name has none to ask.
    case .webhook: AlwaysDenyAuthorizer()
    }
  }
}

extension APIServer {
  /// Exchanges the policies for others; requests under way end with those that they began with, or with these.
  public func replaceAuthorization(with steps: [AuthorizationStep]) {
    asksElsewhere.store(configuration.asksElsewhere || steps.contains(where: \.asksElsewhere), ordering: .relaxed)
    self.steps.replace(with: policies.authorizers(of: steps))
  }
}
