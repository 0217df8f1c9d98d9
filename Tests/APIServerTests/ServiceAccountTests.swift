import APIMachinery
import AccessControl
import Basics
import Client
import Testing

@testable import APIServer

@Suite struct ServiceAccountTests {
  private static let accounts = "/api/v1/namespaces/default/serviceaccounts"

  private func fixture() async throws -> ServerFixture {
    var configuration = Configuration()
    configuration.serviceAccounts = ServiceAccountTokens(issuers: ["https://here"], signingKey: .generate())
    return try await ServerFixture(configuration: configuration)
  }

  private func request(_ spec: Value = [:]) -> Value { ["kind": "TokenRequest", "apiVersion": "authentication.k8s.io/v1", "spec": spec] }

  private func bearer(_ token: String) -> HTTPHeaders { ["Authorization": "Bearer " + token] }

  private func token(_ fixture: ServerFixture, _ spec: Value = [:], account: String = "default") async throws -> String {
    let answer = try await fixture.send("POST", Self.accounts + "/\(account)/token", body: request(spec))
    #expect(answer.status == 201, "\(answer.text)")
    return answer.value[path: "status", "token"]?.string ?? ""
  }

  @Test func `a token that was asked for lets its account in`() async throws {
    let fixture = try await fixture()
    let answer = try await fixture.send("POST", Self.accounts + "/default/token", body: request())
    #expect(answer.status == 201)
    #expect(answer.value["kind"] == "TokenRequest")
    #expect(answer.value[path: "spec", "audiences"] == ["https://here"])
    #expect(answer.value[path: "spec", "expirationSeconds"] == 3600)
    #expect(answer.value[path: "status", "expirationTimestamp"]?.timestamp == fixture.clock.now + .seconds(3600))
    let token = try #require(answer.value[path: "status", "token"]?.string)
    let who = try await fixture.send(
      "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", body: ["kind": "SelfSubjectReview"], as: nil, headers: bearer(token))
    #expect(who.status == 201, "\(who.text)")
    #expect(who.value[path: "status", "userInfo", "username"] == "system:serviceaccount:default:default")
    #expect(
      who.value[path: "status", "userInfo", "groups"]
        == ["system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated"])
    // Known, and entitled to nothing yet.
    #expect(try await fixture.send("GET", ServerFixture.pods, as: nil, headers: bearer(token)).status == 403)
    fixture.clock.advance(by: .seconds(3600))
    #expect(try await fixture.send("GET", ServerFixture.pods, as: nil, headers: bearer(token)).status == 401)
  }

  @Test(arguments: [
    (["expirationSeconds": 599], 422, "may not specify a duration less than 10 minutes"),
    (["expirationSeconds": 4_294_967_297], 422, "may not specify a duration larger than 2^32 seconds"),
    (["boundObjectRef": ["kind": "Pod", "apiVersion": "v1", "name": "none"]], 404, "pods \"none\" not found"),
    (["boundObjectRef": ["kind": "Pod", "apiVersion": "v1", "name": "p", "uid": "x"]], 409, "the UID in the bound object reference (x)"),
    (["boundObjectRef": ["kind": "Thing", "apiVersion": "v1", "name": "p"]], 400, "cannot bind token to object of type"),
  ] as [(Value, Int, String)])
  func `tokens that can't be`(spec: Value, status: Int, message: String) async throws {
    let fixture = try await fixture()
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("p"))
    let answer = try await fixture.send("POST", Self.accounts + "/default/token", body: request(spec))
    #expect(answer.status == status)
    #expect(answer.value["message"]?.string?.contains(message) == true, "\(answer.text)")
  }

  @Test(arguments: [
    ["volumes": [["name": "v", "secret": ["secretName": "other"]]]],
    ["volumes": [["name": "v", "projected": ["sources": [["secret": ["name": "other"]]]]]]],
    ["containers": [["name": "c", "image": "a", "envFrom": [["secretRef": ["name": "other"]]]]]],
    ["containers": [["name": "c", "image": "a", "env": [["name": "E", "valueFrom": ["secretKeyRef": ["name": "other", "key": "k"]]]]]]],
    ["imagePullSecrets": [["name": "other"]]],
  ] as [Value])
  func `an account that only lends its own Secrets lends no others, however they are asked for`(spec: Value) async throws {
    let fixture = try await fixture()
    try await fixture.send(
      "POST", Self.accounts,
      body: [
        "metadata": ["name": "strict", "annotations": ["kubernetes.io/enforce-mountable-secrets": "true"]], "secrets": [["name": "own"]],
        "imagePullSecrets": [["name": "pull"]],
      ])
    func post(_ name: String, _ spec: Value) async throws -> ServerFixture.Answer {
      var pod = ServerFixture.pod(name)
      pod[path: "spec", "serviceAccountName"] = "strict"
      for field in spec.object ?? Object() { pod[path: "spec", field.key] = field.value }
      return try await fixture.send("POST", ServerFixture.pods, body: pod)
    }
    let own = try await post("own", ["volumes": [["name": "v", "secret": ["secretName": "own"]]], "imagePullSecrets": [["name": "pull"]]])
    #expect(own.status == 201, "\(own.text)")
    let refused = try await post("refused", spec)
    #expect(refused.status == 403 && refused.text.contains("is not allowed because service account strict does not reference that"), "\(refused.text)")
  }

  @Test(arguments: ["true", "1", "T"]) func `nor to a container that comes to a pod later`(annotation: String) async throws {
    let fixture = try await fixture()
    try await fixture.send(
      "POST", Self.accounts,
      body: [
        "metadata": ["name": "strict", "annotations": ["kubernetes.io/enforce-mountable-secrets": .string(annotation)]], "secrets": [["name": "own"]],
      ])
    var pod = ServerFixture.pod("p")
    pod[path: "spec", "serviceAccountName"] = "strict"
    #expect(try await fixture.send("POST", ServerFixture.pods, body: pod).status == 201)
    func debug(_ name: String, _ secret: String) async throws -> ServerFixture.Answer {
      let container: Value = ["name": .string(name), "image": "a", "envFrom": [["secretRef": ["name": .string(secret)]]]]
      return try await fixture.send(
        "PATCH", ServerFixture.pods + "/p/ephemeralcontainers", body: ["spec": ["ephemeralContainers": [container]]],
        type: "application/strategic-merge-patch+json")
    }
    let own = try await debug("a", "own")
    #expect(own.status == 200, "\(own.text)")
    let refused = try await debug("b", "other")
    #expect(refused.status == 403 && refused.text.contains("is not allowed because service account strict does not reference that secret"), "\(refused.text)")
  }

  @Test func `nobody gets a token of an account that isn't there, nor of another's pod`() async throws {
    let fixture = try await fixture()
    #expect(try await fixture.send("POST", Self.accounts + "/none/token", body: request()).status == 404)
    try await fixture.send("POST", Self.accounts, body: ["metadata": ["name": "robot"]])
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("p"))
    let spec: Value = ["boundObjectRef": ["kind": "Pod", "apiVersion": "v1", "name": "p"]]
    let answer = try await fixture.send("POST", Self.accounts + "/robot/token", body: request(spec))
    #expect(answer.status == 400)
    #expect(
      answer.value["message"] == "cannot bind token for serviceaccount \"robot\" to pod running with different serviceaccount name.")
  }

  @Test func `a pod's token is good until the pod is gone, and outlives the hour that it says`() async throws {
    let fixture = try await fixture()
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("p"))
    let spec: Value = ["expirationSeconds": 3607, "boundObjectRef": ["kind": "Pod", "apiVersion": "v1", "name": "p"]]
    let token = try await token(fixture, spec)
    fixture.clock.advance(by: .seconds(86_400))
    let review = try await fixture.send("POST", "/apis/authentication.k8s.io/v1/tokenreviews", body: ["spec": ["token": .string(token)]])
    #expect(review.value[path: "status", "authenticated"] == true)
    #expect(review.value[path: "status", "audiences"] == ["https://here"])
    #expect(review.value[path: "status", "user", "extra", "authentication.kubernetes.io/pod-name"] == ["p"])
    try await fixture.send("DELETE", ServerFixture.pods + "/p")
    #expect(try await fixture.send("GET", "/version", as: nil, headers: bearer(token)).status == 401)
  }

  @Test func `a review tells audiences apart`() async throws {
    let fixture = try await fixture()
    let token = try await token(fixture, ["audiences": ["vault"]])
    func review(_ audiences: Value?) async throws -> Value? {
      var spec: Value = ["token": .string(token)]
      spec["audiences"] = audiences
      return try await fixture.send("POST", "/apis/authentication.k8s.io/v1/tokenreviews", body: ["spec": spec]).value["status"]
    }
    #expect(try await review(["vault", "x"])?["audiences"] == ["vault"])
    #expect(try await review(["vault", "x"])?["authenticated"] == true)
    #expect(try await review(["x"])?["authenticated"] == nil)
    #expect(try await review(nil)?["authenticated"] == nil)
    #expect(try await fixture.send("GET", "/version", as: nil, headers: bearer(token)).status == 401)
  }

  @Test func `whoever verifies tokens finds the keys`() async throws {
    let fixture = try await fixture()
    let account = UserInfo.serviceAccount("default", namespace: "default")
    let discovery = try await fixture.send("GET", "/.well-known/openid-configuration", as: account)
    #expect(discovery.status == 200)
    #expect(discovery.value["issuer"] == "https://here")
    #expect(discovery.value["jwks_uri"] == "https://here/openid/v1/jwks")
    #expect(discovery.value["id_token_signing_alg_values_supported"] == ["ES256"])
    let keys = try await fixture.send("GET", "/openid/v1/jwks", as: account)
    #expect(keys.headers["Content-Type"] == "application/jwk-set+json")
    #expect(keys.value["keys"]?[0]?["kty"] == "EC")
    #expect(try await fixture.send("GET", "/openid/v1/jwks", as: nil).status == 403)
  }

  @Test func `a namespace comes with its account, and its pods with a token`() async throws {
    let fixture = try await fixture()
    try await fixture.send("POST", "/api/v1/namespaces", body: ["metadata": ["name": "new"]])
    #expect(try await fixture.send("GET", "/api/v1/namespaces/new/serviceaccounts/default").status == 200)
    var pod = ServerFixture.pod("p")
    pod[path: "spec", "initContainers"] = [["name": "i", "image": "a", "volumeMounts": [["name": "own", "mountPath": .string(ServiceAccountAdmission.mountPath)]]]]
    pod[path: "spec", "volumes"] = [["name": "own", "emptyDir": [:]]]
    let created = try await fixture.send("POST", "/api/v1/namespaces/new/pods", body: pod)
    #expect(created.status == 201, "\(created.text)")
    let spec = try #require(created.value["spec"])
    #expect(spec["serviceAccountName"] == "default")
    #expect(spec["serviceAccount"] == "default")
    let volume = try #require(spec["volumes"]?.array?.last)
    #expect(volume["name"]?.string?.hasPrefix("kube-api-access-") == true)
    #expect(volume["projected"]?["sources"]?[0] == ["serviceAccountToken": ["expirationSeconds": 3607, "path": "token"]])
    #expect(spec["containers"]?[0]?["volumeMounts"]?[0]?["mountPath"] == "/var/run/secrets/kubernetes.io/serviceaccount")
    #expect(spec["initContainers"]?[0]?["volumeMounts"]?.array?.count == 1)
  }

  @Test func `the account decides what its pods get, the pod has the last word`() async throws {
    let fixture = try await fixture()
    try await fixture.send(
      "POST", Self.accounts,
      body: ["metadata": ["name": "quiet"], "automountServiceAccountToken": false, "imagePullSecrets": [["name": "pull"]]])
    func volumes(_ name: String, _ mounts: Bool?) async throws -> (Int, Value?) {
      var pod = ServerFixture.pod(name)
      pod[path: "spec", "serviceAccountName"] = "quiet"
      if let mounts { pod[path: "spec", "automountServiceAccountToken"] = .bool(mounts) }
      let spec = try await fixture.send("POST", ServerFixture.pods, body: pod).value["spec"]
      return (spec?["volumes"]?.array?.count ?? 0, spec?["imagePullSecrets"])
    }
    #expect(try await volumes("a", nil) == (0, [["name": "pull"]]))
    #expect(try await volumes("b", true).0 == 1)
    #expect(try await volumes("c", false).0 == 0)
  }

  @Test func `a pod of an account that isn't there is refused`() async throws {
    let fixture = try await fixture()
    var pod = ServerFixture.pod("p")
    pod[path: "spec", "serviceAccountName"] = "none"
    let answer = try await fixture.send("POST", ServerFixture.pods, body: pod)
    #expect(answer.status == 403)
    #expect(
      answer.value["message"]
        == "pods \"p\" is forbidden: error looking up service account default/none: serviceaccount \"none\" not found")
    try await fixture.send("DELETE", Self.accounts + "/default")
    #expect(try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("q")).status == 403)
  }
}
