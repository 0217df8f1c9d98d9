import APIMachinery
import AccessControl
import Basics
import Testing

@testable import GitOps

@Suite struct EntitlementTests {
  private let roles = GroupResource(group: "rbac.authorization.k8s.io", resource: "clusterroles")
  private let bindings = GroupResource(group: "rbac.authorization.k8s.io", resource: "clusterrolebindings")
  private let deployments = GroupResource(group: "apps", resource: "deployments")

  private func role(_ name: String, _ verbs: [String], _ resource: String) -> Entitlement.RoleChange {
    let rule: Value = ["apiGroups": ["apps"], "resources": [.string(resource)], "verbs": .array(verbs.map { .string($0) })]
    return .init(object: ["kind": "ClusterRole", "metadata": ["name": .string(name)], "rules": [rule]], isDelete: false, resource: roles)
  }

  private func binding(_ role: String, _ kind: String, _ subject: String, isDelete: Bool = false) -> Entitlement.RoleChange {
    let object: Value = [
      "kind": "ClusterRoleBinding", "metadata": ["name": .string("b-" + subject)], "roleRef": ["kind": "ClusterRole", "name": .string(role)],
      "subjects": [["kind": .string(kind), "name": .string(subject), "namespace": "kube-system"]],
    ]
    return .init(object: object, isDelete: isDelete, resource: bindings)
  }

  private func request(_ user: String, _ verb: String, subresource: String? = "", groups: [String] = []) -> Entitlement.Request {
    .init(
      user: UserInfo(recorded: user, groups: groups), verb: verb, resource: deployments, subresource: subresource, namespace: "shop", name: "web")
  }

  private let start = Timestamp(secondsSinceEpoch: 1_000)

  @Test func `a change counts by the roles before it, for users, groups and accounts`() {
    var entitlement = Entitlement()
    #expect(entitlement.refusal(request("ann", "update"), at: start)?.contains("\"ann\" was not entitled to update deployments.apps shop/web") == true)
    entitlement.take(
      [role("edit", ["update"], "deployments"), binding("edit", "User", "ann"), binding("edit", "Group", "devs"), binding("edit", "ServiceAccount", "bot")], at: start)
    for (user, groups) in [("ann", [String]()), ("bob", ["devs"]), ("system:serviceaccount:kube-system:bot", []), ("root", ["system:masters"]), ("system:kctl:gitops", [])] {
      #expect(entitlement.refusal(request(user, "update", groups: groups), at: start) == nil, "\(user)")
    }
    for (user, verb) in [("bob", "update"), ("ann", "delete"), ("system:serviceaccount:kube-system:other", "update"), ("", "update")] {
      #expect(entitlement.refusal(request(user, verb), at: start) != nil, "\(user) \(verb)")
    }
    #expect(entitlement.refusal(request("ann", "update", subresource: "scale"), at: start) != nil)
  }

  @Test func `where nobody knows the subresource any more, one that is allowed is enough`() {
    var entitlement = Entitlement()
    entitlement.take([role("scale", ["update"], "deployments/scale"), binding("scale", "User", "ann")], at: start)
    #expect(entitlement.refusal(request("ann", "update", subresource: nil), at: start) == nil)
    #expect(entitlement.refusal(request("ann", "update"), at: start) != nil)
    #expect(entitlement.refusal(request("ann", "patch", subresource: nil), at: start) != nil)
  }

  @Test func `a right that was taken away counts for as long as a request may take, and no longer`() {
    var entitlement = Entitlement()
    entitlement.take([role("edit", ["update"], "deployments"), binding("edit", "User", "ann")], at: start)
    entitlement.take([binding("edit", "User", "ann", isDelete: true)], at: start + .seconds(100))
    #expect(entitlement.refusal(request("ann", "update"), at: start + .seconds(130)) == nil)
    #expect(entitlement.refusal(request("ann", "update"), at: start + .seconds(161)) != nil)
  }

  @Test func `a node may what the node role says, bound or not`() {
    let entitlement = Entitlement()
    let pods = GroupResource(resource: "pods")
    func refusal(_ verb: String, _ resource: GroupResource, _ subresource: String) -> String? {
      entitlement.refusal(
        .init(user: UserInfo(recorded: "system:node:n", groups: []), verb: verb, resource: resource, subresource: subresource, namespace: "x", name: "p"), at: start)
    }
    #expect(refusal("patch", pods, "status") == nil)
    #expect(refusal("patch", pods, "") != nil)
    #expect(refusal("update", deployments, "") != nil)
  }
}
