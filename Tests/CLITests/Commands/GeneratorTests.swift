import APIMachinery
import Testing

@Suite struct GeneratorTests {
  private func made(_ arguments: String..., in cluster: CannedCluster = CannedCluster()) async throws -> Value {
    var harness = CommandHarness(cluster)
    harness.input = ""
    harness.files["crt"] = "C"
    harness.files["key"] = "K"
    let split = arguments.firstIndex(of: "--") ?? arguments.endIndex
    let run = await harness.run(["create"] + arguments[..<split] + ["--dry-run=client", "-ojson"] + arguments[split...])
    #expect(run.exitCode == 0, "\(run.errors)")
    return try JSON.decode(run.output)
  }

  @Test("services of every type")
  func services() async throws {
    let node = try await made("service", "nodeport", "web", "--tcp=80:http", "--node-port=30080")
    #expect(node["spec"]?["type"] == "NodePort")
    #expect(node["spec"]?["ports"] == [["name": "80-http", "port": 80, "protocol": "TCP", "targetPort": "http", "nodePort": 30080]])
    #expect(try await made("svc", "loadbalancer", "web", "--tcp=80")["spec"]?["type"] == "LoadBalancer")
    #expect(try await made("svc", "externalname", "db", "--external-name=db.example.com")["spec"]?["externalName"] == "db.example.com")
  }

  @Test("roles group resources by API group, as the server knows them")
  func roles() async throws {
    let role = try await made("role", "r", "--verb=get,list", "--resource=pods,deploy", "--resource=pods/log")
    #expect(role["rules"] == [
      ["apiGroups": [""], "resources": ["pods", "pods/log"], "verbs": ["get", "list"]],
      ["apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["get", "list"]],
    ])
    let cluster = try await made("clusterrole", "c", "--verb=get", "--non-resource-url=/healthz")
    #expect(cluster["rules"] == [["verbs": ["get"], "nonResourceURLs": ["/healthz"]]])
    let binding = try await made("rolebinding", "b", "--clusterrole=view", "--user=anna", "--serviceaccount=ns:sa")
    #expect(binding["roleRef"] == ["apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"])
    #expect(binding["subjects"]?.array?.count == 2)
    #expect(try await made("clusterrolebinding", "b", "--clusterrole=view", "--group=g")["kind"] == "ClusterRoleBinding")
  }

  @Test("an ingress puts the rules of a host together")
  func ingress() async throws {
    let ingress = try await made(
      "ingress", "i", "--class=c", "--rule=a.example/x*=web:80,tls=cert", "--rule=a.example/y=api:http", "--default-backend=web:80")
    #expect(ingress["spec"]?["rules"]?.array?.count == 1)
    #expect(ingress["spec"]?["rules"]?[0]?["http"]?["paths"] == [
      ["path": "/x", "pathType": "Prefix", "backend": ["service": ["name": "web", "port": ["number": 80]]]],
      ["path": "/y", "pathType": "Exact", "backend": ["service": ["name": "api", "port": ["name": "http"]]]],
    ])
    #expect(ingress["spec"]?["tls"] == [["hosts": ["a.example"], "secretName": "cert"]])
    let bad = await CommandHarness(CannedCluster()).run("create", "ingress", "i", "--rule=nonsense", "--dry-run=client")
    #expect(bad.errors.contains("rule nonsense is invalid") && bad.exitCode == 1)
  }

  @Test("secrets of certificates and registries")
  func secrets() async throws {
    #expect(try await made("secret", "tls", "t", "--cert=crt", "--key=key")["data"] == ["tls.crt": "Qw==", "tls.key": "Sw=="])
    let registry = try await made("secret", "docker-registry", "r", "--docker-username=u", "--docker-password=p", "--docker-server=s")
    #expect(registry["type"] == "kubernetes.io/dockerconfigjson")
  }

  @Test("policies, priorities and cron jobs")
  func others() async throws {
    #expect(try await made("quota", "q", "--hard=pods=3,cpu=2")["spec"]?["hard"] == ["pods": "3", "cpu": "2"])
    #expect(try await made("pdb", "p", "--selector=app=web", "--min-available=50%")["spec"] == [
      "selector": ["matchLabels": ["app": "web"]], "minAvailable": "50%",
    ])
    #expect(try await made("pc", "p", "--value=-5", "--description=low")["value"] == -5)
    let cron = try await made("cronjob", "c", "--image=i", "--schedule=*/5 * * * *", "--", "date")
    #expect(cron[path: "spec", "jobTemplate", "spec", "template", "spec", "restartPolicy"] == "OnFailure")
  }

  @Test("a job from a cron job is the one that its schedule would start")
  func jobFromCronJob() async throws {
    let cluster = CannedCluster()
    try cluster.add("""
      {apiVersion: batch/v1, kind: CronJob, metadata: {name: c, namespace: default}, spec: {schedule: '@daily', jobTemplate: {
        metadata: {labels: {a: b}}, spec: {template: {spec: {containers: [{name: x, image: i}], restartPolicy: Never}}}}}}
      """)
    let job = try await made("job", "now", "--from=cronjob/c", in: cluster)
    #expect(job["metadata"]?["annotations"] == ["cronjob.kubernetes.io/instantiate": "manual"])
    #expect(job.controllerReference?.uid == "uid-c")
    #expect(job[path: "spec", "template", "spec", "restartPolicy"] == "Never")
    #expect(await CommandHarness(cluster).run("create", "job", "x").errors == "error: either --image or --from must be specified\n")
  }

  @Test("a token is printed by itself")
  func token() async throws {
    let cluster = CannedCluster()
    cluster.answer("POST", "/api/v1/namespaces/default/serviceaccounts/robot/token") { _ in
      CannedCluster.json(["status": ["token": "abc"]])
    }
    #expect(await CommandHarness(cluster).run("create", "token", "robot", "--duration=1h").output == "abc\n")
    #expect(cluster.bodies("POST").first?["spec"] == ["expirationSeconds": 3600])
  }

  @Test("run --expose makes a service that finds the pod, and both can be read as YAML")
  func exposedPod() async throws {
    let harness = CommandHarness(CannedCluster())
    let run = await harness.run("run", "p", "--image=busybox", "--port=80", "--labels=app=web,tier=x", "--expose", "--dry-run=client", "-o", "yaml")
    let documents = try YAML.documents(Array(run.output.utf8)).map(\.value)
    try #require(documents.count == 2, "\(run)")
    #expect(documents[0][path: "spec", "selector"] == documents[1][path: "metadata", "labels"])
    #expect(documents[0][path: "metadata", "labels"] == ["app": "web", "tier": "x"])
  }

  @Test("expose makes a service of a deployment's pods and ports")
  func expose() async throws {
    let cluster = CannedCluster()
    try cluster.add(Samples.deployment)
    let harness = CommandHarness(cluster)
    let run = await harness.run("expose", "deployment/web", "--port=80", "--target-port=8080")
    #expect(run.output == "service/web exposed\n", "\(run)")
    let spec = cluster.object("/api/v1/namespaces/default/services/web")?["spec"]
    #expect(spec?["ports"] == [["port": 80, "protocol": "TCP", "targetPort": 8080]])
    #expect(spec?["selector"] == ["app": "web"])
    let own = await harness.run("expose", "deploy/web", "--name=x", "--dry-run=client", "-o", "jsonpath={.spec.ports[0].port}")
    #expect(own.output == "8080")
  }

  @Test("autoscale makes an autoscaler, and checks its bounds")
  func autoscale() async throws {
    let cluster = CannedCluster()
    try cluster.add(Samples.deployment)
    let harness = CommandHarness(cluster)
    #expect(await harness.run("autoscale", "deploy/web", "--min=2", "--max=4", "--cpu-percent=80").output
      == "horizontalpodautoscaler.autoscaling/web autoscaled\n")
    #expect(cluster.bodies("POST").last?["spec"]?["maxReplicas"] == 4)
    #expect(await harness.run("autoscale", "deploy/web", "--min=2", "--max=1").errors.contains("--max=MAXPODS must be larger or equal"))
  }
}
