/// Allows everything to the members of privileged groups (`system:masters`), before any other policy is asked, so that a
/// broken policy can always be repaired.
public struct GroupAuthorizer: Authorizer {
  private let groups: Set<String>

  public init(_ groups: Set<String> = ["system:masters"]) { self.groups = groups }

  /// Nothing to list: what these groups may do, the default roles say as well.
  public func rules(for user: UserInfo, in namespace: String) -> HeldRules { HeldRules([]) }

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    attributes.user.groups.contains { groups.contains($0) } ? .allow : .noOpinion()
  }
}
