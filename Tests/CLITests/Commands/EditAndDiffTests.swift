import APIMachinery
import CLI
import Client
import Testing

@Suite struct EditAndDiffTests {
  private let path = "/api/v1/namespaces/default/configmaps/page"

  private func cluster() throws -> CannedCluster {
    let cluster = CannedCluster()
    try cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: page, namespace: default}, data: {a: '1', b: '2'}}")
    return cluster
  }

  private func harness(_ cluster: CannedCluster, _ edit: @escaping @Sendable (String) -> String) -> CommandHarness {
    var harness = CommandHarness(cluster)
    harness.variables = ["EDITOR": "ed"]
    harness.runProcess = { request, files in
      let file = request.arguments[2]
      files[file] = edit(files[file] ?? "")
      return ProcessOutcome(exitCode: 0)
    }
    return harness
  }

  @Test("edit sends what was changed, with the version that was edited")
  func edit() async throws {
    let cluster = try cluster()
    let harness = harness(cluster) { $0.replacing("b: \"2\"", with: "c: three") }
    let run = await harness.run("edit", "cm/page")
    #expect(run.output == "configmap/page edited\n" && run.errors == "")
    #expect(cluster.bodies("PATCH") == [["data": ["b": .null, "c": "three"], "metadata": ["resourceVersion": "7"]]])
    #expect(harness.files.paths == [])
  }

  @Test("edit without changes, with an emptied file, with a failing editor")
  func editNothing() async throws {
    let cluster = try cluster()
    #expect(await harness(cluster) { $0 }.run("edit", "cm/page").errors == "Edit cancelled, no changes made.\n")
    #expect(await harness(cluster) { _ in "" }.run("edit", "cm/page").errors == "Edit cancelled, saved file was empty.\n")
    var failing = CommandHarness(cluster)
    failing.runProcess = { _, _ in ProcessOutcome(exitCode: 1) }
    #expect(await failing.run("edit", "cm/page").errors == "error: there was a problem with the editor \"vi\": exit code 1\n")
    #expect(cluster.bodies("PATCH") == [])
  }

  @Test("a refused edit opens the editor again with the reason; given up, the text is kept")
  func editRefused() async throws {
    let cluster = try cluster()
    cluster.answer("PATCH", path) { _ in CannedCluster.failure(.badRequest("no such colour")) }
    let harness = harness(cluster) { $0.contains("no such colour") ? $0 : $0.replacing("b: \"2\"", with: "b: red") }
    let run = await harness.run("edit", "cm/page")
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("Error from server (BadRequest): no such colour"))
    #expect(run.errors.contains("Edit cancelled, no valid changes were saved."))
    #expect(harness.files.paths == ["/tmp/kctl-edit-1/page.yaml"])
  }

  @Test("diff shows what would change and says so with its exit code")
  func diff() async throws {
    let cluster = try cluster()
    let harness = CommandHarness(cluster)
    harness.files["page.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\ndata: {a: '1', b: '3'}\n"
    let run = await harness.run("diff", "--server-side", "-f", "page.yaml")
    #expect(run.exitCode == 1)
    #expect(run.output == """
      --- LIVE/v1.ConfigMap.default.page
      +++ MERGED/v1.ConfigMap.default.page
      @@ -1,7 +1,7 @@
       apiVersion: v1
       data:
         a: "1"
      -  b: "2"
      +  b: "3"
       kind: ConfigMap
       metadata:
         name: page

      """)
    #expect(cluster.object(path)?["data"]?["b"] == "2")
    harness.files["page.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\ndata: {a: '1', b: '2'}\n"
    #expect(await harness.run("diff", "--server-side", "-f", "page.yaml").exitCode == 0)
    #expect(await harness.run("diff", "-f", "none.yaml").exitCode == 2)
  }

  @Test("an external program gets two directories")
  func externalDiff() async throws {
    let cluster = try cluster()
    var harness = CommandHarness(cluster)
    harness.variables = ["KUBECTL_EXTERNAL_DIFF": "mydiff -x"]
    harness.files["page.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\ndata: {b: '3'}\n"
    harness.runProcess = { request, files in
      #expect(request.program == "mydiff" && request.arguments == ["-x", "/tmp/LIVE-1", "/tmp/MERGED-1"])
      #expect(files["/tmp/MERGED-1/v1.ConfigMap.default.page"]?.contains("b: \"3\"") ?? false)
      return ProcessOutcome(exitCode: 1)
    }
    #expect(await harness.run("diff", "--server-side", "-f", "page.yaml").exitCode == 1)
    #expect(harness.files.paths == ["page.yaml"])
  }
}
