import APIMachinery
import CLI
import Client
import Testing

/// What the hidden command `__complete` answers to a line that is being written.
@Suite struct CompletionTests {
  private func complete(_ words: String..., setUp: (CannedCluster, inout CommandHarness) throws -> Void = { _, _ in }) async throws -> [String] {
    let cluster = CannedCluster()
    try cluster.add(Samples.pod("web-1"))
    try cluster.add(Samples.pod("web-2", namespace: "shop"))
    try cluster.add(Samples.deployment)
    try cluster.add("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}")
    try cluster.add("{apiVersion: v1, kind: Namespace, metadata: {name: shed}}")
    var harness = CommandHarness(cluster)
    try setUp(cluster, &harness)
    let result = await harness.run(["__complete"] + words)
    #expect(result.exitCode == 0 && result.errors.isEmpty)
    return result.output.split(separator: "\n").map { String($0.split(separator: "\t")[0]) }
  }

  @Test("commands, subcommands and options")
  func commands() async throws {
    #expect(try await complete("de") == ["debug", "delete", "describe", ":4"])
    #expect(try await complete("-n", "shop", "rollout", "re") == ["restart", "resume", ":4"])
    #expect(try await complete("get", "--show-l") == ["--show-labels", ":4"])
    #expect(try await complete("get", "-A", "--all") == ["--allow-missing-template-keys", ":4"], "what has been given is not offered again")
    #expect(try await complete("exec", "web-1", "--", "l") == [":0"])
  }

  @Test("types, names and namespaces")
  func names() async throws {
    #expect(try await complete("get", "deplo") == ["deployments", ":4"])
    #expect(try await complete("get", "pods,deplo") == ["pods,deployments", ":4"])
    #expect(try await complete("get", "deployments.a") == ["deployments.apps", ":4"])
    #expect(try await complete("get", "pods", "") == ["web-1", ":4"])
    #expect(try await complete("get", "pods", "web-1", "") == [":4"])
    #expect(try await complete("-n", "shop", "describe", "po", "w") == ["web-2", ":4"])
    #expect(try await complete("delete", "--namespace=shop", "pod/w") == ["pod/web-2", ":4"])
    #expect(try await complete("get", "-n", "sh") == ["shed", "shop", ":4"])
    #expect(try await complete("get", "--namespace=sho") == ["--namespace=shop", ":4"])
    #expect(try await complete("logs", "we") == ["web-1", ":4"])
    #expect(try await complete("logs", "deployments/") == ["deployments/web", ":4"])
    #expect(try await complete("scale", "re") == ["replicasets", "replicationcontrollers", ":4"])
  }

  @Test("containers, fields, values of options")
  func values() async throws {
    #expect(try await complete("logs", "web-1", "-c", "") == ["httpd", ":4"])
    #expect(try await complete("set", "image", "deployment/web", "h") == ["httpd=", ":6"])
    #expect(try await complete("explain", "pods.spec.nodeN") == ["pods.spec.nodeName", ":6"])
    #expect(try await complete("get", "pods", "--sort-by", ".status.pha") == [".status.phase", ":6"])
    #expect(try await complete("get", "pods", "-o", "jsonpath={.spec.nodeN") == ["jsonpath={.spec.nodeName}", ":6"])
    #expect(try await complete("get", "pods", "-o", "y") == ["yaml", ":6"])
    #expect(try await complete("delete", "pods", "--cascade=f") == ["--cascade=foreground", ":4"])
    #expect(try await complete("get", "pods", "-l", "ap") == ["app=web", ":4"])
    #expect(try await complete("apply", "-f", "") == [":0"])
    #expect(try await complete("get", "pods", "-C", "") == [":16"])
  }

  @Test("contexts come from the kubeconfig, without asking a server")
  func contexts() async throws {
    let found = try await complete("config", "use-context", "h") { _, harness in
      harness.variables = ["KUBECONFIG": "a:b"]
      harness.files["a"] = "{contexts: [{name: home, context: {cluster: c, user: u}}]}"
      harness.files["b"] = "{contexts: [{name: hut, context: {cluster: c, user: u}}, {name: office, context: {}}]}"
    }
    #expect(found == ["home", "hut", ":4"])
  }

  @Test("a cluster that can't be asked completes nothing, and says nothing")
  func unreachable() async throws {
    let found = try await complete("get", "pods", "") { cluster, _ in
      cluster.answer("GET", "/api") { _ in CannedCluster.failure(.unauthorized()) }
      cluster.answer("GET", "/apis") { _ in CannedCluster.failure(.unauthorized()) }
    }
    #expect(found == [":4"])
  }

  @Test("each shell has a script that asks the program", arguments: ["bash", "zsh", "fish"])
  func scripts(shell: String) async throws {
    let result = await CommandHarness(CannedCluster()).run("completion", shell)
    #expect(result.output.contains("__complete") && !result.output.contains("PROGRAM"), "\(result)")
  }
}
