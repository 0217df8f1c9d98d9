/// What the daemon itself may do: everything. Every other component has a role (`DefaultRoles`), as everybody else.
///
/// Its identities (`system:kctl:*`) take in what was authorized before, such as commits of `main`. No credentials make anybody
/// one of them (`AuthenticatorChain`), and nobody is impersonated as one.
public struct ComponentAuthorizer: Authorizer {
  public init() {}

  /// Nothing to list: nobody else's business.
  public func rules(for user: UserInfo, in namespace: String) -> HeldRules { HeldRules([]) }

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    attributes.user.isDaemon ? .allow : .noOpinion()
  }
}
