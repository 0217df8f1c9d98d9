import APIMachinery
import APISchemas
import Testing

@Suite struct DiscoveryTests {
  @Test("api-resources and api-versions")
  func resources() async throws {
    let harness = CommandHarness(CannedCluster())
    let run = await harness.run("api-resources", "--api-group=apps", "-o", "name")
    #expect(run.output.contains("deployments.apps\n"))
    let wide = await harness.run("api-resources", "--namespaced=false", "--no-headers")
    #expect(wide.output.contains("namespaces") && !wide.output.contains("deployments"))
    #expect(await harness.run("api-versions").output.split(separator: "\n").contains("apps/v1"))
  }

  @Test("discovery asks twice, and falls back to one request a group version")
  func legacy() async throws {
    let cluster = CannedCluster()
    cluster.answer("GET", "/api") { _ in CannedCluster.json(["kind": "APIVersions", "versions": ["v1"]]) }
    cluster.answer("GET", "/apis") { _ in CannedCluster.json(["kind": "APIGroupList", "groups": [
      ["name": "apps", "versions": [["groupVersion": "apps/v1"]], "preferredVersion": ["groupVersion": "apps/v1"]],
    ]]) }
    cluster.answer("GET", "/api/v1") { _ in CannedCluster.json(["kind": "APIResourceList", "groupVersion": "v1", "resources": [
      ["name": "pods", "singularName": "pod", "namespaced": true, "kind": "Pod", "verbs": ["get", "list"], "shortNames": ["po"]],
      ["name": "pods/log", "singularName": "", "namespaced": true, "kind": "Pod", "verbs": ["get"]],
    ]]) }
    cluster.answer("GET", "/apis/apps/v1") { _ in CannedCluster.failure(StatusError(503, .serviceUnavailable, "down")) }
    let run = await CommandHarness(cluster).run("api-resources", "--no-headers")
    #expect(run.output == "pods   po    v1    true   Pod\n")
  }

  @Test("explain reads OpenAPI v3")
  func explain() async throws {
    let cluster = CannedCluster()
    let document = Scheme.builtIn.openAPIv3(GroupVersion(group: "apps", version: "v1"))
    cluster.answer("GET", "/openapi/v3/apis/apps/v1") { _ in CannedCluster.json(document) }
    let harness = CommandHarness(cluster)
    let run = await harness.run("explain", "deploy.spec.strategy")
    #expect(run.errors == "")
    #expect(run.output.hasPrefix("GROUP:      apps\nKIND:       Deployment\nVERSION:    v1\n\nFIELD: strategy <DeploymentStrategy>\n"))
    #expect(run.output.contains("  rollingUpdate\t<RollingUpdateDeployment>"))
    #expect(await harness.run("explain", "deployments", "--recursive").output.contains("        containers\t<[]Container>"))
    #expect(await harness.run("explain", "deploy.nope").errors == "error: field \"nope\" does not exist\n")
  }

  @Test("version and cluster-info")
  func version() async throws {
    let cluster = CannedCluster()
    try cluster.add("{apiVersion: v1, kind: Node, metadata: {name: n}, status: {conditions: [{type: Ready, status: 'True'}]}}")
    let harness = CommandHarness(cluster)
    #expect(await harness.run("version").output == "Client Version: v9.9.9\nServer Version: v1.36.0\n")
    #expect(
      await harness.run("version", "--client", "-o", "json").output
        == "{\n    \"clientVersion\": {\n        \"gitVersion\": \"v9.9.9\"\n    }\n}\n")
    #expect(
      await harness.run("cluster-info").output
        == "Kubernetes control plane is running at https://test\n1 of 1 nodes are ready\n\n"
          + "To further debug and diagnose cluster problems, use 'kctl cluster-info dump'.\n")
  }
}
