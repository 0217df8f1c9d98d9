import APIMachinery
import Basics
import ControllerKit
import Testing

@testable import Controllers

@Suite struct ClusterRoleAggregationTests {
  private let controller = ClusterRoleAggregationController()
  private static let podRule: Value = ["apiGroups": [""], "resources": ["pods"], "verbs": ["get"]]
  private static let nodeRule: Value = ["apiGroups": [""], "resources": ["nodes"], "verbs": ["get"]]

  private func role(_ name: String, _ rules: [Value], label: String? = nil, selects: String? = nil) -> Value {
    var role: Value = ["kind": "ClusterRole", "metadata": ["name": .string(name)], "rules": .array(rules)]
    if let label { role[path: "metadata", "labels"] = [label: "yes"] }
    if let selects { role["aggregationRule"] = ["clusterRoleSelectors": [["matchLabels": [selects: "yes"]]]] }
    return role
  }

  private func written(_ name: String, _ roles: [Value]) -> Value? {
    let world = World(
      [(ClusterRoleAggregationController.clusterRoles, roles)], watches: controller.watches, now: Timestamp(secondsSinceEpoch: 0))
    let key = ObjectKey(ClusterRoleAggregationController.clusterRoles.groupResource, name: name)
    let orders = controller.reconcile(key, world).orders
    #expect(orders.count <= 1)
    guard case .update(_, let object)? = orders.first?.action else { return nil }
    return object["rules"]
  }

  @Test func `an aggregated role gets the rules of those it selects, each once`() {
    let parts = [role("b", [Self.podRule, Self.nodeRule], label: "part"), role("a", [Self.podRule], label: "part"), role("c", [Self.nodeRule])]
    #expect(written("sum", parts + [role("sum", [], selects: "part")]) == [Self.podRule, Self.nodeRule])
  }

  @Test func `one that is as it should be is left alone, and so are plain roles`() {
    let part = role("a", [Self.podRule], label: "part")
    #expect(written("sum", [part, role("sum", [Self.podRule], selects: "part")]) == nil)
    #expect(written("a", [part]) == nil)
  }

  @Test func `what is no longer selected goes`() {
    #expect(written("sum", [role("a", [Self.podRule]), role("sum", [Self.podRule], selects: "part")]) == [])
  }

  @Test func `a role isn't a part of itself`() {
    #expect(written("sum", [role("sum", [Self.podRule], label: "part", selects: "part")]) == [])
  }
}
