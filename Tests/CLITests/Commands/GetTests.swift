import APIMachinery
import Client
import Testing

@Suite struct GetTests {
  private func cluster() throws -> CannedCluster {
    let cluster = CannedCluster()
    try cluster.add(Samples.pod("web-1"))
    try cluster.add(Samples.pod("web-2"))
    try cluster.add(Samples.pod("other", namespace: "shop"))
    try cluster.add(Samples.deployment)
    return cluster
  }

  @Test("a table of one type, aligned as kubectl aligns it")
  func table() async throws {
    let run = await CommandHarness(try cluster()).run("get", "po")
    #expect(run.errors == "")
    #expect(run.output == """
      NAME    READY   STATUS    RESTARTS   AGE
      web-1   1/1     Running   1          5m
      web-2   1/1     Running   1          5m

      """)
    #expect(run.exitCode == 0)
  }

  @Test("wide output, labels, label columns and the namespace column")
  func wide() async throws {
    let harness = CommandHarness(try cluster())
    let wide = await harness.run("get", "pods", "-A", "-owide", "--no-headers", "-L", "app")
    let last = wide.output.split(separator: "\n").last?.split(separator: " ").map(String.init) ?? []
    #expect(last.prefix(2) == ["shop", "other"])
    #expect(last.last == "web")
    let labels = await harness.run("get", "pod", "web-1", "--show-labels")
    #expect(labels.output.hasSuffix("app=web\n"))
  }

  @Test("several types print prefixed tables with an empty line between")
  func severalTypes() async throws {
    let run = await CommandHarness(try cluster()).run("get", "pod/web-1", "deploy/web")
    #expect(run.output.contains("NAME        READY"))
    #expect(run.output.contains("pod/web-1"))
    #expect(run.output.contains("\n\nNAME"))
    #expect(run.output.contains("deployment.apps/web"))
  }

  @Test("objects print as JSON, YAML and names")
  func objects() async throws {
    let cluster = CannedCluster()
    try cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default, managedFields: [{manager: x}]}, data: {k: v}}")
    let harness = CommandHarness(cluster)
    #expect(await harness.run("get", "cm/a", "-o", "yaml").output == """
      apiVersion: v1
      data:
        k: v
      kind: ConfigMap
      metadata:
        name: a
        namespace: default
        resourceVersion: "7"
        uid: uid-a

      """)
    #expect(await harness.run("get", "cm", "-o", "name").output == "configmap/a\n")
    let list = try JSON.decode(await harness.run("get", "cm", "-o", "json").output)
    #expect(list.kind == "List" && list["items"]?[0]?.name == "a")
    #expect(list["items"]?[0]?["metadata"]?["managedFields"] == nil)
    let managed = await harness.run("get", "cm/a", "-ojson", "--show-managed-fields").output
    #expect(managed.contains("\"manager\": \"x\""))
    #expect(await harness.run("get", "cm/a", "-o", "jsonpath={.metadata.managedFields[0].manager}").output == "x")
  }

  @Test("templates: jsonpath, custom columns, sort-by")
  func templates() async throws {
    let harness = CommandHarness(try cluster())
    #expect(await harness.run("get", "pods", "-o", "jsonpath={.items[*].metadata.name}").output == "web-1 web-2")
    #expect(await harness.run("get", "pods", "-o", "custom-columns=NAME:.metadata.name,NODE:.spec.nodeName,X:.nothing").output == """
      NAME    NODE     X
      web-1   node-1   <none>
      web-2   node-1   <none>

      """)
    let sorted = await harness.run("get", "pods", "-A", "--sort-by=.metadata.name", "--no-headers")
    #expect(sorted.output.split(separator: "\n").map { $0.split(separator: " ")[1] } == ["other", "web-1", "web-2"])
    #expect(await harness.run("get", "pods", "-o", "go-template={{.x").errors.contains("error parsing template"))
  }

  @Test("nothing found, unknown objects and unknown types")
  func absences() async throws {
    let harness = CommandHarness(CannedCluster())
    let none = await harness.run("get", "pods")
    #expect(none.output == "" && none.errors == "No resources found in default namespace.\n" && none.exitCode == 0)
    #expect(await harness.run("get", "pods", "-A").errors == "No resources found\n")
    let missing = await harness.run("get", "pod", "x")
    #expect(missing.errors == "Error from server (NotFound): pods \"x\" not found\n" && missing.exitCode == 1)
    #expect(await harness.run("get", "pod", "x", "--ignore-not-found").exitCode == 0)
    let type = await harness.run("get", "foo")
    #expect(type.errors == "error: the server doesn't have a resource type \"foo\"\n" && type.exitCode == 1)
    #expect(await harness.run("get", "pods", "pod/x")
      .errors.hasPrefix("error: there is no need to specify a resource type as a separate argument"))
    #expect(await harness.run("get", "pods", "x", "-l", "a=b").errors == "error: name cannot be provided when a selector is specified\n")
    #expect(await harness.run("get").errors.hasPrefix("You must specify the type of resource to get."))
  }

  @Test("lists are read page by page")
  func pages() async throws {
    let cluster = CannedCluster()
    cluster.answer("GET", "/api/v1/namespaces/default/configmaps") { request in
      let isSecond = request.query.contains("continue=more")
      return CannedCluster.json([
        "kind": "ConfigMapList", "metadata": isSecond ? [:] : ["continue": "more"],
        "items": [["metadata": ["name": isSecond ? "b" : "a"]]],
      ])
    }
    let run = await CommandHarness(cluster).run("get", "cm", "-o", "name", "--chunk-size=1")
    #expect(run.output == "configmap/a\nconfigmap/b\n")
    #expect(cluster.lines.last == "GET /api/v1/namespaces/default/configmaps?limit=1&continue=more")
  }

  @Test("a watch prints the list and then each change")
  func watch() async throws {
    let cluster = try cluster()
    let changed = try YAML.decode(Samples.pod("web-1", phase: "Failed"))
    cluster.watch("/api/v1/namespaces/default/pods", [
      ["type": "MODIFIED", "object": cluster.table([changed])],
      ["type": "ERROR", "object": StatusError(410, .expired, "too old").value],
    ])
    let run = await CommandHarness(cluster).run("get", "pods", "-w")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.last?.hasPrefix("web-1   1/1     Failed") ?? false)
    #expect(run.errors == "Error from server (Expired): too old\n")
  }

  @Test("options before the command, joined values and boolean values are read as kubectl reads them")
  func argumentForms() async throws {
    let cluster = try cluster()
    let harness = CommandHarness(cluster)
    #expect(await harness.run("-n", "shop", "get", "pods", "-oname").output == "pod/other\n")
    #expect(await harness.run("get", "pods", "-nshop", "--no-headers=true", "-o=name").output == "pod/other\n")
    #expect(await harness.run("get", "pods", "--namespace=shop", "--watch=false", "-o", "name").output == "pod/other\n")
  }
}
