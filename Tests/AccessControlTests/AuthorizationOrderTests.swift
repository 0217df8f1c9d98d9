import APIMachinery
import Testing

@testable import AccessControl

/// Any list of policies in any order: the first that has an opinion decides, whatever is behind it, and with none nobody is let in.
@Suite struct AuthorizationOrderTests {
  /// What a webhook may say.
  private struct Fixed: Authorizer {
    let decision: AuthorizationDecision
    func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision { attributes.user.name == "abe" ? decision : .noOpinion(reason: "hm") }
  }

  private static func policies() throws -> [(name: String, authorizer: any Authorizer)] {
    let reader = ManualReader()
    for object in DefaultRoles.objects { reader.put(object) }
    reader.put([
      "kind": "RoleBinding", "metadata": ["name": "v", "namespace": "a"], "roleRef": ["kind": "ClusterRole", "name": "view"],
      "subjects": [["kind": "User", "name": "eve"]],
    ])
    reader.put(["kind": "Pod", "metadata": ["name": "p", "namespace": "a"], "spec": ["nodeName": "n1", "imagePullSecrets": [["name": "x"]]]])
    let file = try AttributePolicyFile(#"{"user": "abe", "readonly": true, "namespace": "*", "resource": "*", "apiGroup": "*"}"#)
    return [
      ("AlwaysAllow", AlwaysAllowAuthorizer()), ("AlwaysDeny", AlwaysDenyAuthorizer()), ("ABAC", AttributeAuthorizer(file.policies)),
      ("Node", NodeAuthorizer(reader)), ("RBAC", RoleAuthorizer(reader)), ("Webhook allows", Fixed(decision: .allow)),
      ("Webhook denies", Fixed(decision: .deny(reason: "no"))),
    ]
  }

  private static let users: [UserInfo] = [
    .node("n1"), .node("n2"), UserInfo(name: "abe", groups: ["system:authenticated"]), UserInfo(name: "eve", groups: ["system:authenticated"]), .anonymous,
    .component("system:kube-scheduler"),
  ]

  private static func questions(_ user: UserInfo) -> [AuthorizationAttributes] {
    [
      AuthorizationAttributes(user: user, verb: "get", apiGroup: "", resource: "secrets", namespace: "a", name: "x"),
      AuthorizationAttributes(user: user, verb: "list", apiGroup: "", resource: "pods", namespace: "a"),
      AuthorizationAttributes(user: user, verb: "create", apiGroup: "", resource: "pods", subresource: "binding", namespace: "a", name: "p"),
      AuthorizationAttributes(user: user, verb: "get", path: "/api/v1"), AuthorizationAttributes(user: user, verb: "post", path: "/secret"),
    ]
  }

  /// All lists of up to `length` different items, the empty one too.
  private static func lists<Item>(_ items: [Item], length: Int) -> [[Item]] {
    guard length > 0 else { return [[]] }
    return [[]] + items.indices.flatMap { index -> [[Item]] in
      var rest = items
      let first = rest.remove(at: index)
      return lists(rest, length: length - 1).map { [first] + $0 }
    }
  }

  @Test func `the first with an opinion decides, in every order`() throws {
    let policies = try Self.policies()
    let questions = Self.users.flatMap(Self.questions)
    let alone = policies.map { policy in questions.map { policy.authorizer.decide($0) } }
    var (checked, wrong): (Int, [String]) = (0, [])
    for order in Self.lists(Array(policies.indices), length: 4) {
      let chain = AuthorizerChain(order.map { policies[$0].authorizer })
      for (index, question) in questions.enumerated() {
        let opinion = order.lazy.map { alone[$0][index] }.first { if case .noOpinion = $0 { false } else { true } }
        checked += 1
        switch (chain.decide(question), opinion) {
        case (.allow, .allow?), (.noOpinion, nil): break
        case (.deny(let said), .deny(let reason)?) where said == reason: break
        default: wrong.append("\(order.map { policies[$0].name }): \(question.user) \(question.verb) \(question.resource)\(question.path)")
        }
      }
    }
    #expect(wrong == [])
    #expect(checked > 30_000)
  }

  @Test func `no policy at all lets nobody in but administrators, and nobody is told more than that`() throws {
    let chain = AuthorizerChain([GroupAuthorizer(), ComponentAuthorizer(), PathAuthorizer(), AuthorizerChain([])])
    for question in Self.users.flatMap(Self.questions) {
      #expect(chain.decide(question) != .allow)
      #expect(throws: StatusError.self) { try chain.authorize(question) }
    }
    for question in Self.questions(.admin) { #expect(chain.decide(question) == .allow) }
  }
}
