import APIMachinery

/// Keeps people from granting what they don't hold (kubernetes.io, "Privilege escalation prevention and bootstrapping").
///
/// Who writes a role must hold all its rules, or be allowed the verb `escalate` on it; who writes a binding must hold all
/// rules of the role it grants, or be allowed `bind` on that role.
public struct EscalationCheck: Sendable {
  private let roles: RoleAuthorizer
  private let authorizer: any Authorizer
  private static let privilegedGroup = "system:masters"
  private static let everything = [
    RoleRule(verbs: ["*"], apiGroups: ["*"], resources: ["*"]), RoleRule(verbs: ["*"], nonResourceURLs: ["*"]),
  ]

  /// What grants are made of.
  public static let roleResources = RoleGraph.roleResources

  /// `authorizer`: who is asked about `escalate` and `bind`.
  public init(_ roles: RoleAuthorizer, authorizer: any Authorizer) { (self.roles, self.authorizer) = (roles, authorizer) }

  /// Throws 403 when the user may not write the object, 404 when it binds a role that isn't there. `old`: nil for a create.
  /// `staged`: roles that the same transaction writes, as it leaves them; asked for where a binding needs them.
  public func check(
    _ user: UserInfo, writing object: Value, old: Value?, resource: GroupResource, staged: @autoclosure () -> [Value] = []
  ) throws(StatusError) {
    guard resource.group == RoleGraph.group, !user.groups.contains(Self.privilegedGroup) else { return }
    if let old, Self.grant(of: old) == Self.grant(of: object) { return }
    let problem: String? =
      switch resource.resource {
      case "roles", "clusterroles": problem(user, writingRole: object, old: old, resource.resource)
      case "rolebindings", "clusterrolebindings": try self.problem(user, writingBinding: object, staged)
      default: nil
      }
    if let problem { throw .forbidden(resource, object.name, problem) }
  }

  /// The object without what the garbage collector changes, and the server notes. Labels belong to it: aggregated roles take others in
  /// by them.
  private static func grant(of object: Value) -> Value {
    var object = object
    for key in ["ownerReferences", "finalizers", "managedFields", "resourceVersion"] where object["metadata"]?[key] != nil {
      object[path: "metadata", key] = nil
    }
    return object
  }

  private static func isAggregated(_ role: Value) -> Bool { role[path: "aggregationRule", "clusterRoleSelectors"]?.array?.isEmpty == false }

  private func problem(_ user: UserInfo, writingRole role: Value, old: Value?, _ resource: String) -> String? {
    let attributes = AuthorizationAttributes(
      user: user, verb: "escalate", apiGroup: RoleGraph.group, apiVersion: "v1", resource: resource, namespace: role.namespace,
      name: role.name)
    if authorizer.decide(attributes) == .allow { return nil }
    if Self.isAggregated(role) || old.map(Self.isAggregated) == true {
      // What an aggregated role will hold can't be known, so it takes somebody who may do everything.
      if let problem = missing(user, Self.everything, role.namespace) {
        return "must have cluster-admin privileges to use an aggregationRule: " + problem
      }
    }
    return missing(user, (role["rules"]?.array ?? []).map { RoleRule($0) }, role.namespace)
  }

  private func problem(_ user: UserInfo, writingBinding binding: Value, _ staged: () -> [Value]) throws(StatusError) -> String? {
    let role = binding["roleRef"] ?? [:]
    let name = role["name"]?.string ?? ""
    let isLocal = role["kind"] == "Role"
    let attributes = AuthorizationAttributes(
      user: user, verb: "bind", apiGroup: RoleGraph.group, apiVersion: "v1", resource: isLocal ? "roles" : "clusterroles",
      namespace: binding.namespace, name: name)
    if authorizer.decide(attributes) == .allow { return nil }
    guard let rules = roles.rules(ofRole: name, namespace: isLocal ? binding.namespace : "", after: staged()) else {
      throw .notFound(GroupResource(group: RoleGraph.group, resource: isLocal ? "roles" : "clusterroles"), name)
    }
    return missing(user, rules, binding.namespace)
  }

  /// A message tells so many missing rules at most.
  private static let rulesToldMax = 1_000

  private static func lines(_ missing: [RoleRule]) -> String {
    var lines = missing.prefix(rulesToldMax).map(\.description).sorted()
    if missing.count > rulesToldMax { lines.append("and \(missing.count - rulesToldMax) more") }
    return lines.joined(separator: "\n")
  }

  private func missing(_ user: UserInfo, _ wanted: [RoleRule], _ namespace: String) -> String? {
    let held = roles.rules(for: user, in: namespace)
    let missing = RoleCoverage.missing(wanted, from: held.rules)
    if missing.isEmpty { return nil }
    var text = "user \(JSON.text(.string(user.name))) (groups=\(RoleRule.quoted(user.groups))) is attempting to grant RBAC permissions not "
      + "currently held:\n" + Self.lines(missing)
    if !held.problem.isEmpty { text += "; resolution errors: [" + held.problem + "]" }
    return text
  }
}
