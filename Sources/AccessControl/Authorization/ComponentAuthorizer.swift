/// What the components of the control plane may do. It stands in for the bootstrap roles of RBAC
/// (kubernetes.io, "Using RBAC Authorization": core component roles) and is no wider than what each component needs:
///
/// | identity | may |
/// | --- | --- |
/// | `system:kube-controller-manager`, `system:kctl:*` | everything: the garbage collector and the namespace controller delete any kind |
/// | `system:kube-scheduler` | read everything but Secrets; bind, evict, patch the status of pods; Events; its Lease |
/// | `system:node:NAME` in `system:nodes` | read what pods refer to; write its own Node, Lease, CSINode; the pods bound to it; Events |
/// | `system:kube-proxy` | read Services, EndpointSlices, Endpoints, Nodes; Events |
///
/// A node's reads aren't narrowed to what its own pods refer to; that is the node authorizer's part.
public struct ComponentAuthorizer: Authorizer {
  private static let read: Set<String> = ["get", "list", "watch"]
  private static let events = PolicyRule(["create", "patch", "update"], ["events"], groups: ["", "events.k8s.io"])
  private static let reviews = PolicyRule(
    ["create"], ["tokenreviews", "subjectaccessreviews"], groups: ["authentication.k8s.io", "authorization.k8s.io"])

  private static let schedulerRules = [
    PolicyRule(
      read,
      ["pods", "nodes", "services", "replicationcontrollers", "namespaces", "persistentvolumeclaims", "persistentvolumes", "configmaps"],
      groups: [""]),
    PolicyRule(read, ["*"], groups: ["apps", "storage.k8s.io", "policy", "resource.k8s.io", "scheduling.k8s.io"]),
    PolicyRule(["create"], ["pods/binding", "bindings", "pods/eviction"], groups: [""]),
    PolicyRule(["patch", "update"], ["pods/status"], groups: [""]),
    PolicyRule(["delete"], ["pods"], groups: [""]),
    PolicyRule(["update", "patch"], ["persistentvolumeclaims", "persistentvolumes"], groups: [""]),
    PolicyRule(["*"], ["leases"], groups: ["coordination.k8s.io"], namespaces: ["kube-system"]),
    events, reviews,
  ]

  private static let proxyRules = [
    PolicyRule(read, ["services", "endpoints", "nodes"], groups: [""]),
    PolicyRule(read, ["endpointslices"], groups: ["discovery.k8s.io"]),
    PolicyRule(read, ["servicecidrs"], groups: ["networking.k8s.io"]),
    events,
  ]

  private static func nodeRules(_ name: String) -> [PolicyRule] {
    [
      PolicyRule(
        read,
        ["pods", "nodes", "services", "endpoints", "configmaps", "secrets", "persistentvolumeclaims", "persistentvolumes", "namespaces"],
        groups: [""]),
      PolicyRule(read, ["endpointslices"], groups: ["discovery.k8s.io"]),
      PolicyRule(read, ["*"], groups: ["storage.k8s.io", "node.k8s.io", "resource.k8s.io"]),
      PolicyRule(["create"], ["nodes"], groups: [""]),
      PolicyRule(["update", "patch"], ["nodes", "nodes/status"], groups: [""], names: [name]),
      PolicyRule(["create", "delete"], ["pods"], groups: [""]),
      PolicyRule(["update", "patch"], ["pods/status", "persistentvolumeclaims/status"], groups: [""]),
      PolicyRule(["create"], ["serviceaccounts/token", "pods/eviction"], groups: [""]),
      PolicyRule(["create"], ["leases"], groups: ["coordination.k8s.io"], namespaces: ["kube-node-lease"]),
      PolicyRule(["get", "update", "patch", "delete"], ["leases"], groups: ["coordination.k8s.io"], names: [name], namespaces: ["kube-node-lease"]),
      PolicyRule(["get", "create", "update", "patch", "delete"], ["csinodes"], groups: ["storage.k8s.io"]),
      PolicyRule(["create", "get", "list", "watch"], ["certificatesigningrequests"], groups: ["certificates.k8s.io"]),
      events, reviews,
    ]
  }

  public init() {}

  public func rules(for user: UserInfo, in namespace: String) -> HeldRules {
    HeldRules([], isIncomplete: user.name.hasPrefix("system:"))
  }

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    let user = attributes.user
    if user.name == "system:kube-controller-manager" || user.name.hasPrefix("system:kctl:") { return .allow }
    let rules: [PolicyRule]
    if user.name == "system:kube-scheduler" {
      rules = Self.schedulerRules
    } else if user.name == "system:kube-proxy" {
      rules = Self.proxyRules
    } else if user.groups.contains("system:nodes"), user.name.hasPrefix("system:node:") {
      rules = Self.nodeRules(String(user.name.dropFirst("system:node:".count)))
    } else {
      return .noOpinion()
    }
    return rules.contains { $0.allows(attributes) } ? .allow : .noOpinion()
  }
}
