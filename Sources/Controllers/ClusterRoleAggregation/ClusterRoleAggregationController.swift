import APIMachinery
import Client
import ControllerKit

/// Writes the rules of aggregated ClusterRoles: the sum of the rules of all roles that their selectors choose
/// (kubernetes.io, "Using RBAC Authorization": aggregated ClusterRoles).
///
/// An aggregated role may itself be part of another; each change leads one step further until nothing changes.
public struct ClusterRoleAggregationController: Reconciler {
  static let clusterRoles = GroupVersionResource(group: "rbac.authorization.k8s.io", version: "v1", resource: "clusterroles")

  public let name = "clusterrole-aggregation-controller"

  public init() {}

  public var watches: [Watch] {
    [
      Watch(Self.clusterRoles) { _, world in
        world.list(Self.clusterRoles).filter { !Self.selectors($0).isEmpty }
          .map { ObjectKey(Self.clusterRoles.groupResource, name: $0.name) }
      }
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard var role = world.get(Self.clusterRoles, key), !role.isBeingDeleted else { return .done }
    let selectors = Self.selectors(role).compactMap { try? LabelSelector($0) }
    guard !selectors.isEmpty else { return .done }
    let rules = Self.rules(selectors, of: world.list(Self.clusterRoles).filter { $0.name != role.name })
    guard rules != role["rules"]?.array ?? [] else { return .done }
    role["rules"] = .array(rules)
    return Plan([.one(.update(ResourcePath(Self.clusterRoles), role))])
  }

  private static func selectors(_ role: Value) -> [Value] {
    role[path: "aggregationRule", "clusterRoleSelectors"]?.array ?? []
  }

  /// Each rule once: selector by selector, roles in order of name.
  private static func rules(_ selectors: [LabelSelector], of roles: [Value]) -> [Value] {
    let roles = roles.sorted { $0.name < $1.name }
    var known = Set<Value>()
    return selectors.flatMap { selector in
      roles.filter { selector.matches($0.labels) }.flatMap { $0["rules"]?.array ?? [] }.filter { known.insert($0).inserted }
    }
  }
}
