import APIMachinery

/// Role-based access control (kubernetes.io, "Using RBAC Authorization"): what bindings grant is allowed, nothing is denied.
public struct RoleAuthorizer: Authorizer {
  private let graph: StoreFollower<RoleGraph>

  public init(_ reader: any ObjectReader) { graph = StoreFollower(reader) }

  /// The questions are asked of a copy: they may be long, and writers of roles don't wait for them.
  private func withGraph<Answer>(_ ask: (RoleGraph) -> Answer) -> Answer {
    ask(graph.read { graph in
      graph.settle()
      return graph
    })
  }

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision { review(attributes).decision }

  public func review(_ attributes: AuthorizationAttributes) -> AuthorizationReview {
    withGraph { graph in
      var missing: [String] = []
      for binding in graph.bindings(of: attributes.user, in: attributes.namespace) {
        guard let rules = graph.rules(of: binding.role) else {
          missing.append(Self.notFound(binding.role))
          continue
        }
        guard rules.contains(where: { $0.allows(attributes) }) else { continue }
        return AuthorizationReview(.allow, reason: Self.grant(binding, to: attributes.user))
      }
      return AuthorizationReview(.noOpinion(reason: Self.problem(missing)))
    }
  }

  public func rules(for user: UserInfo, in namespace: String) -> HeldRules {
    withGraph { graph in
      var rules: [RoleRule] = []
      var missing: [String] = []
      for binding in graph.bindings(of: user, in: namespace) {
        if let granted = graph.rules(of: binding.role) { rules += granted } else { missing.append(Self.notFound(binding.role)) }
      }
      return HeldRules(rules, problem: missing.joined(separator: ", "))
    }
  }

  /// The rules of a role as they are once the roles in `changes` are written; nil when there is no such role. `namespace`: empty for a
  /// ClusterRole.
  public func rules(ofRole name: String, namespace: String, after changes: [Value] = []) -> [RoleRule]? {
    withGraph { graph in
      var graph = graph
      for role in changes { graph.setRole(role) }
      return graph.rules(of: RoleGraph.Key(namespace: namespace, name: name))
    }
  }

  private static func notFound(_ role: RoleGraph.Key) -> String {
    (role.namespace.isEmpty ? "clusterrole" : "role") + ".\(RoleGraph.group) \"\(role.name)\" not found"
  }

  private static func problem(_ missing: [String]) -> String {
    switch missing.count {
    case 0: ""
    case 1: "RBAC: " + missing[0]
    default: "RBAC: [" + missing.joined(separator: ", ") + "]"
    }
  }

  /// `RBAC: allowed by ClusterRoleBinding "b" of ClusterRole "r" to Group "g"`.
  private static func grant(_ binding: RoleGraph.Binding, to user: UserInfo) -> String {
    let bound = binding.key.namespace.isEmpty
      ? "ClusterRoleBinding \"\(binding.key.name)\"" : "RoleBinding \"\(binding.key.name)/\(binding.key.namespace)\""
    let role = (binding.role.namespace.isEmpty ? "ClusterRole" : "Role") + " \"\(binding.role.name)\""
    let subject =
      switch RoleGraph.subject(of: user, in: binding) {
      case let subject? where subject.kind == .group: "Group \"\(subject.name)\""
      case let subject? where subject.kind == .serviceAccount:
        "ServiceAccount \"" + subject.name.split(separator: ":").suffix(2).reversed().joined(separator: "/") + "\""
      case let subject: "User \"\(subject?.name ?? user.name)\""
      }
    return "RBAC: allowed by \(bound) of \(role) to \(subject)"
  }
}
