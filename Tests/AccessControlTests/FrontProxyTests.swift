import APIMachinery
import Testing

@testable import AccessControl

struct FrontProxyTests {
  private func chain(_ names: [String] = ["front"]) -> AuthenticatorChain {
    var terms = FrontProxyAuthenticator.Terms()
    terms.allowedNames = names
    return AuthenticatorChain([FrontProxyAuthenticator(terms), CertificateAuthenticator()])
  }

  private func credentials(proxy: String?, _ headers: [(String, String)], client: String? = nil) -> Credentials {
    var credentials = Credentials(certificateCommonName: client)
    credentials.frontProxyName = proxy
    credentials.headers = headers.map { (name: $0.0, value: $0.1) }
    return credentials
  }

  private let headers = [
    ("x-remote-user", "eve"), ("X-Remote-Group", "dev"), ("X-Remote-Group", "ops"), ("X-Remote-Uid", "7"),
    ("X-Remote-Extra-Acme.com%2FProject", "a"), ("X-Remote-Extra-", "nothing"),
  ]

  @Test func `a proxy with the right certificate speaks for others`() throws {
    #expect(
      try chain().authenticate(credentials(proxy: "front", headers))
        == UserInfo(name: "eve", uid: "7", groups: ["dev", "ops", "system:authenticated"], extra: ["acme.com/project": ["a"]]))
    #expect(try chain([]).authenticate(credentials(proxy: "any", headers)).name == "eve")
  }

  @Test func `headers of anybody else are nothing`() throws {
    #expect(try chain().authenticate(credentials(proxy: nil, headers, client: "mallory")).name == "mallory")
    #expect(try chain().authenticate(credentials(proxy: nil, headers)) == .anonymous)
    #expect(throws: StatusError.unauthorized()) { try chain().authenticate(credentials(proxy: "other", headers)) }
    #expect(try chain().authenticate(credentials(proxy: "other", headers, client: "other")).name == "other")
  }

  @Test func `nobody is the daemon by a header`() {
    #expect(throws: StatusError.unauthorized()) {
      try chain().authenticate(credentials(proxy: "front", [("X-Remote-User", "system:kctl:gitops")]))
    }
  }
}
