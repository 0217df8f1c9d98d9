import APIMachinery
import CLI
import Client
import Testing

@Suite struct DifferenceTellingTests {
  /// A server that can't be reached.
  private struct Unreachable: HTTPExchange {
    func send(_ request: HTTPRequest) async throws -> HTTPResponse { throw DialError(address: "10.0.0.1:6443", reason: "connection refused") }
    func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
      throw DialError(address: "10.0.0.1:6443", reason: "connection refused")
    }
  }

  @Test("a command whose exit code 1 says that something differs ends with 2 when it can't find out", arguments: [
    ["plan", "-f", "web.yaml"], ["diff", "-f", "web.yaml"], ["diff", "1..2"], ["drift"], ["diff", "--no-such-option"], ["plan", "-f", "none.yaml"],
  ])
  func unreachable(arguments: [String]) async throws {
    let harness = CommandHarness(Unreachable())
    harness.files["web.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
    let run = await harness.run(arguments)
    #expect(run.exitCode == 2 && !run.errors.isEmpty, "\(run)")
  }

  @Test("of other commands an error is 1")
  func others() async throws {
    #expect(await CommandHarness(Unreachable()).run("get", "pods").exitCode == 1)
    #expect(await CommandHarness(Unreachable()).run("get", "--no-such-option").exitCode == 1)
  }

  @Test("drift shows which of a Secret's values differ, never the values", arguments: [[], ["-o", "json"]] as [[String]])
  func hiddenSecrets(options: [String]) async throws {
    func secret(_ value: String) -> Value {
      ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s", "namespace": "default"], "data": ["key": .string(value)]]
    }
    let cluster = CannedCluster()
    try cluster.add(YAML.text(secret("bGl2ZQ==")))
    let history = "/apis/kctl.dev/v1alpha1/history"
    cluster.answer("GET", history) { _ in CannedCluster.json(["kind": "ChangeList", "metadata": ["revision": 1], "items": []]) }
    let operation = BatchWire.value(Batch([.apply(Batch.Document(object: secret("bWFpbg=="), place: "s.yaml:1"))], fieldManager: "main"))
    let item: Value = ["operation": operation["operations"]?.array?.first ?? .null, "outcome": ["configured": secret("bWFpbg==")]]
    cluster.answer("GET", history + "/drift") { _ in CannedCluster.json(["items": [item], "problems": []]) }
    let run = await CommandHarness(cluster).run(["drift"] + options)
    #expect(run.exitCode == 1 && run.output.contains("data.key"), "\(run)")
    #expect(!run.output.contains("bGl2ZQ==") && !run.output.contains("bWFpbg=="), "\(run.output)")
  }

  @Test("digits that begin a commit's id are not taken for a revision without a question")
  func ambiguousPoint() async throws {
    let cluster = CannedCluster()
    let point = "/apis/kctl.dev/v1alpha1/history/point"
    cluster.answer("GET", point) { _ in CannedCluster.json(["revision": 12]) }
    let refused = await CommandHarness(cluster).run("rollback", "--all", "--to", "1402372")
    #expect(refused.exitCode == 1 && refused.errors.contains("'revision 1402372'"), "\(refused)")
    #expect(!cluster.lines.contains { $0.hasPrefix("POST") })
    cluster.answer("GET", point) { _ in
      let error = StatusError(404, .notFound, "no commit is called 1402372")
      return HTTPResponse(404, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(error.value)))
    }
    cluster.answer("POST", "/apis/kctl.dev/v1alpha1/history/rollback") { _ in CannedCluster.json(["items": [], "problems": []]) }
    _ = await CommandHarness(cluster).run("rollback", "--all", "--to", "1402372")
    #expect(cluster.bodies("POST").last?["to"] == 1_402_372)
  }
}
