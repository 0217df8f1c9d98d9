import APIMachinery

/// What a node may do (kubernetes.io, "Using Node Authorization"): read what its own pods refer to, write about itself and
/// them. It never denies: what it doesn't allow, another policy may.
///
/// Which of its writes are its own business, NodeRestriction admission decides; this policy sees no objects.
public struct NodeAuthorizer: Authorizer {
  private static let leaseNamespace = "kube-node-lease"
  private static let ownWrites: Set<String> = ["get", "create", "update", "patch", "delete"]

  private let graph: StoreFollower<NodeGraph>
  private let rules: [RoleRule]

  public init(_ reader: any ObjectReader) {
    graph = StoreFollower(reader)
    rules = DefaultRoles.rules(of: "system:node")
  }

  public func rules(for user: UserInfo, in namespace: String) -> HeldRules {
    guard user.nodeName != nil else { return HeldRules([]) }
    return HeldRules([], isIncomplete: true, problem: "node authorizer does not support user rule resolution")
  }

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    guard let node = attributes.user.nodeName else { return .noOpinion() }
    guard !node.isEmpty else { return .noOpinion(reason: "unknown node for user \"\(attributes.user.name)\"") }
    if attributes.isResourceRequest, let answer = ownRule(node, attributes) { return answer }
    return rules.contains { $0.allows(attributes) } ? .allow : .noOpinion()
  }

  /// The answer for resources with a rule of their own; nil for those that the node role speaks of.
  private func ownRule(_ node: String, _ attributes: AuthorizationAttributes) -> AuthorizationDecision? {
    switch (attributes.apiGroup, attributes.resource) {
    case ("", "secrets"): readReferred(node, .secret, attributes, verbs: ["get", "list", "watch"])
    case ("", "configmaps"): readReferred(node, .configMap, attributes, verbs: ["get", "list", "watch"])
    case ("", "persistentvolumeclaims") where attributes.subresource == "status": updateStatus(node, attributes)
    case ("", "persistentvolumeclaims"): readReferred(node, .claim, attributes, verbs: ["get"])
    case ("", "serviceaccounts") where attributes.subresource == "token": createToken(node, attributes)
    case ("", "serviceaccounts"): readReferred(node, .serviceAccount, attributes, verbs: ["get"])
    case ("resource.k8s.io", "resourceclaims"): readReferred(node, .resourceClaim, attributes, verbs: ["get"])
    case ("", "persistentvolumes"):
      read(node, attributes, verbs: ["get"]) { $0.uses(node, volume: attributes.name) }
    case ("storage.k8s.io", "volumeattachments"):
      read(node, attributes, verbs: ["get"]) { $0.isAttachment(attributes.name, to: node) }
    case ("resource.k8s.io", "resourceslices"): slice(node, attributes)
    case ("coordination.k8s.io", "leases"): lease(node, attributes)
    case ("storage.k8s.io", "csinodes"): ownObject(node, attributes, "CSINode")
    case ("", "nodes"): nodeObject(node, attributes)
    case ("", "pods"): pod(node, attributes)
    default: nil
    }
  }

  private func readReferred(
    _ node: String, _ kind: ObjectReference.Kind, _ attributes: AuthorizationAttributes, verbs: Set<String>
  ) -> AuthorizationDecision {
    guard !attributes.namespace.isEmpty else { return .noOpinion(reason: "can only read namespaced object of this type") }
    let object = ObjectReference(kind, attributes.namespace, attributes.name)
    return read(node, attributes, verbs: verbs) { $0.refers(node, to: object) }
  }

  private func read(
    _ node: String, _ attributes: AuthorizationAttributes, verbs: Set<String>, _ ask: (NodeGraph) -> Bool
  ) -> AuthorizationDecision {
    guard verbs.contains(attributes.verb) else {
      return .noOpinion(reason: "can only \(verbs.count == 1 ? "get individual" : "read") resources of this type")
    }
    guard attributes.subresource.isEmpty else { return .noOpinion(reason: "cannot read subresource") }
    return related(node, attributes, ask)
  }

  private func related(_ node: String, _ attributes: AuthorizationAttributes, _ ask: (NodeGraph) -> Bool) -> AuthorizationDecision {
    guard !attributes.name.isEmpty else { return .noOpinion(reason: "No Object name found") }
    return graph.holds(ask) ? .allow : .noOpinion(reason: "no relationship found between node '\(node)' and this object")
  }

  private func updateStatus(_ node: String, _ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    guard ["update", "patch"].contains(attributes.verb) else { return .noOpinion(reason: "can only get/update/patch this type") }
    let claim = ObjectReference(.claim, attributes.namespace, attributes.name)
    return related(node, attributes) { $0.refers(node, to: claim) }
  }

  private func createToken(_ node: String, _ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    guard attributes.verb == "create", !attributes.name.isEmpty else {
      return .noOpinion(reason: "can only create tokens for individual service accounts")
    }
    let account = ObjectReference(.serviceAccount, attributes.namespace, attributes.name)
    return related(node, attributes) { $0.refers(node, to: account) }
  }

  private func lease(_ node: String, _ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    guard Self.ownWrites.contains(attributes.verb) else {
      return .noOpinion(reason: "can only get, create, update, patch, or delete a node lease")
    }
    guard attributes.namespace == Self.leaseNamespace else {
      return .noOpinion(reason: "can only access leases in the \"\(Self.leaseNamespace)\" system namespace")
    }
    guard attributes.verb == "create" || attributes.name == node else {
      return .noOpinion(reason: "can only access node lease with the same name as the requesting node")
    }
    return .allow
  }

  private func ownObject(_ node: String, _ attributes: AuthorizationAttributes, _ kind: String) -> AuthorizationDecision {
    guard Self.ownWrites.contains(attributes.verb) else {
      return .noOpinion(reason: "can only get, create, update, patch, or delete a \(kind)")
    }
    guard attributes.subresource.isEmpty else { return .noOpinion(reason: "cannot authorize \(kind) subresources") }
    guard attributes.verb == "create" || attributes.name == node else {
      return .noOpinion(reason: "can only access \(kind) with the same name as the requesting node")
    }
    return .allow
  }

  private func slice(_ node: String, _ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    guard attributes.subresource.isEmpty else { return .noOpinion(reason: "cannot authorize ResourceSlice subresources") }
    switch attributes.verb {
    case "create": return .allow
    case "get", "update", "patch", "delete": return related(node, attributes) { $0.isSlice(attributes.name, of: node) }
    case "list", "watch", "deletecollection":
      return selects(attributes, node)
        ? .allow : .noOpinion(reason: "can only list/watch/deletecollection resourceslices with nodeName field selector")
    default:
      let verbs = "get, watch, list, create, update, patch, delete, deletecollection"
      return .noOpinion(reason: "only the following verbs are allowed for a ResourceSlice: " + verbs)
    }
  }

  private func nodeObject(_ node: String, _ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    switch (attributes.subresource, attributes.verb) {
    case ("", "create"), ("", "update"), ("", "patch"), ("status", "update"), ("status", "patch"): return .allow
    case ("", "get"), ("", "list"), ("", "watch"):
      if attributes.name == node { return .allow }
      return .noOpinion(reason: attributes.name.isEmpty
        ? "node '\(node)' cannot read all nodes, only its own Node object"
        : "node '\(node)' cannot read '\(attributes.name)', only its own Node object")
    default: return .noOpinion()
    }
  }

  private func pod(_ node: String, _ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    switch (attributes.subresource, attributes.verb) {
    case ("", "get"): return related(node, attributes) { $0.isPod(attributes.name, attributes.namespace, on: node) }
    case ("", "list"), ("", "watch"):
      return selects(attributes, node) ? .allow : .noOpinion(reason: "can only list/watch pods with spec.nodeName field selector")
    case ("", "create"), ("", "delete"), ("status", "update"), ("status", "patch"), ("eviction", "create"): return .allow
    default: return .noOpinion()
    }
  }

  private func selects(_ attributes: AuthorizationAttributes, _ node: String) -> Bool {
    attributes.fieldSelector.requiredValue(of: "spec.nodeName") == node
  }
}
