import APIMachinery

/// Roles and bindings as they were at some moment, told change by change: what a user was allowed then.
public struct RoleView: Sendable {
  public static let resources = RoleGraph.resources

  private var graph = RoleGraph()

  public init() {}

  /// A role or binding as it is from now on, or as it was last before it went.
  public mutating func apply(_ object: Value, isDelete: Bool, of resource: GroupResource) { graph.apply(object, isDelete: isDelete, of: resource) }

  /// To be called after a number of changes, so that questions are answered quickly.
  public mutating func settle() { graph.settle() }

  /// Whether a role that is bound to the user allows it. A nil `subresource` is one that nobody knows any more: then one that the user is
  /// allowed it on is enough.
  public func allows(
    _ user: UserInfo, verb: String, resource: GroupResource, subresource: String?, namespace: String, name: String
  ) -> Bool {
    let attributes = AuthorizationAttributes(
      user: user, verb: verb, apiGroup: resource.group, resource: resource.resource, subresource: subresource ?? "", namespace: namespace, name: name)
    return graph.bindings(of: user, in: namespace).contains { binding in
      (graph.rules(of: binding.role) ?? []).contains { rule in
        if rule.allows(attributes) { return true }
        guard subresource == nil else { return false }
        return rule.resources.contains { named in
          let parts = named.split(separator: "/", maxSplits: 1).map(String.init)
          guard parts.count == 2, parts[0] == resource.resource || parts[0] == "*" else { return false }
          var part = attributes
          part.subresource = parts[1]
          return rule.allows(part)
        }
      }
    }
  }
}

extension UserInfo {
  /// A user by the name that a commit has: the groups of service accounts and nodes follow from it, others are told.
  public init(recorded name: String, groups: [String]) {
    let account = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if account.count == 4, account[0] == "system", account[1] == "serviceaccount" {
      self = .serviceAccount(account[3], namespace: account[2])
    } else if account.count == 3, account[0] == "system", account[1] == "node" {
      self = .node(account[2])
    } else {
      self.init(name: name, groups: groups)
    }
    for group in groups + ["system:authenticated"] { self = joining(group) }
  }
}
