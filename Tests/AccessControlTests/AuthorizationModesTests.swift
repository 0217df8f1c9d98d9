import APIMachinery
import Testing

@testable import AccessControl

/// What identities with a default role may do, in each list of modes: the first that allows or denies decides.
@Suite struct AuthorizationModesTests {
  private static let policies = """
    {"user": "abe", "readonly": true, "namespace": "*", "resource": "*", "apiGroup": "*"}
    """

  private struct Deny: Authorizer {
    func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision { .deny(reason: "no") }
  }

  /// `Deny` stands for a policy that refuses outright, as a webhook may.
  private func chain(_ modes: String) throws -> AuthorizerChain {
    let reader = ManualReader()
    for object in DefaultRoles.objects { reader.put(object) }
    reader.put([
      "kind": "Pod", "metadata": ["name": "p", "namespace": "a"], "spec": ["nodeName": "n1", "imagePullSecrets": [["name": "x"]]],
    ])
    let file = try AttributePolicyFile(Self.policies)
    var authorizers: [any Authorizer] = [GroupAuthorizer(), ComponentAuthorizer(), PathAuthorizer()]
    for mode in modes.split(separator: ",") {
      switch AuthorizationMode(rawValue: String(mode)) {
      case .alwaysAllow: authorizers.append(AlwaysAllowAuthorizer())
      case .alwaysDeny: authorizers.append(AlwaysDenyAuthorizer())
      case .abac: authorizers.append(AttributeAuthorizer(file.policies))
      case .node: authorizers.append(NodeAuthorizer(reader))
      case .rbac: authorizers.append(RoleAuthorizer(reader))
      case .webhook, nil: authorizers.append(Deny())
      }
    }
    return AuthorizerChain(authorizers)
  }

  private static let subjects: [String: UserInfo] = [
    "admin": .admin, "daemon": .component("system:kctl:gitops"), "node": .node("n1"), "other node": .node("n2"),
    "scheduler": .component("system:kube-scheduler"), "manager": .component("system:kube-controller-manager"),
    "deployments": .serviceAccount("deployment-controller", namespace: "kube-system"),
    "abe": UserInfo(name: "abe", groups: ["system:authenticated"]), "eve": UserInfo(name: "eve", groups: ["system:authenticated"]), "anonymous": .anonymous,
  ]

  /// `get secrets`, of the secret that a pod of node n1 refers to: who may, by modes.
  @Test(arguments: [
    ("", ["admin", "daemon"]),
    ("AlwaysDeny", ["admin", "daemon"]),
    ("AlwaysAllow", ["admin", "daemon", "manager", "node", "other node", "scheduler", "deployments", "abe", "eve", "anonymous"]),
    ("AlwaysDeny,AlwaysAllow", ["admin", "daemon", "manager", "node", "other node", "scheduler", "deployments", "abe", "eve", "anonymous"]),
    ("Node", ["admin", "daemon", "node"]),
    ("RBAC", ["admin", "daemon", "manager"]),
    ("ABAC", ["admin", "daemon", "abe"]),
    ("Node,RBAC", ["admin", "daemon", "manager", "node"]),
    ("RBAC,Node", ["admin", "daemon", "manager", "node"]),
    ("ABAC,RBAC,Node", ["admin", "daemon", "manager", "node", "abe"]),
    ("Node,RBAC,AlwaysDeny,ABAC", ["admin", "daemon", "manager", "node", "abe"]),
    ("Node,Deny,RBAC", ["admin", "daemon", "node"]),
    ("Deny,Node,RBAC,AlwaysAllow", ["admin", "daemon"]),
    ("RBAC,Deny,AlwaysAllow", ["admin", "daemon", "manager"]),
  ] as [(String, Set<String>)])
  func `who reads a secret, by modes and their order`(_ modes: String, _ allowed: Set<String>) throws {
    let chain = try chain(modes)
    for (name, user) in Self.subjects {
      let attributes = AuthorizationAttributes(user: user, verb: "get", apiGroup: "", resource: "secrets", namespace: "a", name: "x")
      #expect((chain.decide(attributes) == .allow) == allowed.contains(name), "\(name)")
    }
  }

  /// Every rule of every default role that is bound to somebody holds for that subject, and for no stranger, in any order.
  @Test(arguments: ["RBAC", "Node,RBAC", "RBAC,Node", "ABAC,Node,RBAC", "AlwaysDeny,RBAC"])
  func `each default role gives its subjects its rules and nobody else`(_ modes: String) throws {
    let chain = try chain(modes)
    var checked = 0
    var wrong: [String] = []
    for binding in DefaultRoles.objects where binding.kind == "ClusterRoleBinding" {
      let rules = DefaultRoles.rules(of: binding["roleRef"]?["name"]?.string ?? "")
      for subject in binding["subjects"]?.array ?? [] {
        for attributes in rules.flatMap({ Self.questions($0, Self.user(subject)) }) {
          var stranger = attributes
          stranger.user = UserInfo(name: "mallory")
          let isPublic = !attributes.isResourceRequest && ["/healthz", "/livez", "/readyz"].contains { attributes.path.hasPrefix($0) }
          let isRight = chain.decide(attributes) == .allow && (isPublic || chain.decide(stranger) != .allow)
          if !isRight { wrong.append("\(attributes.user) \(attributes.verb) \(attributes.qualifiedResource)\(attributes.path)") }
          checked += 1
        }
      }
    }
    #expect(wrong == [])
    #expect(checked > 800)
  }

  private static func user(_ subject: Value) -> UserInfo {
    let name = subject["name"]?.string ?? ""
    return switch subject.kind {
    case "Group": UserInfo(name: "member", groups: [name])
    case "ServiceAccount": .serviceAccount(name, namespace: subject["namespace"]?.string ?? "")
    default: UserInfo(name: name)
    }
  }

  private static func questions(_ rule: RoleRule, _ user: UserInfo) -> [AuthorizationAttributes] {
    func any(_ text: String) -> String { text == "*" ? "anything" : text }
    return rule.verbs.flatMap { verb -> [AuthorizationAttributes] in
      let paths = rule.nonResourceURLs.map {
        AuthorizationAttributes(user: user, verb: any(verb), path: $0.replacing("*", with: "x"))
      }
      return paths + rule.apiGroups.flatMap { group in
        rule.resources.flatMap { resource -> [AuthorizationAttributes] in
          let parts = resource.split(separator: "/", maxSplits: 1).map { any(String($0)) }
          return (rule.resourceNames.isEmpty ? ["some"] : rule.resourceNames).map { name in
            AuthorizationAttributes(
              user: user, verb: any(verb), apiGroup: any(group), resource: parts[0], subresource: parts.count > 1 ? parts[1] : "",
              namespace: "a", name: name)
          }
        }
      }
    }
  }
}
