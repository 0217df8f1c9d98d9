import APIMachinery
import Testing

@testable import CLI

@Suite struct SetTests {
  private func cluster() throws -> CannedCluster {
    let cluster = CannedCluster()
    try cluster.add(Samples.deployment)
    return cluster
  }

  private func container(_ cluster: CannedCluster) -> Value? {
    cluster.object("/apis/apps/v1/namespaces/default/deployments/web")?[path: "spec", "template", "spec", "containers"]?[0]
  }

  @Test("set image changes the named containers, and an unknown one is an error")
  func image() async throws {
    let cluster = try cluster()
    cluster.answer("PATCH", "/apis/apps/v1/namespaces/default/deployments/web") { request in
      CannedCluster.json((try? JSON.decode(request.body)) ?? .null)
    }
    let harness = CommandHarness(cluster)
    let run = await harness.run("set", "image", "deployment/web", "httpd=localhost/busybox:9")
    #expect(run.output == "deployment.apps/web image updated\n", "\(run)")
    let sent = cluster.bodies("PATCH").first?[path: "spec", "template", "spec", "containers"]?[0]
    #expect(sent == ["name": "httpd", "image": "localhost/busybox:9"])
    let unknown = await harness.run("set", "image", "deploy/web", "nginx=x")
    #expect(unknown.errors == "error: unable to find container named \"nginx\"\n" && unknown.exitCode == 1)
    #expect(await harness.run("set", "image", "deploy/web").errors == "error: at least one image update is required\n")
    let dry = await harness.run("set", "image", "deploy/web", "*=y", "--dry-run=client", "-o", "jsonpath={..image}")
    #expect(dry.output == "y")
    #expect(cluster.bodies("PATCH").count == 1)
  }

  @Test("set env keeps places, adds at the end and removes")
  func env() {
    let current: [Value] = [["name": "A", "value": "1"], ["name": "B", "value": "2"]]
    let changed = SetEnv.changed(current, setting: [["name": "C", "value": "3"], ["name": "B", "value": "4"]], removing: ["A"])
    #expect(changed == [["name": "B", "value": "4"], ["name": "C", "value": "3"]])
  }

  @Test("set env --list shows what is there, references as comments")
  func envList() async throws {
    let cluster = CannedCluster()
    try cluster.add("""
      {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: default}, spec: {containers: [{name: c, image: i, env: [
        {name: A, value: x}, {name: B, valueFrom: {secretKeyRef: {name: s, key: k}}}]}]}}
      """)
    let run = await CommandHarness(cluster).run("set", "env", "pod/p", "--list")
    #expect(run.output == "# Pod p, container c\nA=x\n# B from secret s, key k\n")
  }

  @Test("set env --from takes the keys of a config map")
  func envFrom() async throws {
    let cluster = try cluster()
    try cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: default}, data: {b-key: x, a: y}}")
    let run = await CommandHarness(cluster).run(
      "set", "env", "deploy/web", "--from=configmap/m", "--prefix=P_", "--dry-run=client", "-o", "jsonpath={..env[*].name}")
    #expect(run.output == "P_A P_B_KEY")
  }

  @Test("set resources sets and removes quantities")
  func resources() async throws {
    let harness = CommandHarness(try cluster())
    let run = await harness.run(
      "set", "resources", "deploy/web", "--limits=cpu=200m,memory=64Mi", "--requests=cpu=0", "--dry-run=client", "-o",
      "jsonpath={.spec.template.spec.containers[0].resources}")
    #expect(run.output == "{\"limits\":{\"cpu\":\"200m\",\"memory\":\"64Mi\"}}", "\(run)")
    #expect(await harness.run("set", "resources", "deploy/web", "--limits=cpu").errors.contains("Invalid argument syntax cpu"))
    #expect(await harness.run("set", "resources", "deploy/web").exitCode == 1)
  }

  @Test("set selector, serviceaccount and subject")
  func references() async throws {
    let cluster = try cluster()
    try cluster.add("{apiVersion: v1, kind: Service, metadata: {name: s, namespace: default}, spec: {selector: {a: b}}}")
    try cluster.add("""
      {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: r, namespace: default},
       roleRef: {kind: Role, name: x}, subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: anna}]}
      """)
    let harness = CommandHarness(cluster)
    let dry = ["--dry-run=client", "-o"]
    let selector = await harness.run(["set", "selector", "svc", "s", "app=web"] + dry + ["jsonpath={.spec.selector}"])
    #expect(selector.output == "{\"app\":\"web\"}")
    let account = await harness.run(["set", "sa", "deploy/web", "robot"] + dry + ["jsonpath={..serviceAccountName}"])
    #expect(account.output == "robot")
    let subject = await harness.run(
      ["set", "subject", "rolebinding/r", "--user=anna", "--serviceaccount=ns:sa"] + dry + ["jsonpath={.subjects[*].name}"])
    #expect(subject.output == "anna sa")
    #expect(await harness.run("set", "subject", "rolebinding/r", "--serviceaccount=x").errors
      == "error: serviceaccount must be <namespace>:<name>\n")
  }

  @Test("patterns match whole names", arguments: [
    ("*", "a", true), ("a*", "abc", true), ("*c", "abc", true), ("a*c", "abc", true), ("a*c", "ac", true), ("a*a", "a", false),
    ("b", "abc", false), ("a*x*c", "abc", false), ("a*b*c", "aXbYc", true),
  ])
  func patterns(pattern: String, name: String, matches: Bool) {
    #expect(PodSpecPath.matches(name, pattern) == matches)
  }
}
