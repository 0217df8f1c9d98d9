import APIMachinery
import AccessControl
import Client
import Testing

@testable import APIServer

@Suite struct ImpersonationTests {
  private static let eve = UserInfo(name: "eve", groups: ["system:authenticated"])
  private static let group = "/apis/rbac.authorization.k8s.io/v1/"

  private func whoAmI(
    _ fixture: ServerFixture, as user: UserInfo? = ServerFixture.person, _ headers: HTTPHeaders
  ) async throws -> ServerFixture.Answer {
    let review: Value = ["apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview"]
    return try await fixture.send("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", body: review, as: user, headers: headers)
  }

  @Test func `an administrator acts as anybody, with that one's rights`() async throws {
    let fixture = try await ServerFixture()
    let answer = try await whoAmI(
      fixture,
      ["Impersonate-User": "bob", "Impersonate-Group": "dev", "Impersonate-Uid": "7", "Impersonate-Extra-Scopes": "view"])
    #expect(answer.status == 201)
    #expect(
      answer.value[path: "status", "userInfo"]
        == ["username": "bob", "uid": "7", "groups": ["dev", "system:authenticated"], "extra": ["scopes": ["view"]]])
    let pods = try await fixture.send("GET", ServerFixture.pods, headers: ["Impersonate-User": "bob"])
    #expect(pods.status == 403)
    #expect(pods.text.contains(#"User \"bob\" cannot list resource \"pods\""#))
    let master: HTTPHeaders = ["Impersonate-User": "bob", "Impersonate-Group": "system:masters"]
    #expect(try await fixture.send("GET", ServerFixture.pods, headers: master).status == 200)
    #expect(try await fixture.send("GET", "/api", headers: ["Impersonate-User": "system:anonymous"]).status == 403)
  }

  @Test func `others act as whom their roles let them, part by part`() async throws {
    let fixture = try await ServerFixture()
    let refused = try await whoAmI(fixture, as: Self.eve, ["Impersonate-User": "bob"])
    #expect(refused.status == 403)
    #expect(
      refused.value["message"]
        == #"users "bob" is forbidden: User "eve" cannot impersonate resource "users" in API group "" at the cluster scope"#)
    let role: Value = [
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": ["name": "as-bob"],
      "rules": [["apiGroups": [""], "resources": ["users"], "verbs": ["impersonate"], "resourceNames": ["bob"]]],
    ]
    let binding: Value = [
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": ["name": "as-bob"],
      "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "as-bob"],
      "subjects": [["apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "eve"]],
    ]
    #expect(try await fixture.send("POST", Self.group + "clusterroles", body: role).status == 201)
    #expect(try await fixture.send("POST", Self.group + "clusterrolebindings", body: binding).status == 201)
    #expect(try await whoAmI(fixture, as: Self.eve, ["Impersonate-User": "bob"]).status == 201)
    #expect(try await whoAmI(fixture, as: Self.eve, ["Impersonate-User": "root"]).status == 403)
    for name in ["Impersonate-Group", "Impersonate-Uid", "Impersonate-Extra-a"] {
      #expect(try await whoAmI(fixture, as: Self.eve, ["Impersonate-User": "bob", name: "system:masters"]).status == 403, "\(name)")
    }
  }

  @Test func `nobody acts as the daemon itself, and half an identity is an error`() async throws {
    let fixture = try await ServerFixture()
    #expect(try await whoAmI(fixture, ["Impersonate-User": "system:kctl:gitops"]).status == 403)
    #expect(try await whoAmI(fixture, ["Impersonate-Group": "dev"]).status == 500)
  }
}
