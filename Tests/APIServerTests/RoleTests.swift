import APIMachinery
import AccessControl
import Client
import Testing

@testable import APIServer

@Suite struct RoleTests {
  private static let eve = UserInfo(name: "eve", groups: ["system:authenticated"])
  private static let group = "/apis/rbac.authorization.k8s.io/v1/"

  private static func binding(_ role: String, to user: String = "eve") -> Value {
    ["metadata": ["name": .string(role)], "roleRef": ["kind": "ClusterRole", "name": .string(role)], "subjects": [["kind": "User", "name": .string(user)]]]
  }

  @Test func `what is granted works at once, and no longer than that`() async throws {
    let fixture = try await ServerFixture()
    let refused = try await fixture.send("GET", ServerFixture.pods, as: Self.eve)
    #expect(refused.status == 403)
    #expect(refused.value["message"] == #"pods is forbidden: User "eve" cannot list resource "pods" in API group "" in the namespace "default""#)
    #expect(try await fixture.send("POST", Self.group + "namespaces/default/rolebindings", body: Self.binding("view")).status == 201)
    #expect(try await fixture.send("GET", ServerFixture.pods, as: Self.eve).status == 200)
    #expect(try await fixture.send("GET", "/api/v1/namespaces/kube-system/pods", as: Self.eve).status == 403)
    #expect(try await fixture.send("GET", "/api/v1/namespaces/default", as: Self.eve).status == 200)
    let namespace = try await fixture.send("DELETE", "/api/v1/namespaces/default", as: Self.eve)
    #expect(
      namespace.value["message"]
        == #"namespaces "default" is forbidden: User "eve" cannot delete resource "namespaces" in API group "" in the namespace "default""#)
    #expect(try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"), as: Self.eve).status == 403)
    #expect(try await fixture.send("DELETE", Self.group + "namespaces/default/rolebindings/view").status == 200)
    #expect(try await fixture.send("GET", ServerFixture.pods, as: Self.eve).status == 403)
  }

  @Test(arguments: ["exec", "attach", "portforward"])
  func `who may only read gets no shell by a WebSocket's GET`(part: String) async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("p"))
    func grant(_ verbs: Value) async throws {
      try await fixture.send("DELETE", Self.group + "clusterroles/r")
      let role: Value = ["metadata": ["name": "r"], "rules": [["apiGroups": [""], "resources": [.string("pods/\(part)")], "verbs": verbs]]]
      #expect(try await fixture.send("POST", Self.group + "clusterroles", body: role).status == 201)
    }
    try await grant(["get"])
    try await fixture.send("POST", Self.group + "namespaces/default/rolebindings", body: Self.binding("r"))
    let path = ServerFixture.pods + "/p/\(part)"
    let refused = try await fixture.send("GET", path, "command=sh&stdout=1&ports=80", as: Self.eve)
    #expect(refused.status == 403 && refused.text.contains("cannot create resource \\\"pods/\(part)\\\""), "\(refused.text)")
    try await grant(["get", "create"])
    #expect(try await fixture.send("GET", path, "command=sh&stdout=1&ports=80", as: Self.eve).status != 403)
  }

  @Test func `an administrator of a namespace grants what is there to grant, and no more`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", Self.group + "namespaces/default/rolebindings", body: Self.binding("admin"))
    let bindings = Self.group + "namespaces/default/rolebindings"
    #expect(try await fixture.send("POST", bindings, body: Self.binding("edit", to: "bob"), as: Self.eve).status == 201)
    let tooMuch = try await fixture.send("POST", bindings, body: Self.binding("cluster-admin", to: "eve"), as: Self.eve)
    #expect(tooMuch.status == 403)
    #expect(
      tooMuch.value["message"]?.string?.hasPrefix(
        #"rolebindings.rbac.authorization.k8s.io "cluster-admin" is forbidden: user "eve" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:"#)
        == true)
    #expect(try await fixture.send("POST", bindings, body: Self.binding("nothing"), as: Self.eve).status == 404)
    let role: Value = ["metadata": ["name": "nodes"], "rules": [["apiGroups": [""], "resources": ["nodes"], "verbs": ["get"]]]]
    let refused = try await fixture.send("POST", Self.group + "namespaces/default/roles", body: role, as: Self.eve)
    #expect(refused.status == 403)
    #expect(refused.value["message"]?.string?.hasSuffix(#"{APIGroups:[""], Resources:["nodes"], Verbs:["get"]}"#) == true)
  }

  @Test func `a role and its binding may come in one transaction, in any order`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", Self.group + "namespaces/default/rolebindings", body: Self.binding("admin"))
    let begin: Value = ["metadata": ["name": "batches"], "rules": [["apiGroups": ["kctl.dev"], "resources": ["transactions"], "verbs": ["create"]]]]
    try await fixture.send("POST", Self.group + "clusterroles", body: begin)
    try await fixture.send("POST", Self.group + "clusterrolebindings", body: Self.binding("batches"))
    func role(_ resource: String) -> Value {
      [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": ["name": "r", "namespace": "default"],
        "rules": [["apiGroups": [""], "resources": [.string(resource)], "verbs": ["get"]]],
      ]
    }
    let binding: Value = [
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": ["name": "r", "namespace": "default"],
      "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "r"], "subjects": [["kind": "User", "apiGroup": "rbac.authorization.k8s.io", "name": "bob"]],
    ]
    let wire = WireClient(DirectExchange(fixture.server, as: Self.eve), userAgent: "kctl/1")
    func apply(_ objects: [Value]) async throws -> BatchResult {
      try await wire.apply(Batch(objects.map { .apply(.init(object: $0)) }, fieldManager: "t"))
    }
    #expect(try await !apply([binding]).isSuccess)
    let result = try await apply([binding, role("pods")])
    #expect(result.isSuccess, "\(result.outcomes)")
    #expect(try await !apply([role("nodes"), binding]).isSuccess)
  }

  @Test func `default roles are there, and are repaired at the next start`() async throws {
    let fixture = try await ServerFixture()
    let roles = try await fixture.send("GET", Self.group + "clusterroles").value["items"]?.array ?? []
    #expect(roles.count == DefaultRoles.objects.count(where: { $0.kind == "ClusterRole" }))
    let path = Self.group + "clusterroles/system:node-proxier"
    try await fixture.send("PATCH", path, body: ["rules": []], type: "application/merge-patch+json")
    let revision = fixture.store.revision
    try await fixture.server.bootstrap()
    #expect(fixture.store.revision == revision.advanced(by: 1))
    #expect(try await fixture.send("GET", path).value["rules"]?.array?.isEmpty == false)
    try await fixture.server.bootstrap()
    #expect(fixture.store.revision == revision.advanced(by: 1))
  }

  @Test(arguments: [
    ([AuthorizationMode.alwaysAllow], 200), ([.alwaysDeny], 403), ([.alwaysDeny, .alwaysAllow], 200), ([], 403), ([.rbac], 403),
  ] as [([AuthorizationMode], Int)])
  func `modes are asked in order`(_ modes: [AuthorizationMode], _ status: Int) async throws {
    var configuration = Configuration()
    configuration.authorizationModes = modes
    let fixture = try await ServerFixture(configuration: configuration)
    #expect(try await fixture.send("GET", ServerFixture.pods, as: Self.eve).status == status)
    #expect(try await fixture.send("GET", ServerFixture.pods).status == 200)
    #expect(try await fixture.send("GET", "/healthz", as: nil).status == 200)
  }

  @Test func `a request for a certificate says who made it`() async throws {
    let fixture = try await ServerFixture()
    let request: Value = [
      "metadata": ["name": "n"],
      "spec": [
        "request": "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUFJRkFBPT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==",
        "signerName": "example.com/signer", "usages": ["client auth"], "username": "somebody-else",
      ],
    ]
    let made = try await fixture.send("POST", "/apis/certificates.k8s.io/v1/certificatesigningrequests", body: request)
    #expect(made.status == 201)
    #expect(made.value[path: "spec", "username"] == "alice")
    #expect(made.value[path: "spec", "groups"] == ["system:masters", "system:authenticated"])
    var approved = made.value
    approved["status"] = ["conditions": [["type": "Approved", "status": "True", "reason": "Fine"]]]
    let path = "/apis/certificates.k8s.io/v1/certificatesigningrequests/n/approval"
    let answer = try await fixture.send("PUT", path, body: approved)
    #expect(answer.status == 200)
    #expect(answer.value[path: "status", "conditions"]?[0]?["lastTransitionTime"] != nil)
  }
}
