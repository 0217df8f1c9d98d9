import Basics
import Glibc
import Testing

@testable import Daemon

struct WebhookCredentialTests {
  private func file(_ text: String) throws -> WebhookCredentialFile {
    let path = "/tmp/kctl-webhooks-\(SystemRandom().nameSuffix(10))"
    defer { unlink(path) }
    try TextFile.write(text, to: path)
    return try WebhookCredentialFile(path)
  }

  @Test func `a webhook is shown what is meant for it, the nearest name first, and nothing that is meant for others`() throws {
    let credentials = try file(
      """
      apiVersion: v1
      kind: Config
      users:
      - {name: a.n.svc, user: {token: exact}}
      - {name: 'a.n.svc:8443', user: {token: port}}
      - {name: '*.n.svc', user: {token: namespace}}
      - {name: '*.example.com:8443', user: {username: u, password: p}}
      - {name: '[::1]:9443', user: {token: six}}
      """)
    func shown(_ host: String, _ port: Int) -> String? { credentials.credential(host: host, port: port)?.authorization }
    #expect(shown("a.n.svc", 443) == "Bearer exact" && shown("a.n.svc", 8443) == "Bearer port" && shown("a.n.svc", 9443) == nil)
    #expect(shown("b.n.svc", 443) == "Bearer namespace" && shown("b.n.svc", 8443) == nil && shown("n.svc", 443) == nil)
    #expect(shown("x.y.example.com", 8443) == "Basic dTpw" && shown("x.example.com", 443) == nil)
    #expect(shown("::1", 9443) == "Bearer six" && shown("a.n.svc.evil.example", 443) == nil)
    let others = try file(
      """
      apiVersion: v1
      kind: Config
      current-context: c
      contexts: [{name: c, context: {user: mine}}]
      users: [{name: mine, user: {token: current}}, {name: nothing.example, user: {}}]
      """)
    #expect(others.credential(host: "any.example", port: 443)?.authorization == "Bearer current")
    #expect(others.credential(host: "nothing.example", port: 443) == nil)
  }

  @Test func `a file that makes no sense is told with its path`() {
    for text in ["users: [", "users: [{name: a, user: {client-certificate: /nonexistent}}]", "users: [{name: a, user: {client-key-data: '!'}}]"] {
      #expect { try file(text) } throws: { "\($0)".hasPrefix("/tmp/kctl-webhooks-") }
    }
  }
}
