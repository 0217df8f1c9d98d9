import APIMachinery
import Testing

@testable import AccessControl

struct AuthorizerTests {
  private let chain = AuthorizerChain([GroupAuthorizer(), PathAuthorizer(), ComponentAuthorizer()])

  private func isAllowed(_ user: UserInfo, _ verb: String, _ resource: String, group: String = "", sub: String = "", ns: String = "default", name: String = "") -> Bool {
    chain.decide(AuthorizationAttributes(
      user: user, verb: verb, apiGroup: group, resource: resource, subresource: sub, namespace: ns, name: name)) == .allow
  }

  @Test func mastersMayEverything() {
    #expect(isAllowed(.admin, "delete", "secrets"))
    #expect(isAllowed(.localUser("root"), "create", "pods", sub: "exec"))
    #expect(!isAllowed(UserInfo(name: "bob", groups: ["system:authenticated"]), "get", "pods"))
  }

  @Test func theDaemonItselfIsAllowedEverythingAndNobodyComesAsIt() throws {
    #expect(isAllowed(.component("system:kctl:gitops"), "delete", "secrets"))
    #expect(!isAllowed(.component("system:kube-scheduler"), "list", "secrets"))
    let credentials = Credentials(certificateCommonName: "system:kctl:gitops")
    #expect(throws: StatusError.self) { try AuthenticatorChain([CertificateAuthenticator()]).authenticate(credentials) }
  }

  @Test func healthIsForEverybody() {
    func get(_ user: UserInfo, _ path: String) -> Bool { chain.decide(AuthorizationAttributes(user: user, verb: "get", path: path)) == .allow }
    #expect(get(.anonymous, "/readyz/ping") && !get(.anonymous, "/apis") && !get(.anonymous, "/healthzz"))
  }

  @Test func theWordsOfARefusal() {
    let attributes = AuthorizationAttributes(
      user: UserInfo(name: "x"), verb: "list", apiGroup: "apps", resource: "deployments", namespace: "")
    #expect(StatusError.forbidden(attributes).message
      == "deployments.apps is forbidden: User \"x\" cannot list resource \"deployments\" in API group \"apps\" at the cluster scope")
    let one = AuthorizationAttributes(
      user: UserInfo(name: "x"), verb: "get", apiGroup: "", resource: "pods", subresource: "log", namespace: "ns", name: "p")
    #expect(StatusError.forbidden(one).message
      == "pods \"p\" is forbidden: User \"x\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"ns\"")
  }

  @Test func denialEndsTheChain() {
    struct Deny: Authorizer { func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision { .deny(reason: "no") } }
    let attributes = AuthorizationAttributes(user: .admin, verb: "get", path: "/x")
    #expect(AuthorizerChain([Deny(), GroupAuthorizer()]).decide(attributes) == .deny(reason: "no"))
    #expect(AuthorizerChain([GroupAuthorizer(), Deny()]).decide(attributes) == .allow)
  }
}
