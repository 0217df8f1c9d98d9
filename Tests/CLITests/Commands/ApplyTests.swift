import APIMachinery
import Client
import Testing

@Suite struct ApplyTests {
  private static let two = """
    # the page
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: page}
    data: {a: "1"}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: other
      namespace: shop

    """

  @Test("against kctl a directory is one transaction, with the sources as they were written")
  func transaction() async throws {
    let cluster = CannedCluster(kctl: true)
    cluster.answer("POST", BatchWire.path) { request in
      guard let body = try? JSON.decode(request.body), let batch = try? BatchWire.batch(body) else {
        return CannedCluster.failure(.badRequest("no"))
      }
      let outcomes = batch.operations.enumerated().map { position, operation -> BatchResult.Outcome in
        guard case .apply(let document) = operation else { return .absent }
        return position == 0 ? .created(document.object) : .unchanged(document.object)
      }
      return CannedCluster.json(BatchWire.value(BatchResult(outcomes: outcomes)))
    }
    let harness = CommandHarness(cluster)
    harness.files["m/a.yaml"] = Self.two
    harness.files["m/readme.txt"] = "not a manifest"
    harness.files["m/deep/b.yaml"] = "broken: ["
    let run = await harness.run("apply", "-f", "m")
    #expect(run.errors == "")
    #expect(run.output == "configmap/page created\nconfigmap/other unchanged\n")
    let batch = try BatchWire.batch(try #require(cluster.bodies("POST").last))
    #expect(batch.fieldManager == "kctl" && !batch.dryRun)
    guard case .apply(let first) = batch.operations[0], case .apply(let second) = batch.operations[1] else {
      Issue.record("expected two applies")
      return
    }
    #expect(first.place == "m/a.yaml:2" && second.place == "m/a.yaml:7")
    #expect(first.object.namespace == "default" && second.object.namespace == "shop")
    let sources = [first.source, second.source].compactMap { $0 }.flatMap { $0 }
    #expect(String(decoding: sources, as: UTF8.self) == Self.two)
  }

  @Test("a failed transaction names every error with file, line and field")
  func failures() async throws {
    let cluster = CannedCluster(kctl: true)
    var invalid = StatusError(422, .invalid, "bad")
    invalid.causes = [.init(reason: "FieldValueInvalid", message: "Invalid value: 1: must be a string", field: "data.a")]
    let outcomes: [BatchResult.Outcome] = [.failed(invalid), .failed(.notFound(.init(resource: "namespaces"), "shop"))]
    cluster.answer("POST", BatchWire.path) { _ in CannedCluster.json(BatchWire.value(BatchResult(outcomes: outcomes)), status: 422) }
    let harness = CommandHarness(cluster)
    harness.files["a.yaml"] = Self.two
    let run = await harness.run("apply", "-f", "a.yaml")
    #expect(run.exitCode == 1)
    #expect(run.output == "")
    #expect(run.errors == """
      a.yaml:5: configmap/page: data.a: Invalid value: 1: must be a string
      a.yaml:7: configmap/other: namespaces "shop" not found
      error: nothing was applied: 2 of 2 objects failed

      """)
  }

  @Test("an unknown field is placed, although strict decoding names it in its message alone")
  func unknownField() async throws {
    let cluster = CannedCluster(kctl: true)
    let refused = StatusError.badRequest("strict decoding error: unknown field \"data2\"")
    cluster.answer("POST", BatchWire.path) { _ in
      CannedCluster.json(BatchWire.value(BatchResult(outcomes: [.failed(refused)])), status: 422)
    }
    let harness = CommandHarness(cluster)
    harness.files["a.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\ndata2: {}\n"
    let run = await harness.run("apply", "-f", "a.yaml")
    #expect(run.errors.hasPrefix("a.yaml:4: configmap/page: strict decoding error: unknown field \"data2\"\n"))
  }

  @Test("against another API server each object is patched by what changed since it was applied last")
  func classic() async throws {
    let cluster = CannedCluster()
    let harness = CommandHarness(cluster)
    harness.files["a.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\ndata: {a: '1', b: '2'}\n"
    #expect(await harness.run("apply", "-f", "a.yaml").output == "configmap/page created\n")
    #expect(await harness.run("apply", "-f", "a.yaml").output == "configmap/page unchanged\n")
    harness.files["a.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\ndata: {a: '3'}\n"
    #expect(await harness.run("apply", "-f", "a.yaml").output == "configmap/page configured\n")
    let object = cluster.object("/api/v1/namespaces/default/configmaps/page")
    #expect(object?["data"] == ["a": "3"])
    #expect(object?.annotations["kubectl.kubernetes.io/last-applied-configuration"]?.hasPrefix("{\"apiVersion\":\"v1\",\"data\":{\"a\":\"3\"}") ?? false)
    #expect(await harness.run("apply", "-f", "a.yaml", "--dry-run").output == "configmap/page configured (dry run)\n")
  }

  @Test("pruning deletes what was applied before, only where it was asked to look")
  func prune() async throws {
    let cluster = CannedCluster()
    for name in ["kept", "old", "foreign"] {
      let annotation = name == "foreign" ? "" : ", annotations: {kubectl.kubernetes.io/last-applied-configuration: '{}'}"
      try cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: \(name), namespace: default, labels: {app: web}\(annotation)}}")
    }
    let harness = CommandHarness(cluster)
    harness.files["a.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kept, labels: {app: web}}\n"
    let run = await harness.run("apply", "-f", "a.yaml", "--prune", "-l", "app=web")
    #expect(run.output == "configmap/kept configured\nconfigmap/old pruned\n")
    #expect(await harness.run("apply", "-f", "a.yaml", "--prune")
      .errors.hasPrefix("error: all resources selected for prune without explicitly passing --all."))
  }

  @Test("server-side apply reports conflicts with what to do about them")
  func serverSide() async throws {
    let cluster = CannedCluster()
    let harness = CommandHarness(cluster)
    harness.files["a.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\n"
    #expect(await harness.run("apply", "-f", "a.yaml", "--server-side").output == "configmap/page serverside-applied\n")
    #expect(cluster.lines.last == "PATCH /api/v1/namespaces/default/configmaps/page?fieldManager=kctl&fieldValidation=Strict")
    #expect(cluster.requests.last?.headers["Content-Type"] == "application/apply-patch+yaml")
    cluster.answer("PATCH", "/api/v1/namespaces/default/configmaps/page") { _ in
      var conflict = StatusError(409, .conflict, "Apply failed with 1 conflict: conflict with \"x\": .data.a")
      conflict.causes = [.init(reason: "FieldManagerConflict", message: "conflict with \"x\"", field: ".data.a")]
      return CannedCluster.failure(conflict)
    }
    let run = await harness.run("apply", "-f", "a.yaml", "--server-side")
    #expect(run.exitCode == 1 && run.errors.contains("--force-conflicts"))
  }

  @Test("manifests that can't be read name file and line")
  func unreadable() async throws {
    let harness = CommandHarness(CannedCluster())
    harness.files["a.yaml"] = "apiVersion: v1\nkind: [\n"
    #expect(await harness.run("apply", "-f", "a.yaml")
      .errors.hasPrefix("error: error parsing a.yaml: error converting YAML to JSON: yaml: line "))
    harness.files["a.yaml"] = "\nkind: ConfigMap\nmetadata: {name: x}\n"
    #expect(
      await harness.run("apply", "-f", "a.yaml").errors
        == "error: error validating \"a.yaml:2\": error validating data: apiVersion not set\n")
    harness.files["a.yaml"] = "apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: x}\n"
    #expect(await harness.run("apply", "-f", "a.yaml").errors.contains("no matches for kind \"Thing\" in version \"x.io/v1\""))
    harness.files["a.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: shop}\n"
    let run = await harness.run("apply", "-n", "default", "-f", "a.yaml")
    #expect(run.errors.contains("the namespace from the provided object \"shop\" does not match the namespace \"default\""))
  }
}
