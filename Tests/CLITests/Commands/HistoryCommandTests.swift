import APIMachinery
import CLI
import Client
import Testing

@Suite struct HistoryCommandTests {
  private static let history = "/apis/kctl.dev/v1alpha1/history"

  private static func deployment(_ image: String, replicas: Int64) -> Value {
    [
      "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "web", "namespace": "default", "uid": "u", "resourceVersion": .string(image)],
      "spec": ["replicas": .int(replicas), "template": ["spec": ["containers": [["name": "web", "image": .string(image)]]]]],
    ]
  }

  private static func record(_ revision: Int64, _ user: String, _ time: String, before: Value?, after: Value?, git: Bool = false) -> Value {
    var value: Value = [
      "revision": .int(revision), "time": .string("2026-01-01T\(time)Z"), "commit": .string("live\(revision)00000000"), "user": .string(user),
      "verb": .string(git ? "commit" : "patch"), "client": .string(git ? "git" : "kubectl/v1.30.1 (linux/amd64)"), "fieldManager": .string(git ? "main" : "kubectl-edit"),
      "object": ["group": "apps", "resource": "deployments", "namespace": "default", "name": "web"],
      "operation": before == nil ? "create" : after == nil ? "delete" : "update",
    ]
    if git {
      value["main"] = .string("abcdef\(revision)1234")
      value["subject"] = "Three for the launch"
    }
    if let before { value["before"] = before }
    if let after { value["after"] = after }
    return value
  }

  private static let records: [Value] = [
    record(12, "bob", "10:02:00", before: deployment("web:1", replicas: 3), after: deployment("web:bad", replicas: 3)),
    record(11, "Ada", "10:01:00", before: deployment("web:1", replicas: 1), after: deployment("web:1", replicas: 3), git: true),
    record(10, "eve", "10:00:00", before: nil, after: deployment("web:1", replicas: 1)),
  ]

  private func cluster() -> CannedCluster {
    let cluster = CannedCluster()
    cluster.answer("GET", Self.history) { _ in CannedCluster.json(["kind": "ChangeList", "metadata": ["revision": 12], "items": .array(Self.records)]) }
    return cluster
  }

  @Test("log is a line a change, newest first, with the fields below when asked, and only those asked for")
  func log() async throws {
    let harness = CommandHarness(cluster())
    #expect(await harness.run("log", "deployment/web").output == """
      live120  12  2026-01-01T10:02:00Z  bob  patch   kubectl/v1.30.1  deployments.apps default/web updated
      abcdef1  11  2026-01-01T10:01:00Z  Ada  commit  git              deployments.apps default/web updated (Three for the launch)
      live100  10  2026-01-01T10:00:00Z  eve  patch   kubectl/v1.30.1  deployments.apps default/web created

      """)
    #expect(await harness.run("log", "deployment", "web", "-p", "--field", "spec.template", "--limit", "1").output == """
      live120  12  2026-01-01T10:02:00Z  bob  patch  kubectl/v1.30.1  deployments.apps default/web updated
          spec.template.spec.containers[name=web].image: "web:1" → "web:bad"

      """)
    #expect(await harness.run("log", "deployment/web", "-o", "jsonpath={.items[1].changes[0].after}").output == "3")
    #expect(await harness.run("log", "--people", "-o", "jsonpath={.items[*].user}").output == "Ada")
  }

  @Test("log --field tells of a creation only where the new object has the field")
  func fieldOfCreated() async throws {
    let harness = CommandHarness(cluster())
    func revisions(_ field: String) async -> String { await harness.run("log", "--field", field, "-o", "jsonpath={.items[*].revision}").output }
    #expect(await revisions("spec.replicas") == "11 10")
    #expect(await revisions("spec.template.spec.containers[name=web].image") == "12 10")
    #expect(await revisions("spec.template.spec.containers.image") == "12 10")
    #expect(await revisions("data") == "")
    #expect(await revisions("spec.template.spec.containers[name=other]") == "")
  }

  @Test("a rollback that would change nothing says so, but not of an object that never was")
  func idleRollback() async throws {
    let cluster = CannedCluster()
    cluster.answer("POST", Self.history + "/rollback") { _ in CannedCluster.json(["items": [], "problems": []]) }
    cluster.answer("GET", Self.history) { _ in CannedCluster.json(["kind": "ChangeList", "metadata": ["revision": 12], "items": []]) }
    try cluster.add(YAML.text(Self.deployment("web:1", replicas: 1)))
    let harness = CommandHarness(cluster)
    #expect(await harness.run("rollback", "deployment/web", "--to", "10").output == "Nothing to do: it is all as it was.\n")
    let unknown = await harness.run("rollback", "deployment/wbe", "--to", "10")
    #expect(unknown.exitCode == 1 && unknown.errors.contains("\"wbe\" not found"), "\(unknown)")
    let gone = self.cluster()
    gone.answer("POST", Self.history + "/rollback") { _ in CannedCluster.json(["items": [], "problems": []]) }
    #expect(await CommandHarness(gone).run("rollback", "deployment/web", "--to", "10", "--dry-run").exitCode == 0)
  }

  @Test("a point in time that nobody knows says what points in time are")
  func unknownPoint() async throws {
    let cluster = CannedCluster()
    cluster.answer("GET", Self.history + "/point") { _ in
      let error = StatusError(404, .notFound, "no commit is called \"gestern\"")
      return HTTPResponse(404, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(error.value)))
    }
    let run = await CommandHarness(cluster).run("get", "pods", "--at", "gestern")
    #expect(run.exitCode == 1 && run.errors.contains("\"gestern\"") && run.errors.contains("'2 hours ago'"), "\(run)")
  }

  @Test("what is asked reaches the server: the object, since when, by whom")
  func query() async throws {
    let cluster = cluster()
    let harness = CommandHarness(cluster)
    _ = await harness.run("log", "deploy/web", "-n", "shop", "--since", "2 hours ago", "--until", "4711", "--author", "ada")
    let line = try #require(cluster.lines.last { $0.contains("/history?") })
    for part in ["group=apps", "resource=deployments", "namespace=shop", "name=web", "since=2025-12-31T22%3A00%3A00Z", "before=4712", "author=ada"] {
      #expect(line.contains(part), "\(line)")
    }
    let run = await harness.run("log", "--since", "01/02/2025")
    #expect(run.exitCode == 1 && run.errors.contains("could be two days"))
  }

  @Test("blame tells of each line who set it, when, and with which field manager")
  func blame() async throws {
    let cluster = cluster()
    try cluster.add(YAML.text(Self.deployment("web:bad", replicas: 3)))
    let run = await CommandHarness(cluster).run("blame", "deployment/web", "--field", "spec")
    #expect(run.output == """
      live100 eve 2026-01-01T10:00:00Z kubectl-edit | spec:
      abcdef1 Ada 2026-01-01T10:01:00Z main         |   replicas: 3
      live100 eve 2026-01-01T10:00:00Z kubectl-edit |   template:
      live100 eve 2026-01-01T10:00:00Z kubectl-edit |     spec:
      live100 eve 2026-01-01T10:00:00Z kubectl-edit |       containers:
      live100 eve 2026-01-01T10:00:00Z kubectl-edit |       - name: web
      live120 bob 2026-01-01T10:02:00Z kubectl-edit |         image: web:bad

      """, "\(run)")
    #expect(await CommandHarness(cluster).run("blame", "deployments").exitCode == 1)
  }

  @Test("a range is compared object by object and field by field; the exit code tells whether anything differs")
  func diff() async throws {
    let cluster = cluster()
    let key: Value = ["group": "apps", "resource": "deployments", "namespace": "default", "name": "web"]
    let secret: Value = ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s"], "data": ["p": "b2xk"]]
    var changed = secret
    changed["data"] = ["p": "bmV3"]
    let changedSecret = changed
    cluster.answer("GET", Self.history + "/differences") { _ in CannedCluster.json(["items": [
      ["object": key, "before": Self.deployment("web:1", replicas: 1), "after": Self.deployment("web:bad", replicas: 1)],
      ["object": ["group": "", "resource": "configmaps", "namespace": "default", "name": "old"], "before": ["kind": "ConfigMap"]],
      ["object": ["group": "", "resource": "secrets", "namespace": "default", "name": "s"], "before": secret, "after": changedSecret],
    ]]) }
    cluster.answer("GET", Self.history + "/point") { _ in CannedCluster.json(["revision": 12]) }
    let run = await CommandHarness(cluster).run("diff", "10..12")
    #expect(run.exitCode == 1)
    #expect(run.output == """
      ~ deployments.apps default/web
          spec.template.spec.containers[name=web].image: "web:1" → "web:bad"
      - configmaps default/old deleted
      ~ secrets default/s
          data.p: *** → *** (changed)

      """)
    _ = await CommandHarness(cluster).run("diff", "--at", "1 hour ago", "deployments")
    #expect(cluster.lines.contains { $0.contains("/history/point?time=2025-12-31T23%3A00%3A00Z") })
    #expect(await CommandHarness(cluster).run("diff", "deployments").exitCode == 2)
  }

  @Test("get --at asks for the revision exactly, one object by its name, and refuses to watch the past")
  func past() async throws {
    let cluster = cluster()
    cluster.answer("GET", Self.history + "/point") { _ in CannedCluster.json(["revision": 77]) }
    try cluster.add(YAML.text(Self.deployment("web:1", replicas: 1)))
    let harness = CommandHarness(cluster)
    #expect(await harness.run("get", "deployment", "web", "--at", "2 hours ago", "-o", "jsonpath={.spec.replicas}").output == "1")
    #expect(cluster.lines.last?.contains("/deployments?resourceVersion=77&resourceVersionMatch=Exact&fieldSelector=metadata.name%3Dweb") == true)
    let missing = await harness.run("get", "deployment", "api", "--at", "77")
    #expect(missing.exitCode == 1 && missing.errors == "Error from server (NotFound): deployments.apps \"api\" not found\n")
    #expect(await harness.run("get", "deployments", "--at", "77", "-w").exitCode == 1)
    _ = await harness.run("get", "deployments", "--at", "77")
    #expect(cluster.lines.last?.contains("resourceVersion=77&resourceVersionMatch=Exact") == true)
  }

  private static let plan: Value = [
    "kind": "Plan", "problems": [], "conflicts": [],
    "items": [[
      "operation": ["apply": ["object": deployment("web:1", replicas: 1)]], "outcome": ["configured": deployment("web:1", replicas: 1)],
    ]],
  ]

  @Test("rollback shows first what it does, with the rollouts that start, and then does it by a commit")
  func rollback() async throws {
    let cluster = cluster()
    try cluster.add(YAML.text(Self.deployment("web:bad", replicas: 1)))
    cluster.answer("POST", Self.history + "/rollback") { request in
      var answer = Self.plan
      if let body = try? JSON.decode(request.body), body["dryRun"]?.bool == false { answer["commit"] = "0123456789abcdef" }
      return CannedCluster.json(answer)
    }
    let shown = """
      ~ deployments.apps default/web
          spec.template.spec.containers[name=web].image: "web:bad" → "web:1"
          → a rollout starts (1 pod)

      """
    let harness = CommandHarness(cluster)
    #expect(await harness.run("rollback", "deployment/web", "--to", "10", "--dry-run").output == shown + "rolled back (dry run)\n")
    #expect(cluster.bodies("POST").map { $0["dryRun"]?.bool } == [true])
    #expect(await harness.run("rollback", "deployment/web", "--to", "10").output == shown + "rolled back by commit 0123456789ab\n")
    #expect(cluster.bodies("POST").last?["objects"] == [["group": "apps", "kind": "Deployment", "namespace": "default", "name": "web"]])
    #expect(await harness.run("rollback", "--to", "10").exitCode == 1)
    #expect(await harness.run("rollback", "-n", "shop", "--to", "10", "-o", "jsonpath={.commit}").output == "0123456789abcdef")
    #expect(cluster.bodies("POST").last?["namespace"] == "shop")
  }

  @Test("conflicts of a revert are told field by field, and nothing is done")
  func conflicts() async throws {
    let cluster = cluster()
    cluster.answer("POST", Self.history + "/revert") { _ in CannedCluster.json([
      "items": [], "problems": [],
      "conflicts": [["object": "Deployment.apps web", "field": "spec.replicas", "wanted": 3, "found": 7, "message": "it has been changed since"]],
    ]) }
    let run = await CommandHarness(cluster).run("revert", "abc1234")
    #expect(run.exitCode == 1)
    #expect(run.output == "! conflict: Deployment.apps web spec.replicas: it has been changed since (is 7, would become 3)\n")
    #expect(run.errors == "error: nothing was changed\n")
    #expect(cluster.bodies("POST").count == 1)
  }

  @Test("drift tells the field, what main says and what is there, by whom and since when")
  func drift() async throws {
    let cluster = cluster()
    try cluster.add(YAML.text(Self.deployment("web:bad", replicas: 3)))
    var plan = Self.plan
    plan["items"] = .array((plan["items"]?.array ?? []).map { item in
      var item = item
      item["policy"] = "correct"
      return item
    })
    let answer = plan
    cluster.answer("GET", Self.history + "/drift") { _ in CannedCluster.json(answer) }
    let run = await CommandHarness(cluster).run("drift")
    #expect(run.exitCode == 1)
    #expect(run.output == """
      ~ deployments.apps default/web [correct]
          spec.replicas: 1 → 3 (by Ada, main, since 2026-01-01T10:01:00Z)
          spec.template.spec.containers[name=web].image: "web:1" → "web:bad" (by bob, kubectl-edit, since 2026-01-01T10:02:00Z)

      """, "\(run)")
    cluster.answer("GET", Self.history + "/drift") { _ in CannedCluster.json(["items": [], "problems": []]) }
    let none = await CommandHarness(cluster).run("drift")
    #expect(none.exitCode == 0 && none.output == "No drift: the cluster is what main says.\n")
  }

  @Test("a plan of files ends with 0 for no change, 1 for changes, 2 for a refusal, and shows the reasons")
  func plan() async throws {
    let cluster = cluster()
    try cluster.add(YAML.text(Self.deployment("web:bad", replicas: 1)))
    let harness = CommandHarness(cluster)
    harness.files["web.yaml"] = YAML.text(Self.deployment("web:1", replicas: 1))
    func outcome(_ value: Value) {
      cluster.answer("POST", BatchWire.path) { _ in CannedCluster.json(["kind": "TransactionResult", "success": true, "outcomes": [value]]) }
    }
    outcome(["configured": Self.deployment("web:1", replicas: 1)])
    let changes = await harness.run("plan", "-f", "web.yaml")
    #expect(changes.exitCode == 1 && changes.output.hasSuffix("Plan: 0 to create, 1 to change, 0 to delete, 1 rollouts.\n"), "\(changes)")
    outcome(["unchanged": Self.deployment("web:bad", replicas: 1)])
    #expect(await harness.run("plan", "-f", "web.yaml").exitCode == 0)
    outcome(["failed": StatusError.badRequest("spec.replicas: no").value])
    let refused = await harness.run("plan", "-f", "web.yaml")
    #expect(refused.exitCode == 2 && refused.output.contains("! web.yaml:1: spec.replicas: no"), "\(refused)")
  }
}
