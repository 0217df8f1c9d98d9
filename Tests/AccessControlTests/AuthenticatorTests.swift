import APIMachinery
import Testing

@testable import AccessControl

struct AuthenticatorTests {
  private let chain = AuthenticatorChain([CertificateAuthenticator(), UnixSocketAuthenticator(users: [0: "root"])])

  @Test func certificatesNameUserAndGroups() throws {
    let user = try chain.authenticate(Credentials(certificateCommonName: "alice", certificateOrganizations: ["dev"]))
    #expect(user == UserInfo(name: "alice", groups: ["dev", "system:authenticated"]))
    #expect(throws: StatusError.unauthorized()) { try chain.authenticate(Credentials(certificateCommonName: "")) }
  }

  @Test func socketPeersAreListed() throws {
    #expect(try chain.authenticate(Credentials(unixUserID: 0)).groups.contains("system:masters"))
    #expect(throws: StatusError.unauthorized()) { try chain.authenticate(Credentials(unixUserID: 1000)) }
  }

  @Test func nothingIsAnonymousAndAStrangeTokenIsRefused() throws {
    #expect(try chain.authenticate(Credentials()) == .anonymous)
    #expect(throws: StatusError.unauthorized()) { try chain.authenticate(Credentials(bearerToken: "x")) }
  }
}
