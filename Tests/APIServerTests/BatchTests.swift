import APIMachinery
import AccessControl
import Client
import Store
import Testing

@testable import APIServer

struct BatchTests {
  private func apply(_ object: Value, source: String? = nil) -> Batch.Operation {
    .apply(Batch.Document(object: object, source: source.map { Array($0.utf8) }, place: "f.yaml:1"))
  }

  private func client(_ fixture: ServerFixture) -> DirectClient { fixture.server.client(as: ServerFixture.person, userAgent: "kctl/1") }

  @Test func allInOneTransaction() async throws {
    let fixture = try await ServerFixture()
    let before = fixture.store.transactions.count
    var inside = ServerFixture.configMap("inside")
    inside[path: "metadata", "namespace"] = "made"
    let result = try await client(fixture).apply(Batch(
      [apply(inside), apply(["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "made"]]), apply(ServerFixture.configMap("a"))],
      fieldManager: "kctl"))
    #expect(result.isSuccess)
    #expect(fixture.store.transactions.count == before + 1)
    // The namespace comes with its service account.
    #expect(fixture.store.transactions.last?.writes.count == 4)
    guard case .created(let object) = result.outcomes[0] else { Issue.record("\(result.outcomes[0])"); return }
    #expect(object.namespace == "made" && !object.resourceVersion.isEmpty)
  }

  @Test func oneFailureLeavesEverything() async throws {
    let fixture = try await ServerFixture()
    let revision = fixture.store.revision
    let wrong: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "Bad_Name"], "data": ["a": "b"]]
    let unknown: Value = ["apiVersion": "example.com/v1", "kind": "Gadget", "metadata": ["name": "g"]]
    let operations = [apply(ServerFixture.configMap("a")), apply(wrong), apply(unknown)]
    let result = try await client(fixture).apply(Batch(operations, fieldManager: "kctl"))
    #expect(!result.isSuccess)
    #expect(fixture.store.revision == revision)
    guard case .failed(let invalid) = result.outcomes[1], case .failed(let missing) = result.outcomes[2] else { Issue.record("no failures"); return }
    #expect(invalid.reason == .invalid && invalid.causes.first?.field == "metadata.name")
    #expect(missing.message == "no matches for kind \"Gadget\" in version \"example.com/v1\"")

    let skipping = try await client(fixture).apply(Batch(operations, fieldManager: "kctl", skipsFailures: true))
    guard case .created = skipping.outcomes[0], case .failed = skipping.outcomes[1] else { Issue.record("not skipped"); return }
    #expect(try await fixture.send("GET", ServerFixture.configMaps + "/a").status == 200)
  }

  @Test func again() async throws {
    let fixture = try await ServerFixture()
    let batch = Batch([apply(ServerFixture.configMap("a"))], fieldManager: "kctl")
    _ = try await client(fixture).apply(batch)
    let revision = fixture.store.revision
    guard case .unchanged = try await client(fixture).apply(batch).outcomes[0] else { Issue.record("changed"); return }
    #expect(fixture.store.revision == revision)
    let removal = Batch(
      [.delete(GroupVersionKind(group: "", version: "v1", kind: "ConfigMap"), namespace: "default", name: "a"),
        .delete(GroupVersionKind(group: "", version: "v1", kind: "ConfigMap"), namespace: "default", name: "b")], fieldManager: "kctl")
    let removed = try await client(fixture).apply(removal)
    guard case .deleted = removed.outcomes[0], case .absent = removed.outcomes[1] else { Issue.record("\(removed)"); return }
  }

  @Test func takingInACommitOfMain() async throws {
    let fixture = try await ServerFixture()
    let gitops = fixture.server.client(as: .component("system:kctl:gitops"), userAgent: "kctl")
    let batch = Batch(
      [apply(ServerFixture.configMap("a"))], fieldManager: "kctl-main", adopting: "abc123", note: "took in", skipsFailures: true, user: "alice")
    _ = try await gitops.apply(batch)
    let transaction = try #require(fixture.store.transactions.last)
    #expect(transaction.adoption?.commit == "abc123")
    #expect(transaction.adoption?.note == "took in\ncreated ConfigMap a (f.yaml:1)")
    #expect(transaction.provenance.user == "alice")
    #expect(transaction.writes.allSatisfy { $0.desired == nil })
    // Nothing to write, but the commit has been taken in all the same.
    let count = fixture.store.transactions.count
    _ = try await gitops.apply(batch)
    #expect(fixture.store.transactions.count == count + 1)
    // A commit that is refused as a whole hasn't.
    var wrong = batch
    wrong.operations.append(apply(["apiVersion": "v1", "kind": "Nope", "metadata": ["name": "x"]]))
    wrong.skipsFailures = false
    #expect(try await !gitops.apply(wrong).isSuccess)
    #expect(fixture.store.transactions.count == count + 1)
    let stranger = fixture.server.client(as: .component("system:kube-proxy"), userAgent: "x")
    await #expect(throws: StatusError.self) { try await stranger.apply(batch) }
  }

  @Test func overTheWire() async throws {
    let fixture = try await ServerFixture()
    let wire = WireClient(DirectExchange(fixture.server, as: ServerFixture.person), userAgent: "kctl/1")
    let source = "# mine\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\ndata: {a: \"1\"}\n"
    var object = ServerFixture.configMap("a")
    object[path: "metadata", "namespace"] = "default"
    let result = try await wire.apply(Batch([apply(object, source: source)], fieldManager: "kctl"))
    #expect(result.isSuccess)
    let desired = try #require(fixture.store.transactions.last?.writes.first?.desired)
    #expect(desired.source == Array(source.utf8))
    // Only what says the very object may go to main as it is: that is what was authorized.
    let named = source.replacing("name: a,", with: "name: b,")
    for other in [source, named.replacing("ConfigMap", with: "Secret"), named.replacing("\"1\"", with: "\"2\""), named + "---\n" + source, "kind: ["] {
      object[path: "metadata", "name"] = "b"
      object[path: "data", "a"] = "1"
      #expect(try await wire.apply(Batch([apply(object, source: other)], fieldManager: "kctl")).isSuccess)
      #expect(try #require(fixture.store.transactions.last?.writes.first?.desired).source == nil, "\(other)")
      _ = try await wire.apply(Batch([.delete(GroupVersionKind(group: "", version: "v1", kind: "ConfigMap"), namespace: "default", name: "b")], fieldManager: "kctl"))
    }
    let failed = try await wire.apply(Batch([apply(["apiVersion": "v1", "kind": "Nope", "metadata": ["name": "x"]])], fieldManager: "kctl"))
    guard case .failed(let error) = failed.outcomes[0] else { Issue.record("no failure"); return }
    #expect(error.code == 404)
  }

  @Test("what came of a Job goes with its manifest")
  func deletesDependents() async throws {
    let fixture = try await ServerFixture()
    let job: Value = [
      "apiVersion": "batch/v1", "kind": "Job", "metadata": ["name": "w"],
      "spec": ["template": ["spec": ["containers": [["name": "main", "image": "busybox:1"]], "restartPolicy": "Never"]]],
    ]
    #expect(try await client(fixture).apply(Batch([apply(job)], fieldManager: "kctl")).isSuccess)
    let kind = GroupVersionKind(group: "batch", version: "v1", kind: "Job")
    let removal = Batch([.delete(kind, namespace: "default", name: "w")], fieldManager: "kctl")
    #expect(try await client(fixture).apply(removal).isSuccess)
    // Without the orphan finalizer there is nothing to wait for.
    #expect(try await fixture.send("GET", "/apis/batch/v1/namespaces/default/jobs/w").status == 404)
  }
}
