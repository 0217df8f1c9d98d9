import APIMachinery
import Basics
import Testing

@testable import AccessControl

struct TokenFileTests {
  @Test func `a line is a token, a user, a uid and groups in quotes`() throws {
    let file = try TokenFile("t1,alice,uid1,\"system:masters, dev\"\r\nt2,bob,uid2\n\n,nobody,uid3\n")
    #expect(
      file.users == [
        "t1": UserInfo(name: "alice", uid: "uid1", groups: ["system:masters", "dev"]), "t2": UserInfo(name: "bob", uid: "uid2"),
      ])
  }

  @Test func `of a token given twice the last line counts, and doubled quotes are one`() throws {
    #expect(try TokenFile("t,a,1\nt,\"b\"\"c\",2").users == ["t": UserInfo(name: "b\"c", uid: "2")])
  }

  @Test(arguments: [("t,a", 1), ("t,a,1\nx", 2), ("t,a,1,\"g", 1), ("t,a,1,\"g\"h", 1)])
  func `a file that can't be understood is refused with its line`(text: String, line: Int) {
    #expect(throws: TokenFile.Malformed.self) { try TokenFile(text) }
    do { _ = try TokenFile(text) } catch { #expect(error.line == line) }
  }

  @Test func `a known token is its user, another is for the next authenticator`() throws {
    let chain = AuthenticatorChain([try TokenFileAuthenticator(TokenFile("secret,alice,7,dev"))])
    #expect(
      try chain.authenticate(Credentials(bearerToken: "secret")) == UserInfo(name: "alice", uid: "7", groups: ["dev", "system:authenticated"]))
    #expect(throws: StatusError.unauthorized()) { try chain.authenticate(Credentials(bearerToken: "Secret")) }
    #expect(try chain.authenticate(Credentials()) == .anonymous)
  }

  @Test func `no text makes the reader fail otherwise than by saying so`() {
    let random = SeededRandom(seed: 11)
    let alphabet = Array("a,\"\n\r é ")
    for _ in 0..<2_000 {
      let text = String((0..<random.below(24)).map { _ in alphabet[random.below(alphabet.count)] })
      guard let file = try? TokenFile(text) else { continue }
      #expect(file.users[""] == nil)
    }
  }
}
