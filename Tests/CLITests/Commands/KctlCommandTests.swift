import APIMachinery
import Client
import Testing

@Suite struct KctlCommandTests {
  @Test("status tells how far the cluster is behind, and fails when a manifest failed")
  func status() async throws {
    let cluster = CannedCluster()
    cluster.answer("GET", "/apis/kctl.dev/v1alpha1/status") { _ in CannedCluster.json([
      "repository": "/srv/c.git", "revision": 12, "backlogBytes": 640, "heldEdits": 2, "problem": "a.yaml: it can't be read",
      "main": ["commit": "0123456789abcdef", "adopted": "fedcba9876543210", "behind": 1],
      "failures": [["file": "web.yaml", "line": 3, "message": "unknown field \"spec.foo\""]],
    ]) }
    let run = await CommandHarness(cluster).run("status")
    #expect(run.exitCode == 1)
    #expect(run.output == """
      Repository:  /srv/c.git
      Main:        0123456789ab
      Adopted:     fedcba987654
      Behind:      1 commit
      Revision:    12 (640 bytes not in git yet)
      Held edits:  2, not on main yet
      Problem:     a.yaml: it can't be read
      Failures:
        web.yaml:3: unknown field "spec.foo"

      """)
  }

  @Test("status fails when writes don't get into git or onto main")
  func statusProblem() async throws {
    let cluster = CannedCluster()
    cluster.answer("GET", "/apis/kctl.dev/v1alpha1/status") { _ in CannedCluster.json(["revision": 12, "problem": "live is locked", "failures": []]) }
    #expect(await CommandHarness(cluster).run("status").exitCode == 1)
    cluster.answer("GET", "/apis/kctl.dev/v1alpha1/status") { _ in CannedCluster.json(["revision": 12, "failures": []]) }
    #expect(await CommandHarness(cluster).run("status").exitCode == 0)
  }

  @Test("images: load, ls, rm")
  func images() async throws {
    let cluster = CannedCluster()
    let path = "/apis/kctl.dev/v1alpha1/images"
    let list: Value = ["items": [["id": "sha256:0123456789abcdef", "references": ["localhost/busybox:demo"], "sizeBytes": 1_250_000]]]
    cluster.answer("POST", path) { _ in CannedCluster.json(list) }
    cluster.answer("GET", path) { _ in CannedCluster.json(list) }
    cluster.answer("DELETE", path) { _ in CannedCluster.json(["kind": "Status", "status": "Success"]) }
    let harness = CommandHarness(cluster)
    harness.files["b.tar"] = "bytes"
    #expect(
      await harness.run("image", "load", "b.tar", "--name", "localhost/busybox:demo").output
        == "Loaded image: localhost/busybox:demo\n")
    #expect(cluster.requests.last?.body == Array("bytes".utf8))
    #expect(cluster.lines.last == "POST \(path)?name=localhost%2Fbusybox%3Ademo")
    harness.files["rootfs/bin/sh"] = "x"
    #expect(await harness.run("image", "load", "rootfs", "--name", "a").exitCode == 0)
    #expect(cluster.lines.last == "POST \(path)?path=%2Fwork%2Frootfs&name=a")
    #expect(
      await harness.run("image", "ls").output
        == "IMAGE                    ID             SIZE\nlocalhost/busybox:demo   0123456789ab   1.3MB\n")
    #expect(await harness.run("image", "rm", "a:b").output == "Removed image: a:b\n")
    #expect(cluster.lines.last == "DELETE \(path)?reference=a%3Ab")
  }

  /// An API server that isn't a daemon of kctl.
  private struct OtherServer: HTTPExchange {
    private static let unknown = StatusError(404, .notFound, "the server could not find the requested resource")

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
      HTTPResponse(404, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(Self.unknown.value)))
    }
    func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
      throw Self.unknown
    }
  }

  @Test("what only a daemon knows is said to be so where there is none", arguments: [["certs", "list"], ["certs", "renew"], ["image", "ls"], ["status"]])
  func withoutDaemon(arguments: [String]) async throws {
    let run = await CommandHarness(OtherServer()).run(arguments)
    #expect(run.exitCode == 1 && run.errors == "error: this is asked of a running daemon of kctl, and none answers at https://test\n", "\(run)")
  }

  @Test("init and config")
  func local() async throws {
    var harness = CommandHarness(CannedCluster())
    #expect(await harness.run("init", "x").output == "Initialised x\n")
    harness.variables = ["HOME": "/h"]
    harness.files["/h/.kube/config"] = "current-context: a\ncontexts: [{name: a, context: {cluster: c, user: u}}]\nusers: [{name: u, user: {token: t}}]\n"
    #expect(await harness.run("config", "current-context").output == "a\n")
    #expect(await harness.run("config", "view").output.contains("token: REDACTED"))
    #expect(await harness.run("config", "get-contexts").output == """
      CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE
      *         a      c         u          

      """)
    #expect(await harness.run("config", "view", "--kubeconfig=/none").errors == "error: stat /none: no such file or directory\n")
  }
}
