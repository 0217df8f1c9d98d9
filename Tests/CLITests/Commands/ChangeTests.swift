import APIMachinery
import Basics
import Client
import Testing

@Suite struct ChangeTests {
  private let path = "/apis/apps/v1/namespaces/default/deployments/web"

  private func cluster() throws -> CannedCluster {
    let cluster = CannedCluster()
    try cluster.add(Samples.deployment)
    try cluster.add(Samples.replicaSets)
    try cluster.add(Samples.replicaSets.split(separator: "---").first.map(String.init) ?? "")
    return cluster
  }

  @Test("patch in three forms, and one that changes nothing")
  func patch() async throws {
    let cluster = try cluster()
    let harness = CommandHarness(cluster)
    #expect(await harness.run("patch", "deploy/web", "-p", "{\"spec\":{\"replicas\":3}}").output == "deployment.apps/web patched\n")
    #expect(cluster.object(path)?["spec"]?["replicas"] == 3)
    #expect(
      await harness.run("patch", "deploy", "web", "--type=merge", "-p", "spec: {replicas: 3}").output
        == "deployment.apps/web patched (no change)\n")
    let json = "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":1}]"
    #expect(await harness.run("patch", "deploy", "web", "--type", "json", "-p", json, "-o", "name").output == "deployment.apps/web\n")
    #expect(cluster.object(path)?["spec"]?["replicas"] == 1)
    #expect(cluster.requests.last { $0.method == "PATCH" }?.headers["Content-Type"] == "application/json-patch+json")
    #expect(await harness.run("patch", "deploy", "web", "-p", "{").errors.hasPrefix("error: unable to parse \"{\""))
    let dry = await harness.run("patch", "deploy/web", "-p", "{\"spec\":{\"replicas\":9}}", "--dry-run=server")
    #expect(dry.output == "deployment.apps/web patched (server dry run)\n")
    #expect(cluster.lines.last?.contains("dryRun=All") ?? false)
  }

  @Test("label and annotate: set, overwrite, remove")
  func labels() async throws {
    let cluster = try cluster()
    let harness = CommandHarness(cluster)
    #expect(await harness.run("label", "deploy", "web", "tier=front").output == "deployment.apps/web labeled\n")
    #expect(await harness.run("label", "deploy", "web", "tier=front").output == "deployment.apps/web not labeled\n")
    #expect(await harness.run("label", "deploy", "web", "none-").output == "label \"none\" not found.\ndeployment.apps/web not labeled\n")
    let refused = await harness.run("label", "deploy", "web", "tier=back")
    #expect(refused.errors == "error: 'tier' already has a value (front), and --overwrite is false\n" && refused.exitCode == 1)
    #expect(await harness.run("label", "deploy", "web", "tier=back", "--overwrite").output == "deployment.apps/web labeled\n")
    #expect(await harness.run("label", "deployments", "--all", "tier-").output == "deployment.apps/web unlabeled\n")
    #expect(cluster.object(path)?.labels == ["app": "web"])
    #expect(await harness.run("annotate", "deploy/web", "a/b=c d").output == "deployment.apps/web annotated\n")
    #expect(cluster.object(path)?.annotations["a/b"] == "c d")
    #expect(await harness.run("label", "deploy", "web").errors == "error: at least one label update is required\n")
  }

  @Test("scale, with and without a precondition")
  func scale() async throws {
    let cluster = try cluster()
    let harness = CommandHarness(cluster)
    #expect(await harness.run("scale", "deploy/web", "--replicas=5").output == "deployment.apps/web scaled\n")
    #expect(cluster.lines.last == "PATCH \(path)/scale?fieldManager=kctl-scale")
    #expect(cluster.object(path)?["spec"]?["replicas"] == 5)
    #expect(
      await harness.run("scale", "deploy/web", "--replicas=1", "--current-replicas=2").errors
        == "error: Expected replicas to be 2, was 5\n")
    #expect(await harness.run("scale", "deploy/web").errors.hasPrefix("error: required flag(s) \"replicas\" not set"))
  }

  @Test("rollout: status, history, undo, restart, pause and resume")
  func rollout() async throws {
    let cluster = try cluster()
    let harness = CommandHarness(cluster)
    #expect(await harness.run("rollout", "status", "deploy/web").output == "deployment \"web\" successfully rolled out\n")
    #expect(await harness.run("rollout", "history", "deploy/web").output == """
      deployment.apps/web 
      REVISION  CHANGE-CAUSE
      1         first
      2         <none>


      """)
    #expect(await harness.run("rollout", "undo", "deploy/web").output == "deployment.apps/web rolled back\n")
    let template = cluster.object(path)?["spec"]?["template"]
    #expect(template?["spec"]?["containers"]?[0]?["image"] == "localhost/busybox:1")
    #expect(template?["metadata"]?["labels"] == ["app": "web"])
    #expect(await harness.run("rollout", "undo", "deploy/web", "--to-revision=1").output.hasPrefix("deployment.apps/web skipped rollback"))
    #expect(await harness.run("rollout", "restart", "deploy/web").output == "deployment.apps/web restarted\n")
    #expect(cluster.object(path)?["spec"]?["template"]?.annotations["kubectl.kubernetes.io/restartedAt"] == "2026-01-01T00:00:00Z")
    #expect(await harness.run("rollout", "pause", "deploy/web").output == "deployment.apps/web paused\n")
    let again = await harness.run("rollout", "pause", "deploy/web")
    #expect(again.errors == "error: deployments.apps \"web\" is already paused\n" && again.exitCode == 1)
    #expect(await harness.run("rollout", "resume", "deploy/web").output == "deployment.apps/web resumed\n")
  }

  @Test("rollout status follows the changes until the rollout is done")
  func rolloutProgress() async throws {
    let cluster = CannedCluster()
    var object = try YAML.decode(Samples.deployment)
    object[path: "status", "updatedReplicas"] = 1
    try cluster.add(YAML.text(object))
    var next = object
    next[path: "status", "updatedReplicas"] = 2
    cluster.watch("/apis/apps/v1/namespaces/default/deployments", [["type": "MODIFIED", "object": next]])
    let run = await CommandHarness(cluster).run("rollout", "status", "deploy/web")
    #expect(run.output == """
      Waiting for deployment "web" rollout to finish: 1 out of 2 new replicas have been updated...
      deployment "web" successfully rolled out

      """)
  }

  @Test("delete by name, type, selector and file")
  func delete() async throws {
    let cluster = try cluster()
    try cluster.add(Samples.pod("web-1"))
    try cluster.add(Samples.pod("web-2"))
    let harness = CommandHarness(cluster)
    #expect(await harness.run("delete", "pod", "web-1", "--now").output == "pod \"web-1\" deleted from default namespace\n")
    let body = try #require(cluster.bodies("DELETE").last)
    #expect(body["gracePeriodSeconds"] == 1 && body["propagationPolicy"] == "Background")
    #expect(await harness.run("delete", "pods", "-l", "app=web", "--wait=false").output == "pod \"web-2\" deleted from default namespace\n")
    let missing = await harness.run("delete", "pod/web-1")
    #expect(missing.errors == "Error from server (NotFound): pods \"web-1\" not found\n" && missing.exitCode == 1)
    #expect(await harness.run("delete", "pod/web-1", "--ignore-not-found").exitCode == 0)
    #expect(await harness.run("delete", "pods").errors == "error: resource(s) were provided, but no name was specified\n")
    harness.files["web.yaml"] = Samples.deployment
    #expect(
      await harness.run("delete", "-f", "web.yaml", "--cascade=foreground").output
        == "deployment.apps \"web\" deleted from default namespace\n")
    #expect(cluster.bodies("DELETE").last?["propagationPolicy"] == "Foreground")
    #expect(cluster.object(path) == nil)
  }

  @Test("wait for a condition, a field, a deletion; and in vain")
  func wait() async throws {
    let cluster = try cluster()
    let harness = CommandHarness(cluster)
    #expect(await harness.run("wait", "--for=condition=available", "deploy/web").output == "deployment.apps/web condition met\n")
    #expect(await harness.run("wait", "--for=jsonpath={.status.readyReplicas}=2", "deploy/web").exitCode == 0)
    let gone = await harness.run("wait", "--for=delete", "deploy/gone")
    #expect(gone.exitCode == 0 && gone.output.isEmpty, "there was nothing to wait for")
    #expect(await harness.run("wait", "--for=condition=Available", "deploy/gone").errors.contains("(NotFound)"))
    #expect(await harness.run("wait", "--for=condition=Progressing", "deploy/web", "--timeout=0").exitCode == 1)
    #expect(await harness.run("wait", "--for=nothing", "deploy/web").errors == "error: unrecognized condition: \"nothing\"\n")
  }

  @Test("when the time is over, wait tells of each object that isn't there yet, and of those that are")
  func waitForSeveral() async throws {
    let cluster = CannedCluster()
    for (name, status) in [("a", "False"), ("b", "True"), ("c", "False")] {
      try cluster.add(
        "{apiVersion: v1, kind: Pod, metadata: {name: \(name), namespace: default}, status: {conditions: [{type: Ready, status: '\(status)'}]}}")
    }
    var harness = CommandHarness(cluster)
    let clock = ManualClock()
    harness.clock = clock
    let command = Task { [harness] in await harness.run("wait", "--for=condition=Ready", "pod/a", "pod/b", "pod/c", "--timeout=1s") }
    let ticking = Task {
      while !Task.isCancelled {
        clock.advance(by: .seconds(1))
        await Task.yield()
      }
    }
    let run = await command.value
    ticking.cancel()
    #expect(run.exitCode == 1 && run.output == "pod/b condition met\n", "\(run)")
    #expect(run.errors == "timed out waiting for the condition on pods/a\ntimed out waiting for the condition on pods/c\n")
  }
}
