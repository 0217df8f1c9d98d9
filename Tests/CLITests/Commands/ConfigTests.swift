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

  @Test("of several files each entry goes back to where it came from, and new ones to the first")
  func several() async throws {
    var harness = harness(Self.two)
    harness.variables["KUBECONFIG"] = "/none:/k:/k2"
    harness.files["/k2"] = "{contexts: [{name: b, context: {cluster: other}}, {name: c, context: {cluster: cc, user: uc}}], users: [{name: uc, user: {}}]}"
    #expect(await harness.run("config", "get-contexts", "-o", "name").output == "a\nb\nc\n")
    #expect(await harness.run("config", "view", "-o", "jsonpath={.contexts[?(@.name==\"b\")].context.cluster}").output == "cb", "the first file counts")
    #expect(await harness.run("config", "set-context", "c", "-n", "shop").output == "Context \"c\" modified.\n")
    #expect(try YAML.decode(harness.files["/k2"] ?? "")["contexts"]?[1]?[path: "context", "namespace"] == "shop")
    #expect(await harness.run("config", "set-context", "d", "--cluster=ca").output == "Context \"d\" created.\n")
    #expect(harness.files["/k"]?.contains("name: d") == true && harness.files["/none"] == nil)
    #expect(await harness.run("config", "delete-user", "uc").output == "deleted user uc from /k2\n")
    #expect(await harness.run("config", "view", "--merge=false", "-o", "jsonpath={.contexts[*].name}").output == "a b d")
  }

  @Test("credential plugins are set, changed and checked")
  func plugins() async throws {
    let harness = harness(Self.two)
    let set = await harness.run(
      "config", "set-credentials", "ub", "--exec-command=login", "--exec-api-version=client.authentication.k8s.io/v1", "--exec-arg=--realm",
      "--exec-arg=home", "--exec-env=A=1", "--exec-env=B=2", "--exec-interactive-mode=Never", "--exec-provide-cluster-info")
    #expect(set.output == "User \"ub\" set.\n", "\(set)")
    #expect(await harness.run("config", "set-credentials", "ub", "--exec-env=A-").exitCode == 0)
    let user = try YAML.decode(harness.files["/k"] ?? "")["users"]?[1]?["user"]?["exec"]
    #expect(user == [
      "command": "login", "apiVersion": "client.authentication.k8s.io/v1", "args": ["--realm", "home"], "env": [["name": "B", "value": "2"]],
      "interactiveMode": "Never", "provideClusterInfo": true,
    ])
    #expect(await harness.run("config", "set-credentials", "ub", "--exec-env=A").exitCode == 1)
    #expect(await harness.run("config", "set-credentials", "ub", "--auth-provider=oidc").errors.contains("no auth providers"))
    #expect(await harness.run("config", "set", "clusters.ca.certificate-authority-data", "x", "--set-raw-bytes").exitCode == 0)
    #expect(harness.files["/k"]?.contains("certificate-authority-data: eA==") == true)
  }

  @Test("view shows the part in use, and takes files in")
  func view() async throws {
    let harness = harness(Self.two)
    harness.files["/ca.crt"] = "C"
    let minified = await harness.run("config", "view", "--minify", "-o", "jsonpath={.clusters[*].name} {.users[0].user.token}")
    #expect(minified.output == "ca REDACTED")
    let flat = await harness.run("config", "view", "--flatten", "--minify", "-o", "jsonpath={.clusters[0].cluster}")
    let cluster = try JSON.decode(flat.output)
    #expect(cluster["server"] == "https://a" && cluster["certificate-authority-data"] == "Qw==" && cluster["certificate-authority"] == nil)
  }
}
