import APIMachinery
import Testing

@testable import AccessControl

@Suite struct RoleAuthorizerTests {
  private let reader = ManualReader()
  private let authorizer: RoleAuthorizer
  private let eve = UserInfo(name: "eve", groups: ["dev", "system:authenticated"])

  init() { authorizer = RoleAuthorizer(reader) }

  private func role(_ name: String, namespace: String = "", _ rules: Value, labels: Value = [:]) -> Value {
    var metadata: Value = ["name": .string(name), "labels": labels]
    if !namespace.isEmpty { metadata["namespace"] = .string(namespace) }
    return ["kind": namespace.isEmpty ? "ClusterRole" : "Role", "metadata": metadata, "rules": rules]
  }

  private func binding(_ name: String, namespace: String = "", to kind: String, _ role: String, _ subject: Value) -> Value {
    var metadata: Value = ["name": .string(name)]
    if !namespace.isEmpty { metadata["namespace"] = .string(namespace) }
    return [
      "kind": namespace.isEmpty ? "ClusterRoleBinding" : "RoleBinding", "metadata": metadata,
      "roleRef": ["kind": .string(kind), "name": .string(role)], "subjects": [subject],
    ]
  }

  private func pods(_ verb: String, _ namespace: String, _ name: String = "", _ subresource: String = "", by user: UserInfo? = nil) -> Bool {
    let attributes = AuthorizationAttributes(
      user: user ?? eve, verb: verb, apiGroup: "", resource: "pods", subresource: subresource, namespace: namespace, name: name)
    return authorizer.decide(attributes) == .allow
  }

  @Test func `a role holds in its namespace, a cluster role where it is bound`() {
    reader.put(role("reader", namespace: "a", [["verbs": ["get"], "apiGroups": [""], "resources": ["pods"]]]))
    reader.put(binding("b", namespace: "a", to: "Role", "reader", ["kind": "User", "name": "eve"]))
    #expect(pods("get", "a"))
    #expect(!pods("get", "b"))
    #expect(!pods("list", "a"))
    reader.put(role("writer", [["verbs": ["update"], "apiGroups": [""], "resources": ["pods"]]]))
    reader.put(binding("w", namespace: "b", to: "ClusterRole", "writer", ["kind": "Group", "name": "dev"]))
    #expect(pods("update", "b"))
    #expect(!pods("update", "a"))
    reader.put(binding("w", to: "ClusterRole", "writer", ["kind": "Group", "name": "dev"]))
    #expect(pods("update", "a"))
    #expect(pods("update", ""))
  }

  @Test func `service accounts are users with a name of their own`() {
    reader.put(role("reader", namespace: "a", [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]]))
    reader.put(binding("b", namespace: "a", to: "Role", "reader", ["kind": "ServiceAccount", "name": "robot"]))
    reader.put(binding("c", namespace: "a", to: "Role", "reader", ["kind": "ServiceAccount", "name": "other", "namespace": "b"]))
    #expect(pods("get", "a", by: .serviceAccount("robot", namespace: "a")))
    #expect(pods("get", "a", by: .serviceAccount("other", namespace: "b")))
    #expect(!pods("get", "a", by: .serviceAccount("robot", namespace: "b")))
  }

  @Test(arguments: [
    (RoleRule(verbs: ["get"], apiGroups: [""], resources: ["pods"]), "get", "", "", true),
    (RoleRule(verbs: ["get"], apiGroups: [""], resources: ["pods"]), "get", "log", "", false),
    (RoleRule(verbs: ["get"], apiGroups: [""], resources: ["pods/log"]), "get", "log", "", true),
    (RoleRule(verbs: ["get"], apiGroups: [""], resources: ["*/log"]), "get", "log", "", true),
    (RoleRule(verbs: ["get"], apiGroups: [""], resources: ["*/log"]), "get", "", "", false),
    (RoleRule(verbs: ["get"], apiGroups: ["*"], resources: ["*"]), "get", "log", "", true),
    (RoleRule(verbs: ["get"], apiGroups: ["apps"], resources: ["*"]), "get", "", "", false),
    (RoleRule(verbs: ["*"], apiGroups: [""], resources: ["pods"], resourceNames: ["p"]), "get", "", "p", true),
    (RoleRule(verbs: ["*"], apiGroups: [""], resources: ["pods"], resourceNames: ["p"]), "list", "", "", false),
    (RoleRule(verbs: ["*"], nonResourceURLs: ["*"]), "get", "", "", false),
  ])
  func `a rule covers what it says`(_ rule: RoleRule, _ verb: String, _ subresource: String, _ name: String, _ isAllowed: Bool) {
    let attributes = AuthorizationAttributes(
      user: eve, verb: verb, apiGroup: "", resource: "pods", subresource: subresource, namespace: "a", name: name)
    #expect(rule.allows(attributes) == isAllowed)
  }

  @Test(arguments: [("/healthz", true), ("/healthz/etcd", false), ("/api", true), ("/api/v1", true), ("/apis", true), ("/version", false)])
  func `paths match whole or by what they begin with`(_ path: String, _ isAllowed: Bool) {
    let rule = RoleRule(verbs: ["get"], nonResourceURLs: ["/healthz", "/api*"])
    #expect(rule.allows(AuthorizationAttributes(user: eve, verb: "get", path: path)) == isAllowed)
  }

  @Test func `aggregated roles are the sum of those they select`() {
    reader.put([
      "kind": "ClusterRole", "metadata": ["name": "sum"],
      "aggregationRule": ["clusterRoleSelectors": [["matchLabels": ["part": "yes"]]]], "rules": [],
    ])
    reader.put(binding("b", to: "ClusterRole", "sum", ["kind": "User", "name": "eve"]))
    #expect(!pods("get", "a"))
    let part = role("part", [["verbs": ["get"], "apiGroups": [""], "resources": ["pods"]]], labels: ["part": "yes"])
    reader.put(part)
    #expect(pods("get", "a"))
    reader.remove(part)
    #expect(!pods("get", "a"))
  }

  @Test func `changes are taken in, and nothing is read while there are none`() {
    let reading = role("reader", namespace: "a", [["verbs": ["get"], "apiGroups": [""], "resources": ["pods"]]])
    let bound = binding("b", namespace: "a", to: "Role", "reader", ["kind": "User", "name": "eve"])
    reader.put(reading)
    reader.put(bound)
    #expect(pods("get", "a"))
    let reads = reader.reads
    for _ in 0..<100 { #expect(pods("get", "a")) }
    #expect(reader.reads == reads)
    reader.remove(bound)
    #expect(!pods("get", "a"))
    reader.put(binding("b", namespace: "a", to: "Role", "reader", ["kind": "User", "name": "mallory"]))
    #expect(!pods("get", "a"))
    reader.forget()
    reader.put(bound)
    reader.forget()
    #expect(pods("get", "a"))
    #expect(!pods("get", "a", by: UserInfo(name: "mallory")))
  }

  @Test func `decisions say why`() {
    reader.put(role("reader", [["verbs": ["get"], "apiGroups": [""], "resources": ["pods"]]]))
    reader.put(binding("b", to: "ClusterRole", "reader", ["kind": "Group", "name": "dev"]))
    reader.put(binding("gone", namespace: "a", to: "Role", "missing", ["kind": "User", "name": "eve"]))
    let allowed = authorizer.review(AuthorizationAttributes(user: eve, verb: "get", apiGroup: "", resource: "pods", namespace: "a"))
    #expect(allowed == AuthorizationReview(.allow, reason: #"RBAC: allowed by ClusterRoleBinding "b" of ClusterRole "reader" to Group "dev""#))
    let refused = authorizer.review(AuthorizationAttributes(user: eve, verb: "list", apiGroup: "", resource: "pods", namespace: "a"))
    #expect(refused.reason == #"RBAC: role.rbac.authorization.k8s.io "missing" not found"#)
    #expect(!refused.isDenied)
  }

  @Test func `a refusal names user, verb, resource and place`() {
    let chain = AuthorizerChain([authorizer])
    let attributes = AuthorizationAttributes(user: UserInfo(name: "x"), verb: "list", apiGroup: "", resource: "pods", namespace: "y")
    #expect {
      try chain.authorize(attributes)
    } throws: { error in
      (error as? StatusError)?.message == #"pods is forbidden: User "x" cannot list resource "pods" in API group "" in the namespace "y""#
    }
  }

  @Test func `nobody grants what they don't hold`() throws {
    reader.put(role("own", [["verbs": ["get", "list"], "apiGroups": [""], "resources": ["pods"]]]))
    reader.put(role("all", [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]]))
    reader.put(binding("b", to: "ClusterRole", "own", ["kind": "User", "name": "eve"]))
    let check = EscalationCheck(authorizer, authorizer: AuthorizerChain([authorizer]))
    let roles = GroupResource(group: "rbac.authorization.k8s.io", resource: "clusterroles")
    let bindings = GroupResource(group: "rbac.authorization.k8s.io", resource: "clusterrolebindings")
    try check.check(eve, writing: role("x", [["verbs": ["get"], "apiGroups": [""], "resources": ["pods"]]]), old: nil, resource: roles)
    let wider = role("x", [["verbs": ["get", "delete", "patch"], "apiGroups": [""], "resources": ["pods"]]])
    #expect {
      try check.check(eve, writing: wider, old: nil, resource: roles)
    } throws: { error in
      (error as? StatusError)?.message
        == "clusterroles.rbac.authorization.k8s.io \"x\" is forbidden: user \"eve\" (groups=[\"dev\" \"system:authenticated\"]) is attempting to grant "
        + "RBAC permissions not currently held:\n{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\" \"patch\"]}"
    }
    try check.check(eve, writing: wider, old: wider, resource: roles)
    try check.check(UserInfo(name: "root", groups: ["system:masters"]), writing: wider, old: nil, resource: roles)
    #expect(throws: StatusError.self) {
      try check.check(eve, writing: binding("y", to: "ClusterRole", "all", ["kind": "User", "name": "eve"]), old: nil, resource: bindings)
    }
    try check.check(eve, writing: binding("y", to: "ClusterRole", "own", ["kind": "User", "name": "bob"]), old: nil, resource: bindings)
    #expect {
      try check.check(eve, writing: binding("y", to: "ClusterRole", "none", ["kind": "User", "name": "bob"]), old: nil, resource: bindings)
    } throws: { ($0 as? StatusError)?.code == 404 }
    reader.put(role("binder", [["verbs": ["bind"], "apiGroups": ["rbac.authorization.k8s.io"], "resources": ["clusterroles"], "resourceNames": ["all"]]]))
    reader.put(binding("c", to: "ClusterRole", "binder", ["kind": "User", "name": "eve"]))
    try check.check(eve, writing: binding("y", to: "ClusterRole", "all", ["kind": "User", "name": "eve"]), old: nil, resource: bindings)
  }

  private static let roles = GroupResource(group: "rbac.authorization.k8s.io", resource: "clusterroles")

  @Test func `a label may grant as rules do, owners and finalizers don't`() throws {
    let check = EscalationCheck(authorizer, authorizer: AuthorizerChain([authorizer]))
    let strong = role("strong", [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]])
    var labelled = strong
    labelled[path: "metadata", "labels"] = ["rbac.authorization.k8s.io/aggregate-to-view": "true"]
    #expect(throws: StatusError.self) { try check.check(eve, writing: labelled, old: strong, resource: Self.roles) }
    var going = strong
    going[path: "metadata", "finalizers"] = ["example.com/x"]
    going[path: "metadata", "ownerReferences"] = [["kind": "Node", "name": "n"]]
    going[path: "metadata", "resourceVersion"] = "7"
    try check.check(eve, writing: going, old: strong, resource: Self.roles)
    // A rule that is taken away may have kept the role from holding more.
    var aggregated = role("sum", [])
    aggregated["aggregationRule"] = ["clusterRoleSelectors": [["matchLabels": ["a": "b"]]]]
    #expect(throws: StatusError.self) { try check.check(eve, writing: role("sum", []), old: aggregated, resource: Self.roles) }
  }

  @Test func `a binding is judged by the role that the same transaction writes`() throws {
    reader.put(role("own", [["verbs": ["get"], "apiGroups": [""], "resources": ["pods"]]]))
    reader.put(binding("b", to: "ClusterRole", "own", ["kind": "User", "name": "eve"]))
    reader.put(role("changing", [["verbs": ["get"], "apiGroups": [""], "resources": ["pods"]]]))
    let check = EscalationCheck(authorizer, authorizer: AuthorizerChain([authorizer]))
    let bindings = GroupResource(group: "rbac.authorization.k8s.io", resource: "rolebindings")
    func bind(_ kind: String, _ name: String, after staged: [Value]) throws {
      try check.check(
        eve, writing: binding("y", namespace: "a", to: kind, name, ["kind": "User", "name": "bob"]), old: nil, resource: bindings, staged: staged)
    }
    try bind("Role", "new", after: [role("new", namespace: "a", [["verbs": ["get"], "apiGroups": [""], "resources": ["pods"]]])])
    #expect(throws: StatusError.self) { try bind("Role", "new", after: []) }
    try bind("ClusterRole", "changing", after: [])
    let grown = role("changing", [["verbs": ["get", "delete"], "apiGroups": [""], "resources": ["pods"]]])
    #expect(throws: StatusError.self) { try bind("ClusterRole", "changing", after: [grown]) }
    // What an aggregated role takes in counts as well.
    var sum = role("sum", [])
    sum["aggregationRule"] = ["clusterRoleSelectors": [["matchLabels": ["part": "yes"]]]]
    try bind("ClusterRole", "sum", after: [sum])
    let part = role("part", [["verbs": ["delete"], "apiGroups": [""], "resources": ["pods"]]], labels: ["part": "yes"])
    #expect(throws: StatusError.self) { try bind("ClusterRole", "sum", after: [sum, part]) }
  }

  @Test func `rules that multiply beyond measure are missing whole, unless one rule includes them`() {
    let many = (0..<300).map { "x\($0)" }
    let huge = RoleRule(verbs: Array(many.prefix(30)), apiGroups: many, resources: many)
    #expect(RoleCoverage.missing([huge, huge], from: [RoleRule(verbs: ["get"], apiGroups: [""], resources: ["pods"])]) == [huge])
    #expect(RoleCoverage.missing([huge], from: [RoleRule(verbs: ["*"], apiGroups: ["*"], resources: ["*"])]) == [])
    let beyond = RoleRule(verbs: Array(repeating: "v", count: 1 << 16), apiGroups: Array(repeating: "g", count: 1 << 16),
      resources: Array(repeating: "r", count: 1 << 16), resourceNames: Array(repeating: "n", count: 1 << 17))
    #expect(RoleCoverage.missing([beyond], from: []).count == 1)
    let names = (0..<20_000).map { RoleRule(verbs: ["get"], apiGroups: [""], resources: ["pods"], resourceNames: ["p\($0)"]) }
    #expect(RoleCoverage.missing(names, from: [RoleRule(verbs: ["get"], apiGroups: [""], resources: ["pods"])]) == [])
    #expect(RoleCoverage.missing(names, from: []).count == names.count)
  }

  @Test func `a rule is held by parts, each by some rule`() {
    let held = [
      RoleRule(verbs: ["get"], apiGroups: [""], resources: ["pods", "*/log"]), RoleRule(verbs: ["list"], apiGroups: ["*"], resources: ["pods"]),
      RoleRule(verbs: ["get"], nonResourceURLs: ["/healthz/*"]), RoleRule(verbs: ["update"], apiGroups: [""], resources: ["pods"], resourceNames: ["a", "b"]),
    ]
    func missing(_ rule: RoleRule) -> [RoleRule] { RoleCoverage.missing([rule], from: held) }
    #expect(missing(RoleRule(verbs: ["get", "list"], apiGroups: [""], resources: ["pods"])) == [])
    #expect(missing(RoleRule(verbs: ["get"], apiGroups: [""], resources: ["pods/log"])) == [])
    #expect(missing(RoleRule(verbs: ["get"], apiGroups: [""], resources: ["pods/exec"])).count == 1)
    #expect(missing(RoleRule(verbs: ["get"], apiGroups: [""], resources: ["*"])).count == 1)
    #expect(missing(RoleRule(verbs: ["get"], nonResourceURLs: ["/healthz/etcd"])) == [])
    #expect(missing(RoleRule(verbs: ["get"], nonResourceURLs: ["/healthz"])).count == 1)
    #expect(missing(RoleRule(verbs: ["update"], apiGroups: [""], resources: ["pods"], resourceNames: ["a"])) == [])
    #expect(missing(RoleRule(verbs: ["update"], apiGroups: [""], resources: ["pods"])).count == 1)
    #expect(
      missing(RoleRule(verbs: ["get"], apiGroups: [""], resources: ["secrets"], nonResourceURLs: ["/healthz/x"]))
        == [RoleRule(verbs: ["get"], apiGroups: [""], resources: ["secrets"])])
  }

  @Test func `modes are read from a list`() throws {
    #expect(try AuthorizationMode.parse("RBAC,AlwaysDeny") == [.rbac, .alwaysDeny])
    #expect(throws: AuthorizationModeError.unknown("rbac")) { try AuthorizationMode.parse("rbac") }
    #expect(throws: AuthorizationModeError.repeated(.rbac)) { try AuthorizationMode.parse("RBAC,RBAC") }
  }
}
