import APIMachinery
import Testing

@Suite struct ConfigTests {
  private func harness(_ text: String? = nil) -> CommandHarness {
    var harness = CommandHarness(CannedCluster())
    harness.variables["KUBECONFIG"] = "/k"
    harness.files["/k"] = text
    return harness
  }

  private static let two = """
    apiVersion: v1
    kind: Config
    current-context: a
    clusters: [{name: ca, cluster: {server: 'https://a', certificate-authority: ca.crt}}, {name: cb, cluster: {server: 'https://b'}}]
    contexts: [{name: a, context: {cluster: ca, user: ua}}, {name: b, context: {cluster: cb, user: ub}}]
    users: [{name: ua, user: {token: secret}}, {name: ub, user: {}}]
    """

  @Test("a kubeconfig is built from nothing")
  func build() async throws {
    let harness = harness()
    #expect(await harness.run("config", "set-cluster", "c", "--server=https://x:1").output == "Cluster \"c\" set.\n")
    #expect(await harness.run("config", "set-credentials", "u", "--token=t").output == "User \"u\" set.\n")
    let context = await harness.run("config", "set-context", "x", "--cluster=c", "--user=u", "-n", "shop")
    #expect(context.output == "Context \"x\" created.\n", "\(context)")
    #expect(await harness.run("config", "use-context", "x").output == "Switched to context \"x\".\n")
    #expect(await harness.run("config", "set-context", "--current", "--namespace=other").output == "Context \"x\" modified.\n")
    let config = try YAML.decode(harness.files["/k"] ?? "")
    #expect(config["contexts"] == [["name": "x", "context": ["cluster": "c", "user": "u", "namespace": "other"]]])
    #expect(config["current-context"] == "x")
    #expect(await harness.run("config", "use-context", "y").errors == "error: no context exists with the name: \"y\"\n")
  }

  @Test("entries are renamed and deleted")
  func change() async throws {
    let harness = harness(Self.two)
    #expect(await harness.run("config", "rename-context", "a", "z").output == "Context \"a\" renamed to \"z\".\n")
    #expect(await harness.run("config", "current-context").output == "z\n")
    #expect(await harness.run("config", "delete-context", "b").output == "deleted context b from /k\n")
    #expect(await harness.run("config", "delete-context", "b").errors == "error: cannot delete context b, not in /k\n")
    #expect(await harness.run("config", "get-contexts", "-o", "name").output == "z\n")
    #expect(await harness.run("config", "get-clusters").output == "NAME\nca\ncb\n")
    #expect(await harness.run("config", "get-users").output == "NAME\nua\nub\n")
    #expect(await harness.run("config", "unset", "users.ub").output == "Property \"users.ub\" unset.\n")
    #expect(await harness.run("config", "set", "contexts.z.namespace", "n").output == "Property \"contexts.z.namespace\" set.\n")
    #expect(await harness.run("config", "view", "-o", "jsonpath={.contexts[0].context.namespace}").output == "n")
    #expect(await harness.run("config", "set", "colour", "n").errors.contains("unknown property \"colour\""))
  }

  @Test("view shows the part in use, and takes files in")
  func view() async throws {
    let harness = harness(Self.two)
    harness.files["/ca.crt"] = "C"
    let minified = await harness.run("config", "view", "--minify", "-o", "jsonpath={.clusters[*].name} {.users[0].user.token}")
    #expect(minified.output == "ca REDACTED")
    let flat = await harness.run("config", "view", "--flatten", "--minify", "-o", "jsonpath={.clusters[0].cluster}")
    #expect(try JSON.decode(flat.output) == ["server": "https://a", "certificate-authority-data": "Qw=="])
  }
}
