import APIMachinery
import CLI
import Client
import Testing

/// Commands and options of kubectl's that are easily forgotten.
@Suite struct GapTests {
  @Test("the rollout history of stateful and daemon sets is that of their controller revisions, and undo puts a template back")
  func revisions() async throws {
    let cluster = CannedCluster()
    try cluster.add("""
      {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: default, uid: u1}, spec: {selector: {matchLabels: {app: db}}, template: {spec: {containers: [{name: db, image: 'db:2'}]}}}}
      """)
    for (number, image) in [(1, "db:1"), (2, "db:2")] {
      try cluster.add("""
        {apiVersion: apps/v1, kind: ControllerRevision, metadata: {name: db-\(number), namespace: default, labels: {app: db}, ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: u1, controller: true}]}, revision: \(number), data: {spec: {template: {$patch: replace, spec: {containers: [{name: db, image: '\(image)'}]}}}}}
        """)
    }
    let harness = CommandHarness(cluster)
    let history = await harness.run("rollout", "history", "statefulset/db")
    #expect(history.output.contains("1         <none>") && history.output.contains("2         <none>"), "\(history)")
    let undo = await harness.run("rollout", "undo", "statefulset/db")
    #expect(undo.output == "statefulset.apps/db rolled back\n", "\(undo)")
    #expect(cluster.bodies("PATCH").last?[1]?["value"] == ["spec": ["containers": [["name": "db", "image": "db:1"]]]])
  }

  @Test("the manifest that was applied last can be seen, set and edited")
  func lastApplied() async throws {
    let cluster = CannedCluster()
    let manifest = #"{"apiVersion":"v1","data":{"a":"1"},"kind":"ConfigMap","metadata":{"annotations":{},"name":"page","namespace":"default"}}"#
    try cluster.add("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: page\n  namespace: default\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '\(manifest)'\n")
    try cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: bare, namespace: default}}")
    let harness = CommandHarness(cluster)
    let view = await harness.run("apply", "view-last-applied", "configmap/page")
    #expect(view.output.hasPrefix("apiVersion: v1\ndata:\n  a: \"1\"\nkind: ConfigMap\n"), "\(view)")
    let missing = await harness.run("apply", "view-last-applied", "configmap/bare")
    #expect(missing.exitCode == 1 && missing.errors.contains("no last-applied-configuration annotation found on resource: bare"))
    harness.files["m.yaml"] = "{apiVersion: v1, kind: ConfigMap, metadata: {name: bare}, data: {b: '2'}}"
    #expect(await harness.run("apply", "set-last-applied", "-f", "m.yaml").exitCode == 1)
    #expect(await harness.run("apply", "set-last-applied", "-f", "m.yaml", "--create-annotation").output == "configmap/bare configured\n")
    #expect(cluster.object("/api/v1/namespaces/default/configmaps/bare")?.annotations["kubectl.kubernetes.io/last-applied-configuration"]?.contains(#""b":"2""#) == true)
  }

  @Test("get --subresource asks for a part of a named object, and knows which parts there are")
  func subresource() async throws {
    let cluster = CannedCluster()
    cluster.answer("GET", "/apis/apps/v1/namespaces/default/deployments/web/scale") { _ in
      CannedCluster.json(["kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": ["name": "web"], "spec": ["replicas": 4]])
    }
    let harness = CommandHarness(cluster)
    #expect(await harness.run("get", "deployment", "web", "--subresource", "scale", "-o", "jsonpath={.spec.replicas}").output == "4")
    #expect(await harness.run("get", "deployments", "--subresource", "scale").exitCode == 1)
    let unknown = await harness.run("get", "deployment", "web", "--subresource", "moon")
    #expect(unknown.exitCode == 1 && unknown.errors.contains("there are:"), "\(unknown)")
  }

  @Test("a program in PATH named for a command is that command, the longest name first; others stay unknown")
  func plugins() async throws {
    var harness = CommandHarness(CannedCluster())
    harness.variables = ["PATH": "/bin"]
    harness.runProcess = { request, _ in ProcessOutcome(exitCode: request.program == "/bin/kubectl-hello-big_world" && request.arguments == ["-x", "1"] ? 7 : 99) }
    harness.files["/bin/kubectl-hello-big_world"] = "#!"
    harness.files["/bin/kctl-hello"] = "#!"
    #expect(await harness.run("hello", "big-world", "-x", "1").exitCode == 1, "without permission to run it")
    harness.files.areExecutable = true
    #expect(await harness.run("hello", "big-world", "-x", "1").exitCode == 7)
    let list = await harness.run("plugin", "list", "--name-only")
    #expect(list.output == "kctl-hello\nkubectl-hello-big_world\n", "\(list)")
    let unknown = await harness.run("goodbye")
    #expect(unknown.exitCode == 1 && unknown.errors.hasPrefix("error: unknown command \"goodbye\""))
  }

  @Test("run makes a pod as asked, and says so without asking a server in a dry run")
  func run() async throws {
    let cluster = CannedCluster()
    let harness = CommandHarness(cluster)
    let dry = await harness.run("run", "web", "--image=i:1", "--port=80", "--env", "A=b", "--dry-run=client", "-o", "yaml", "--", "serve", "all")
    #expect(dry.output.contains("args:\n    - serve\n    - all\n") && dry.output.contains("containerPort: 80"), "\(dry)")
    #expect(await harness.run("run", "web", "--image=i:1").output == "pod/web created\n")
    #expect(cluster.object("/api/v1/namespaces/default/pods/web")?.labels == ["run": "web"])
    #expect(await harness.run("run", "x", "--image=i", "-t").errors.contains("-i/--stdin is required"))
    #expect(await harness.run("run", "x", "--image=i", "--rm").exitCode == 1)
  }

  @Test("options tells what every command takes")
  func options() async throws {
    #expect(await CommandHarness(CannedCluster()).run("options").output.contains("--kubeconfig"))
  }
}
