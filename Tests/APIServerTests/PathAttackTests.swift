import APIMachinery
import AccessControl
import Client
import Testing

@testable import APIServer

/// Paths that look like one thing to whoever authorizes and like another to whoever answers: there is no such path.
@Suite struct PathAttackTests {
  /// May read pods of one namespace, and the paths that everybody may read.
  private static let eve = UserInfo(name: "eve", groups: ["system:authenticated"])

  private static func fixture() async throws -> ServerFixture {
    let fixture = try await ServerFixture()
    let rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/"
    try await fixture.send("POST", rbac + "roles", body: ["metadata": ["name": "r"], "rules": [["apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]]]])
    try await fixture.send(
      "POST", rbac + "rolebindings", body: ["metadata": ["name": "r"], "roleRef": ["kind": "Role", "name": "r"], "subjects": [["kind": "User", "name": "eve"]]])
    for namespace in ["default", "kube-system"] {
      try await fixture.send(
        "POST", "/api/v1/namespaces/\(namespace)/secrets", body: ["metadata": ["name": "s"], "stringData": ["a": "treasure"]])
    }
    return fixture
  }

  @Test(arguments: [
    "/api/v1/namespaces/default/pods/../secrets/s", "/api/v1/namespaces/default/pods/%2e%2e/secrets/s", "/api/v1/namespaces/default/pods/..%2fsecrets%2fs",
    "/api/v1/namespaces/default%2fsecrets%2fs", "/api/v1/namespaces/default/pods%2f..%2fsecrets/s", "/api/v1/namespaces/default/../kube-system/secrets/s",
    "/api/v1/namespaces/default/./secrets/s", "/api/v1//namespaces//default//secrets//s", "/api/v1/namespaces/default/secrets/s/", "/api/v1/namespaces/default/secrets/./s",
    "//api/v1/namespaces/default/secrets/s", "/healthz/../api/v1/namespaces/default/secrets/s", "/healthz/..%2fapi/v1/namespaces/default/secrets/s",
    "/livez/%2e%2e/metrics", "/healthz%2f..%2fmetrics", "/version/../metrics", "/api%2fv1%2fnamespaces%2fdefault%2fsecrets%2fs", "/apis/../api/v1/secrets",
    "/openid/v1/jwks/../../../metrics", "/API/v1/namespaces/default/secrets/s", "/api/v1/Namespaces/default/Secrets/s", "/api/v1/namespaces/default/secrets;a=b/s",
    "/api/v1/namespaces/default/pods%00/secrets/s", "/api/v1/namespaces/default/secrets/s%00", "/api/v1/namespaces/default/pods/s/secrets/s",
    "/api/v1/watch/namespaces/default/secrets/s", "/api/v1/namespaces/default/pods?watch=1/../secrets/s", "/api/v1/namespaces//secrets/s", "/api/v1/secrets/s",
    "/debug/api_priority_and_fairness/dump_requests", "/healthz/%2e%2e/debug/api_priority_and_fairness/dump_requests", "/apis/kctl.dev/v1/../../../api/v1/secrets",
  ])
  func `no writing of a path leads to what isn't granted`(path: String) async throws {
    let fixture = try await Self.fixture()
    for method in ["GET", "HEAD", "get", "PROPFIND", "POST", "PUT", "DELETE"] {
      for user in [Self.eve, .anonymous] {
        let answer = try await fixture.send(method, path, as: user)
        #expect(answer.status >= 400, "\(method) \(path) as \(user.name): \(answer.status) \(answer.text)")
        #expect(!answer.text.contains("treasure") && !answer.text.contains("dHJlYXN1cmU") && !answer.text.contains("apiserver_request_total"))
      }
    }
    #expect(try await fixture.send("GET", "/api/v1/namespaces/default/secrets/s").status == 200, "nothing was deleted")
  }

  @Test(arguments: [
    ("/api/v1/namespaces/default/secrets%2fs", true), ("/api%2Fv1/namespaces/default/secrets/s", true), ("/apis/apps%2Fv1/namespaces/default/deployments", true),
    ("/healthz%2fping", false), ("/api/v1", false),
  ])
  func `an escaped slash is one to authorizers and to those who answer`(path: String, isResource: Bool) throws {
    #expect(try RequestInfo(method: "GET", path: path, query: QueryParameters("")).isResourceRequest == isResource)
  }

  @Test func `a slash is one with a combining mark behind it too`() throws {
    #expect(try RequestInfo(method: "GET", path: "/api/v1/secrets%2F%CC%81s", query: QueryParameters("")).resource == "secrets")
    #expect(try RequestInfo(method: "GET", path: "/api/v1/secrets/%CC%81s", query: QueryParameters("")).resource == "secrets")
  }

  @Test func `an aggregated API isn't reached as if its resources were paths that everybody may read`() async throws {
    let fixture = try await Self.fixture()
    try await fixture.send(
      "POST", "/apis/apiregistration.k8s.io/v1/apiservices",
      body: [
        "metadata": ["name": "v1.metrics.example.com"],
        "spec": [
          "group": "metrics.example.com", "version": "v1", "groupPriorityMinimum": 1, "versionPriority": 1, "insecureSkipTLSVerify": true,
          "service": ["namespace": "default", "name": "m"],
        ],
      ])
    for path in [
      "/apis/metrics.example.com/v1/nodes", "/apis/metrics.example.com%2fv1/nodes", "/apis/metrics.example.com/v1%2fnodes", "/apis%2fmetrics.example.com/v1/nodes",
      "/apis/metrics.example.com/v1/nodes/..", "/apis/metrics.example.com/v1/../v1/nodes",
    ] {
      let answer = try await fixture.send("GET", path, as: Self.eve)
      #expect([400, 403].contains(answer.status), "\(path): \(answer.status) \(answer.text)")
    }
    #expect(try await fixture.send("GET", "/apis/metrics.example.com/v1", as: Self.eve).status == 503, "discovery is for everybody, and nobody answers")
  }

  @Test(arguments: ["..", ".", "a/b", "a%2fb", "a%b", "", "%", "a\0", " ", "a b", "é", "A", "-a", String(repeating: "a", count: 300)])
  func `no object gets a name that is a way`(name: String) async throws {
    let fixture = try await Self.fixture()
    for (path, kind) in [
      ("/api/v1/namespaces/default/configmaps", "ConfigMap"), ("/api/v1/namespaces", "Namespace"), ("/apis/apps/v1/namespaces/default/deployments", "Deployment"),
      ("/api/v1/nodes", "Node"),
    ] {
      let answer = try await fixture.send("POST", path, body: ["kind": .string(kind), "metadata": ["name": .string(name)]])
      #expect([400, 422].contains(answer.status), "\(kind) \(name): \(answer.status) \(answer.text)")
    }
    // Roles are named by people's words, but never by a way.
    guard ["..", ".", "a/b", "a%b"].contains(name) else { return }
    let role = try await fixture.send("POST", "/apis/rbac.authorization.k8s.io/v1/clusterroles", body: ["metadata": ["name": .string(name)]])
    #expect(role.status == 422, "\(role.text)")
  }
}
