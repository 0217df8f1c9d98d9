import APIMachinery
import Testing

@testable import AccessControl

@Suite struct AttributePolicyTests {
  private static let alice = UserInfo(name: "alice", groups: ["dev", "system:authenticated"])

  private func line(_ spec: String) -> String {
    #"{"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": "# + spec + "}"
  }

  private func allows(
    _ text: String, _ verb: String, in namespace: String = "a", group: String = "", by user: UserInfo = alice
  ) throws -> Bool {
    let attributes = AuthorizationAttributes(user: user, verb: verb, apiGroup: group, resource: "pods", namespace: namespace)
    return AttributeAuthorizer(try AttributePolicyFile(text).policies).decide(attributes) == .allow
  }

  @Test func `a line allows what matches all of it`() throws {
    let all = line(#"{"user": "alice", "namespace": "*", "resource": "*", "apiGroup": "*"}"#)
    #expect(try allows(all, "delete", group: "apps") && !allows(all, "get", by: UserInfo(name: "bob")))
    let reading = line(#"{"group": "dev", "namespace": "a", "resource": "pods", "readonly": true}"#)
    #expect(try allows(reading, "watch") && !allows(reading, "create"))
    #expect(try !allows(reading, "get", in: "b") && !allows(reading, "get", group: "x"))
    let both = line(#"{"user": "alice", "group": "ops", "namespace": "*", "resource": "*", "apiGroup": "*"}"#)
    #expect(try !allows(both, "get"))
    #expect(try !allows(line(#"{"namespace": "*", "resource": "*", "apiGroup": "*"}"#), "get"))
  }

  @Test func `everybody means everybody who is known`() throws {
    let all = line(#"{"user": "*", "namespace": "*", "resource": "*", "apiGroup": "*"}"#)
    #expect(try allows(all, "get") && !allows(all, "get", by: .anonymous))
  }

  @Test func `paths are matched to the end or to a star`() throws {
    func get(_ pattern: String, _ path: String) throws -> Bool {
      let text = line(#"{"user": "alice", "readonly": true, "nonResourcePath": "\#(pattern)"}"#)
      return AttributeAuthorizer(try AttributePolicyFile(text).policies)
        .decide(AuthorizationAttributes(user: Self.alice, verb: "get", path: path)) == .allow
    }
    #expect(try get("*", "/x") && get("/logs/*", "/logs/a") && get("/version", "/version"))
    #expect(try !get("/logs/*", "/version") && !get("/version", "/version/x") && !get("", ""))
    #expect(try !allows(line(#"{"user": "alice", "nonResourcePath": "*"}"#), "get"))
  }

  @Test func `lines of before there were versions leave out what they don't limit`() throws {
    #expect(try allows(#"{"user": "alice"}"#, "delete", group: "apps"))
    #expect(try allows(#"{"readonly": true, "resource": "pods"}"#, "get"))
    #expect(try !allows(#"{"readonly": true, "resource": "nodes"}"#, "get"))
    #expect(try allows("# a comment\n\n  {\"user\": \"alice\"}\r\n", "get"))
  }

  @Test(arguments: [
    ("{", 1), ("\n[]", 2), (#"{"apiVersion": "v1", "kind": "Pod"}"#, 1), (#"{"user": 1}"#, 1), (#"{"user": "a", "readonly": "yes"}"#, 1),
  ])
  func `a bad line is named, and none is skipped`(_ text: String, _ number: Int) throws {
    let error = #expect(throws: AttributePolicyFileError.self) { try AttributePolicyFile(text) }
    #expect(error?.line == number)
  }
}
