import APIMachinery
import Basics
import Testing

@testable import AccessControl

struct WebhookTokenTests {
  private let clock = ManualClock()

  private func authenticator(_ endpoint: ScriptedEndpoint, audiences: [String] = [], version: String = "v1") -> AuthenticatorChain {
    var terms = WebhookTokenAuthenticator.Terms()
    (terms.audiences, terms.version) = (audiences, version)
    return AuthenticatorChain([WebhookTokenAuthenticator(terms, endpoint: endpoint, clock: clock)])
  }

  private func user(_ chain: AuthenticatorChain, _ token: String = "t") async throws -> UserInfo {
    try await asking { () throws(StatusError) in try chain.authenticate(Credentials(bearerToken: token)) }
  }

  @Test func `the service names the user, and its answer is kept`() async throws {
    let endpoint = ScriptedEndpoint { _ in
      ["status": ["authenticated": true, "user": ["username": "eve", "uid": "7", "groups": ["dev"], "extra": ["Scope": ["a"]]]]]
    }
    let chain = authenticator(endpoint)
    for _ in 0..<2 {
      #expect(
        try await user(chain) == UserInfo(name: "eve", uid: "7", groups: ["dev", "system:authenticated"], extra: ["scope": ["a"]]))
    }
    #expect(endpoint.asked == [["apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview", "spec": ["token": "t"]]])
    clock.advance(by: .seconds(121))
    _ = try await user(chain)
    #expect(endpoint.asked.count == 2)
  }

  @Test(arguments: [
    ["status": ["authenticated": false]], ["status": ["authenticated": true]], [:], ["status": ["authenticated": true, "user": ["username": ""]]],
    ["status": ["authenticated": true, "user": ["username": "system:kctl:gitops"]]],
    ["status": ["authenticated": true, "audiences": ["others"], "user": ["username": "eve"]]],
  ] as [Value])
  func `who isn't named, or isn't for us, is refused`(answer: Value) async throws {
    let chain = authenticator(ScriptedEndpoint { _ in answer }, audiences: ["us"])
    await #expect(throws: StatusError.unauthorized()) { try await user(chain) }
  }

  @Test func `a service that can't be reached knows nobody, and is asked again`() async throws {
    let endpoint = ScriptedEndpoint { (_: Value) throws(ReviewFailure) -> Value in throw ReviewFailure("down") }
    let chain = authenticator(endpoint, version: "v1beta1")
    for _ in 0..<2 { await #expect(throws: StatusError.unauthorized()) { try await user(chain) } }
    #expect(endpoint.asked.count == 2)
    #expect(endpoint.asked.first?.apiVersion == "authentication.k8s.io/v1beta1")
  }

  @Test func `anonymous callers are let in where they may be`() throws {
    let chain = AuthenticatorChain([], anonymous: .paths(["/healthz"]))
    var credentials = Credentials()
    credentials.path = "/healthz"
    #expect(try chain.authenticate(credentials) == .anonymous)
    credentials.path = "/healthz/etcd"
    #expect(throws: StatusError.unauthorized()) { try chain.authenticate(credentials) }
    #expect(throws: StatusError.unauthorized()) { try AuthenticatorChain([], anonymous: .nowhere).authenticate(credentials) }
  }
}
