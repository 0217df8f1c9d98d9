import APIMachinery
import Testing

@Suite struct CreateTests {
  private func yaml(_ harness: CommandHarness, _ arguments: String...) async throws -> Value {
    let run = await harness.run(["create"] + arguments + ["--dry-run=client", "-o", "yaml"])
    #expect(run.errors == "")
    return try YAML.decode(run.output)
  }

  @Test("the generators make the objects that kubectl's make")
  func generators() async throws {
    let harness = CommandHarness(CannedCluster())
    #expect(try await yaml(harness, "namespace", "shop") == ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop"]])
    harness.files["page/index.html"] = "<p>hi"
    harness.files["vars.env"] = "# comment\nA=1\n\nB=two=2\n"
    let map = try await yaml(harness, "cm", "page", "--from-file=page", "--from-literal=k=v", "--from-file=x=page/index.html")
    #expect(map["data"] == ["index.html": "<p>hi", "k": "v", "x": "<p>hi"])
    #expect(try await yaml(harness, "cm", "env", "--from-env-file=vars.env")["data"] == ["A": "1", "B": "two=2"])
    let secret = try await yaml(harness, "secret", "generic", "s", "--from-literal=password=hunter2")
    #expect(secret["data"] == ["password": "aHVudGVyMg=="])
    let deployment = try await yaml(harness, "deployment", "web", "--image=localhost/busybox:demo", "--replicas=2", "--port=80")
    #expect(deployment["spec"]?["replicas"] == 2)
    #expect(deployment["spec"]?["template"]?["spec"]?["containers"]?[0] == [
      "name": "busybox", "image": "localhost/busybox:demo", "ports": [["containerPort": 80]],
    ])
    let job = await harness.run("create", "job", "hello", "--image=b", "--dry-run=client", "-ojson", "--", "echo", "hi", "-n")
    #expect(try JSON.decode(job.output)[path: "spec", "template", "spec", "containers"]?[0]?["command"] == ["echo", "hi", "-n"])
    let service = try await yaml(harness, "service", "clusterip", "web", "--tcp=80:8080")
    #expect(service["spec"]?["ports"] == [["name": "80-8080", "port": 80, "protocol": "TCP", "targetPort": 8080]])
    #expect(try await yaml(harness, "sa", "robot")["kind"] == "ServiceAccount")
  }

  @Test("create sends to the server, and reports what it refuses")
  func creates() async throws {
    let cluster = CannedCluster()
    let harness = CommandHarness(cluster)
    #expect(await harness.run("create", "ns", "shop").output == "namespace/shop created\n")
    #expect(cluster.lines == ["POST /api/v1/namespaces?fieldManager=kctl-create&fieldValidation=Strict"])
    let again = await harness.run("create", "ns", "shop")
    #expect(again.errors == "error: failed to create namespace: namespaces \"shop\" already exists\n" && again.exitCode == 1)
    #expect(
      await harness.run("create", "cm", "a", "--from-literal=novalue").errors
        == "error: invalid literal source novalue, expected key=value\n")
  }

  @Test("create -f takes files, lists and standard input")
  func fromFiles() async throws {
    let cluster = CannedCluster()
    var harness = CommandHarness(cluster)
    harness.input = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n"
    #expect(await harness.run("create", "-f", "-").output == "configmap/a created\nconfigmap/b created\n")
    let again = await harness.run("create", "-f", "-")
    #expect(again.exitCode == 1)
    #expect(again.errors.hasPrefix("Error from server (AlreadyExists): error when creating \"STDIN\": configmaps \"a\" already exists\n"))
    #expect(await harness.run("create", "-f", "nowhere.yaml").errors == "error: the path \"nowhere.yaml\" does not exist\n")
    harness.pages = ["https://example.com/c.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"]
    #expect(await harness.run("create", "-f", "https://example.com/c.yaml").output == "configmap/c created\n")
    #expect(await harness.run("create", "-f", "https://example.com/d.yaml").errors.contains("unable to read URL \"https://example.com/d.yaml\": 404"))
    #expect(await harness.run("create").errors.contains("must specify one of -f and -k"))
  }
}
