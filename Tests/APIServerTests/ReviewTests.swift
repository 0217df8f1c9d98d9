import APIMachinery
import AccessControl
import Client
import Testing

@testable import APIServer

@Suite struct ReviewTests {
  private static let eve = UserInfo(name: "eve", uid: "7", groups: ["dev", "system:authenticated"], extra: ["scope": ["a"]])
  private static let authorization = "/apis/authorization.k8s.io/v1/"

  private func fixture() async throws -> ServerFixture {
    let fixture = try await ServerFixture()
    try await fixture.send(
      "POST", "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles",
      body: [
        "metadata": ["name": "reader"], "rules": [["apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]]],
      ])
    try await fixture.send(
      "POST", "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings",
      body: ["metadata": ["name": "readers"], "roleRef": ["kind": "Role", "name": "reader"], "subjects": [["kind": "User", "name": "eve"]]])
    return fixture
  }

  @Test func `who am I`() async throws {
    let answer = try await fixture().send(
      "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", body: ["kind": "SelfSubjectReview"], as: Self.eve)
    #expect(answer.status == 201)
    #expect(answer.value["apiVersion"] == "authentication.k8s.io/v1")
    #expect(
      answer.value[path: "status", "userInfo"]
        == ["username": "eve", "uid": "7", "groups": ["dev", "system:authenticated"], "extra": ["scope": ["a"]]])
  }

  @Test func `nobody is told that a name of the daemon's may do anything`() async throws {
    let fixture = try await fixture()
    let answer = try await fixture.send(
      "POST", Self.authorization + "subjectaccessreviews",
      body: ["spec": ["user": "system:kctl:gitops", "groups": ["system:masters"], "resourceAttributes": ["verb": "create", "resource": "nodes", "subresource": "proxy"]]])
    #expect(answer.status == 201 && answer.value[path: "status", "allowed"] == false)
  }

  @Test func `may I`() async throws {
    let fixture = try await fixture()
    func ask(_ verb: String, _ namespace: String) async throws -> Value? {
      try await fixture.send(
        "POST", Self.authorization + "selfsubjectaccessreviews",
        body: ["spec": ["resourceAttributes": ["verb": .string(verb), "resource": "pods", "namespace": .string(namespace)]]], as: Self.eve
      ).value["status"]
    }
    #expect(
      try await ask("get", "default")
        == ["allowed": true, "reason": #"RBAC: allowed by RoleBinding "readers/default" of Role "reader" to User "eve""#])
    #expect(try await ask("delete", "default") == ["allowed": false])
    #expect(try await ask("get", "kube-system") == ["allowed": false])
  }

  @Test func `may somebody, asked by who may ask`() async throws {
    let fixture = try await fixture()
    let body: Value = ["spec": ["user": "eve", "resourceAttributes": ["verb": "list", "resource": "pods", "namespace": "default"]]]
    #expect(try await fixture.send("POST", Self.authorization + "subjectaccessreviews", body: body).value[path: "status", "allowed"] == true)
    #expect(try await fixture.send("POST", Self.authorization + "subjectaccessreviews", body: body, as: Self.eve).status == 403)
    let local = Self.authorization + "namespaces/default/localsubjectaccessreviews"
    #expect(try await fixture.send("POST", local, body: body).value[path: "status", "allowed"] == true)
    let empty = try await fixture.send("POST", Self.authorization + "subjectaccessreviews", body: ["spec": [:]])
    #expect(empty.status == 422)
    #expect(
      empty.value[path: "details", "causes"]?.array?.map { $0["field"] } == ["spec.resourceAttributes", "spec.user"])
    let path: Value = ["spec": ["user": "eve", "groups": ["system:authenticated"], "nonResourceAttributes": ["verb": "get", "path": "/apis"]]]
    #expect(try await fixture.send("POST", Self.authorization + "subjectaccessreviews", body: path).value[path: "status", "allowed"] == true)
  }

  @Test func `what may I`() async throws {
    let answer = try await fixture().send(
      "POST", Self.authorization + "selfsubjectrulesreviews", body: ["spec": ["namespace": "default"]], as: Self.eve)
    let rules = answer.value[path: "status", "resourceRules"]?.array ?? []
    #expect(rules.contains(["verbs": ["get", "list"], "apiGroups": [""], "resources": ["pods"]]))
    #expect(answer.value[path: "status", "nonResourceRules"]?.array?.isEmpty == false)
    #expect(answer.value[path: "status", "incomplete"] == false)
  }

  @Test func `a token that nobody knows is an answer`() async throws {
    let fixture = try await fixture()
    let answer = try await fixture.send("POST", "/apis/authentication.k8s.io/v1/tokenreviews", body: ["spec": ["token": "x"]])
    #expect(answer.status == 201)
    #expect(answer.value["status"] == ["user": [:]])
    #expect(try await fixture.send("POST", "/apis/authentication.k8s.io/v1/tokenreviews", body: ["spec": [:]]).status == 422)
  }

  @Test func `nothing of it is kept`() async throws {
    let fixture = try await fixture()
    let revision = fixture.store.revision
    try await fixture.send("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", body: ["kind": "SelfSubjectReview"])
    #expect(fixture.store.revision == revision)
  }

  @Test func `a question is answered in the version it is asked in`() async throws {
    let fixture = try await fixture()
    let body: Value = ["apiVersion": "authentication.k8s.io/v1beta1", "kind": "TokenReview", "spec": ["token": "x"]]
    let answer = try await fixture.send("POST", "/apis/authentication.k8s.io/v1beta1/tokenreviews", body: body)
    #expect(answer.status == 201, "\(answer.text)")
    #expect(answer.value.apiVersion == "authentication.k8s.io/v1beta1")
    #expect(try await fixture.send("POST", "/apis/authentication.k8s.io/v1/tokenreviews", body: body).status == 400)
  }
}
