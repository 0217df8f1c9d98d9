import APIMachinery
import AccessControl
import Basics

/// What was allowed to whom, told step by step from the beginning: a value, so that a check can go on from any point.
///
/// A change is held against the roles as they were before it. Where they changed less than a minute before, those of then count too:
/// a request may have been let in while its right was being taken away.
struct Entitlement: Sendable {
  /// Longer than any request that writes may take.
  private static let requestMax = Duration.seconds(60)

  struct Request {
    var user: UserInfo
    var verb: String
    var resource: GroupResource
    /// Nil where the record doesn't say.
    var subresource: String?
    var namespace: String
    var name: String
  }

  /// A role or binding as a commit left it, or took it away.
  struct RoleChange {
    var object: Value
    var isDelete: Bool
    var resource: GroupResource
  }

  private var roles = RoleView()
  private var recent: [(until: Timestamp, roles: RoleView)] = []

  /// Nil when the user was entitled to it.
  func refusal(_ request: Request, at time: Timestamp) -> String? {
    let user = request.user
    if user.isDaemon || user.groups.contains("system:masters") { return nil }
    let views = [roles] + recent.filter { $0.until >= time }.map(\.roles)
    if views.contains(where: { Self.allows($0, request) }) { return nil }
    let resource = request.resource.description + (request.subresource.map { $0.isEmpty ? "" : "/" + $0 } ?? "")
    let place = request.namespace.isEmpty ? request.name : "\(request.namespace)/\(request.name)"
    return "\"\(user.name)\" was not entitled to \(request.verb) \(resource) \(place) then: no role that was bound to them allows it"
  }

  private static func allows(_ roles: RoleView, _ request: Request) -> Bool {
    // The Node policy goes by the rules of the node role, whether or not it is bound to anybody.
    if request.user.nodeName != nil, nodeRules.contains(where: { Self.allows($0, request) }) { return true }
    return roles.allows(
      request.user, verb: request.verb, resource: request.resource, subresource: request.subresource, namespace: request.namespace, name: request.name)
  }

  private static let nodeRules = DefaultRoles.rules(of: "system:node")

  private static func allows(_ rule: RoleRule, _ request: Request) -> Bool {
    let named = request.subresource.map { [$0] } ?? [""] + rule.resources.compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) }
    return named.contains { subresource in
      rule.allows(
        AuthorizationAttributes(
          user: request.user, verb: request.verb, apiGroup: request.resource.group, resource: request.resource.resource, subresource: subresource,
          namespace: request.namespace, name: request.name))
    }
  }

  /// Roles and bindings that a commit changed: they count for what comes after it.
  mutating func take(_ changes: [RoleChange], at time: Timestamp) {
    guard !changes.isEmpty else { return }
    recent.removeAll { $0.until < time }
    recent.append((time + Self.requestMax, roles))
    for change in changes { roles.apply(change.object, isDelete: change.isDelete, of: change.resource) }
    roles.settle()
  }
}
