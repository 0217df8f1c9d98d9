import Testing

/// The other everyday objects: services, controllers, autoscalers, namespaces, quotas, secrets and lists of several kinds.
@Suite(.serialized) struct KubectlObjectTests {
  private typealias Samples = KubectlSamples

  @Test func `services are exposed, selected and described`() throws {
    try KubectlSession.each("services") { kubectl in
      try kubectl.expect("run", "web", "--image=localhost/web:1", "--port=80", "--expose", "--dry-run=server")
      #expect(try kubectl.names("services") == [])
      try kubectl.expect("run", "web", "--image=localhost/web:1", "--port=80", "--expose", prints: "service/web created")
      #expect(try kubectl.managers("pod", "web").contains("kubectl-run"))
      try kubectl.expect("expose", "pod", "web", "--port=1000", "--type=NodePort", "--name=outside", prints: "service/outside exposed")
      #expect(try kubectl.managers("service", "outside").contains("kubectl-expose"))
      for word in ["Selector:", "IP:", "Port:", "Endpoints:", "Session Affinity:", "NodePort:"] {
        try kubectl.expect("describe", "service", "outside", prints: word)
      }
      try kubectl.expect("set", "selector", "service", "web", "run=other")
      #expect(try kubectl.read("service", "web", path: "{.spec.selector}") == #"{"run":"other"}"#)
      try kubectl.refuses("set", "selector", "service", "web", "a=b", "--resource-version=1", saying: "Conflict")
      try kubectl.expect("create", "service", "externalname", "far", "--external-name", "example.com")
      try kubectl.refuses(
        "expose", "pod", "web", "--port=1", "--name=a-name-that-is-far-too-long-for-a-service-whose-limit-is-sixty-three-letters",
        saying: "metadata.name: Invalid value")
      try kubectl.refuses("expose", "configmap", "kube-root-ca.crt", saying: "cannot expose")
      try kubectl.expect("delete", "services", "far", "outside", "web")
    }
  }

  @Test func `replication controllers scale, are exposed and autoscaled, and leave no pods behind`() throws {
    try KubectlSession.each("controllers") { kubectl in
      try kubectl.expect("create", "-f", "-", input: Samples.controller("a", replicas: 3), prints: "replicationcontroller/a created")
      for word in ["Pod Template:", "Replicas:", "Pods Status:", "WHERE:"] { try kubectl.expect("describe", "rc", "a", prints: word) }
      try kubectl.expect("scale", "--current-replicas=3", "--replicas=2", "rc/a", prints: "scaled")
      try kubectl.refuses("scale", "--current-replicas=3", "--replicas=1", "rc/a", saying: "Expected replicas to be 3, was 2")
      try kubectl.expect("expose", "rc", "a", "--port=80")
      #expect(try kubectl.read("service", "a", path: "{.spec.ports[0].port}/{.spec.ports[0].name}") == "80/")
      try kubectl.expect("autoscale", "rc", "a", "--min=2", "--max=3", "--cpu-percent=70", prints: "autoscaling/a autoscaled")
      let path = "/apis/autoscaling/v1/namespaces/\(kubectl.namespace)/horizontalpodautoscalers/a"
      try kubectl.expect("get", "--raw", path, prints: #""targetCPUUtilizationPercentage":70"#)
      #expect(try kubectl.read("hpa", "a", path: "{.spec.metrics[0].resource.target.averageUtilization}") == "70")
      try kubectl.expect("get", "hpa", "a", prints: "ReplicationController/a")
      try kubectl.expect("delete", "hpa/a", "rc/a", "service/a")
      try eventually("the controller's pods are gone") { try kubectl.names("pods").isEmpty }
    }
  }

  @Test func `a file of several objects is made, changed and deleted as one`() throws {
    try KubectlSession.each("several") { kubectl in
      let file = Samples.service("mock") + "\n---\n" + Samples.controller("mock")
      try kubectl.expect("create", "-f", "-", input: file, prints: "replicationcontroller/mock created")
      try kubectl.refuses("get", "-f", "-", "--watch", input: file, saying: "watch is only supported on individual resources")
      try kubectl.expect("label", "-f", "-", "mark=yes", input: file)
      try kubectl.expect("annotate", "-f", "-", "mark=yes", input: file)
      let editor = try kubectl.editor(replacing: "mark: \"yes\"", with: "mark: edited")
      try kubectl.expect("edit", "rc/mock", "service/mock", environment: editor, prints: "service/mock edited")
      #expect(try kubectl.read("rc,service", path: "{.items[*].metadata.labels.mark}") == "edited edited")
      try kubectl.refuses("rollout", "pause", "rc/mock", saying: #"replicationcontrollers "mock" pausing is not supported"#)
      try kubectl.expect("replace", "--force", "-f", "-", input: file, prints: "replicationcontroller/mock replaced")
      try kubectl.expect("delete", "-f", "-", input: file, prints: #"service "mock""#)
    }
  }

  @Test func `generators make what they say, on the server's word alone where asked`() throws {
    try KubectlSession.each("generators") { kubectl in
      let commands = [
        "configmap made --from-literal=a=b", "secret generic made --from-literal=a=b", "service clusterip made --tcp=80",
        "service nodeport made2 --tcp=80", "deployment made --image=localhost/a:1", "job made --image=localhost/a:1", "serviceaccount made",
        "role made --verb=get --resource=pods", "rolebinding made --clusterrole=view --user=a", "quota made --hard=pods=9",
        "poddisruptionbudget made --selector=a=b --min-available=50%", "namespace \(kubectl.namespace)-made",
        "priorityclass \(kubectl.namespace)-made", "clusterrole \(kubectl.namespace)-made --verb=get --resource=nodes",
        "secret docker-registry made2 --docker-username=a --docker-password=b --docker-email=c@example.com",
      ].map { $0.split(separator: " ").map(String.init) }
      for command in commands {
        let dry = try kubectl.run(["create"] + command + ["--dry-run=server", "--template={{.metadata.name}}:"])
        #expect(dry.status == 0 && dry.output.hasSuffix("made:") || dry.output.hasSuffix("made2:"), "\(command): \(dry)")
        let made = try kubectl.run(["create"] + command)
        #expect(made.status == 0 && made.output.contains(" created"), "\(command): \(made)")
      }
      try kubectl.refuses("create", "configmap", "made", saying: "already exists")
      #expect(try kubectl.read("secret", "made2", path: "{.type}") == "kubernetes.io/dockerconfigjson")
      try kubectl.expect("describe", "namespace", kubectl.namespace, prints: "Resource Quotas")
      try kubectl.expect("delete", "namespace", "\(kubectl.namespace)-made", "--timeout=30s")
      try kubectl.refuses("get", "namespace", "\(kubectl.namespace)-made", saying: "not found")
    }
  }

  @Test func `raw requests are answered in the server's words`() throws {
    try KubectlSession.each("raw") { kubectl in
      let collection = "/api/v1/namespaces/\(kubectl.namespace)/configmaps"
      try kubectl.expect(
        "create", "--raw", collection, "-f", "-", input: #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}"#)
      try kubectl.expect(
        "replace", "--raw", collection + "/a", "-f", "-",
        input: #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"key":"value"}}"#)
      try kubectl.expect("get", "--raw", collection + "/a", prints: #""data":{"key":"value"}"#)
      try kubectl.expect("delete", "--raw", collection + "/a")
      try kubectl.refuses(
        "create", "--raw", "/api/v1/namespaces", "-f", "-", input: #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}"#,
        saying: "Error from server (BadRequest): Pod in version \"v1\" cannot be handled as a Namespace: "
          + "converting (v1.Pod) to (core.Namespace): unknown conversion")
      try kubectl.expect("version", prints: "v1.36.0")
    }
  }
}
