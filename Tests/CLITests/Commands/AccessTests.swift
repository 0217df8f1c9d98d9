import APIMachinery
import Testing

@Suite struct AccessTests {
  @Test("auth can-i answers with a word and an exit code")
  func canI() async throws {
    let cluster = CannedCluster()
    let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
    cluster.answer("POST", path) { _ in CannedCluster.json(["status": ["allowed": true]]) }
    let harness = CommandHarness(cluster)
    #expect(await harness.run("auth", "can-i", "create", "deploy").output == "yes\n")
    #expect(cluster.bodies("POST").last?[path: "spec", "resourceAttributes"] == [
      "verb": "create", "group": "apps", "resource": "deployments", "namespace": "default",
    ])
    cluster.answer("POST", path) { _ in CannedCluster.json(["status": ["allowed": false, "reason": "no rule"]]) }
    let no = await harness.run("auth", "can-i", "get", "/healthz")
    #expect(no.output == "no - no rule\n" && no.exitCode == 1)
    #expect(await harness.run("auth", "can-i", "get", "pods", "-q").output == "")
    #expect(await harness.run("auth", "can-i", "get", "pods").errors == "")
    #expect(await harness.run("auth", "can-i", "gte", "pods").errors.contains("verb 'gte' is not a known verb"))
    #expect(await harness.run("auth", "can-i", "list", "/healthz").errors.contains("verb 'list' is not a known verb"))
  }

  @Test("auth can-i --list prints the rules")
  func list() async throws {
    let cluster = CannedCluster()
    cluster.answer("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews") { _ in
      CannedCluster.json(["status": [
        "resourceRules": [["apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["get", "list"]]],
        "nonResourceRules": [["nonResourceURLs": ["/healthz"], "verbs": ["get"]]],
      ]])
    }
    let run = await CommandHarness(cluster).run("auth", "can-i", "--list")
    #expect(run.output.contains("deployments.apps   []                  []               [get list]\n"), "\(run.output)")
    #expect(run.output.contains("[/healthz]"))
  }

  @Test("auth whoami")
  func whoAmI() async throws {
    let cluster = CannedCluster()
    cluster.answer("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews") { _ in
      CannedCluster.json(["status": ["userInfo": ["username": "anna", "groups": ["a", "b"]]]])
    }
    let run = await CommandHarness(cluster).run("auth", "whoami")
    #expect(run.output == "ATTRIBUTE   VALUE\nUsername    anna\nGroups      [a b]\n")
  }

  @Test("certificate approve writes the condition")
  func certificate() async throws {
    let cluster = CannedCluster()
    try cluster.add("{apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: c}, spec: {request: eA==}}")
    cluster.answer("PUT", "/apis/certificates.k8s.io/v1/certificatesigningrequests/c/approval") { request in
      CannedCluster.json((try? JSON.decode(request.body)) ?? .null)
    }
    let run = await CommandHarness(cluster).run("certificate", "approve", "c")
    #expect(run.output == "certificatesigningrequest.certificates.k8s.io/c approved\n", "\(run)")
    #expect(cluster.bodies("PUT").first?[path: "status", "conditions"]?[0]?["type"] == "Approved")
  }

  @Test("events, top and replace")
  func others() async throws {
    let cluster = CannedCluster()
    try cluster.add("""
      {apiVersion: v1, kind: Event, metadata: {name: e, namespace: default}, type: Warning, reason: Failed, message: no image,
       involvedObject: {kind: Pod, name: web}, lastTimestamp: '2025-12-31T23:59:00Z'}
      """)
    try cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {x: y}}")
    var harness = CommandHarness(cluster)
    #expect(await harness.run("events").output
      == "LAST SEEN   TYPE      REASON   OBJECT    MESSAGE\n60s         Warning   Failed   Pod/web   no image\n")
    #expect(await harness.run("events", "--types=Normal").errors == "No events found in default namespace.\n")
    #expect(await harness.run("top", "pods").errors == "error: Metrics API not available\n")
    cluster.answer("PUT", "/api/v1/namespaces/default/configmaps/a") { request in
      CannedCluster.json((try? JSON.decode(request.body)) ?? .null)
    }
    harness.input = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: z}}"
    #expect(await harness.run("replace", "-f", "-").output == "configmap/a replaced\n")
    #expect(await harness.run("replace").errors == "error: must specify one of -f and -k\n")
  }
}
