import APIMachinery
import CLI
import Client
import Testing

/// kctl debug: ephemeral containers, copies, and pods on nodes.
@Suite struct DebugTests {
  private static let pod = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: default, labels: {app: web}, annotations: {a: b}}
    spec:
      nodeName: node-1
      initContainers: [{name: prep, image: "i:1"}]
      containers:
      - {name: httpd, image: "i:1", args: [x], livenessProbe: {tcpSocket: {port: 80}}}
    status: {phase: Running}
    """

  private func harness() throws -> (CannedCluster, CommandHarness) {
    let cluster = CannedCluster()
    try cluster.add(Self.pod)
    try cluster.add("{apiVersion: v1, kind: Node, metadata: {name: node-1}}")
    cluster.answer("PATCH", "/api/v1/namespaces/default/pods/web/ephemeralcontainers") { _ in
      CannedCluster.json(["kind": "Pod", "apiVersion": "v1", "metadata": ["name": "web", "namespace": "default"]])
    }
    return (cluster, CommandHarness(cluster))
  }

  @Test("a container is put into a pod that runs, as the options and the profile say")
  func ephemeral() async throws {
    let (cluster, harness) = try harness()
    let result = await harness.run(
      "debug", "web", "--image=b:1", "-c", "look", "--target=httpd", "--profile=general", "--env", "A=b", "--", "sleep", "9")
    #expect(result.exitCode == 0 && result.output.hasPrefix("Targeting container \"httpd\""), "\(result)")
    let container = try #require(cluster.bodies("PATCH").first?[path: "spec", "ephemeralContainers"]?[0])
    #expect(container == [
      "name": "look", "image": "b:1", "terminationMessagePolicy": "File", "command": ["sleep", "9"], "env": [["name": "A", "value": "b"]],
      "securityContext": ["capabilities": ["add": ["SYS_PTRACE"]]], "targetContainerName": "httpd",
    ])
    let named = await harness.run("debug", "web", "--image=b:1", "--profile=restricted")
    #expect(named.output.contains("Defaulting debug container name to debugger-"), "\(named)")
    #expect(cluster.bodies("PATCH").last?[path: "spec", "ephemeralContainers"]?[0]?[path: "securityContext", "runAsNonRoot"] == true)
  }

  @Test("a copy of a pod has the new container, other images, and what is to be kept")
  func copy() async throws {
    let (cluster, harness) = try harness()
    let result = await harness.run("debug", "web", "--copy-to=web2", "--image=b:1", "-c", "look", "--profile=general", "--set-image=httpd=i:2")
    #expect(result.exitCode == 0, "\(result)")
    let copy = try #require(cluster.object("/api/v1/namespaces/default/pods/web2"))
    #expect(copy.labels.isEmpty && copy.annotations.isEmpty && copy[path: "spec", "nodeName"] == nil)
    #expect(copy[path: "spec", "shareProcessNamespace"] == true && copy[path: "spec", "initContainers"]?.array?.count == 1)
    let containers = try #require(copy[path: "spec", "containers"]?.array)
    #expect(containers.map { $0["image"] } == ["i:2", "b:1"] && containers[0]["livenessProbe"] == nil)
    #expect(await harness.run("debug", "web", "--copy-to=web3", "--set-image=*=z", "--same-node", "--replace").exitCode == 0)
    let replaced = try #require(cluster.object("/api/v1/namespaces/default/pods/web3"))
    #expect(replaced.labels == ["app": "web"] && replaced[path: "spec", "nodeName"] == "node-1", "the legacy profile keeps all")
    #expect(cluster.object("/api/v1/namespaces/default/pods/web") == nil)
  }

  @Test("on a node it is a pod there with the host in view")
  func node() async throws {
    let (cluster, harness) = try harness()
    let result = await harness.run("debug", "node/node-1", "--image=b:1", "--profile=sysadmin")
    #expect(result.output.hasPrefix("Creating debugging pod node-debugger-node-1-"), "\(result)")
    let pod = try #require(cluster.bodies("POST").first)
    #expect(pod[path: "spec", "nodeName"] == "node-1" && pod[path: "spec", "hostPID"] == true)
    #expect(pod[path: "spec", "containers"]?[0]?["volumeMounts"] == [["name": "host-root", "mountPath": "/host"]])
    #expect(pod[path: "spec", "containers"]?[0]?[path: "securityContext", "privileged"] == true)
  }

  @Test("what makes no sense is refused in kubectl's words", arguments: [
    (["web"], "you must specify --image when not using --copy-to."), (["web", "--image=b", "--replace"], "--replace may only be used with --copy-to."),
    (["web", "--image=b", "--same-node"], "--same-node may only be used with --copy-to."),
    (["web", "--set-image=a=b"], "--set-image may only be used with --copy-to."),
    (["web", "--image=b", "--target=c", "--copy-to=d"], "--target is incompatible with --copy-to. Use --share-processes instead."),
    (["web", "--image=b", "-t"], "-i/--stdin is required for containers with -t/--tty=true"),
    (["web", "--copy-to=y"], "you must specify --image, --set-image or command arguments."),
    (["web", "--image=b", "--image-pull-policy=z"], "invalid image pull policy: z"), (["web", "--image=b", "--profile=foo"], "unknown profile: foo"),
    (["web", "--copy-to=y", "--", "ls"], "you must specify an existing container or a new image when specifying args."),
  ])
  func refused(arguments: [String], reason: String) async throws {
    let result = await CommandHarness(CannedCluster()).run(["debug"] + arguments)
    #expect(result.exitCode == 1 && result.errors.hasPrefix("error: \(reason)"), "\(result)")
  }
}
