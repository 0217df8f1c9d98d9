/// What the daemon itself and its controllers may do: everything. Every other component has a role (`DefaultRoles`), as
/// everybody else.
///
/// The daemon's identities (`system:kctl:*`) take in what was authorized before, such as commits of `main`. No credentials
/// make anybody one of them (`AuthenticatorChain`), and nobody is impersonated as one. The controllers are one identity, the
/// controller manager's, and the garbage collector and the namespace controller among them delete any kind.
public struct ComponentAuthorizer: Authorizer {
  private static let controllerManager = "system:kube-controller-manager"

  public init() {}

  public func rules(for user: UserInfo, in namespace: String) -> HeldRules {
    HeldRules([], isIncomplete: user.name == Self.controllerManager)
  }

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    attributes.user.isDaemon || attributes.user.name == Self.controllerManager ? .allow : .noOpinion()
  }
}
