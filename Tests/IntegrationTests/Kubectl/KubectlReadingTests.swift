import Testing

/// How kubectl reads: output forms, pages, watches, sorting, and what it says where nothing is.
@Suite(.serialized) struct KubectlReadingTests {
  private typealias Samples = KubectlSamples

  @Test func `what is missing is told in every form`() throws {
    try KubectlSession.each("missing") { kubectl in
      for form in ["json", "name", "wide", "yaml"] { try kubectl.refuses("get", "pods", "x", "-o", form, saying: #"pods "x" not found"#) }
      try kubectl.expect("get", "pods", prints: "No resources found")
      for form in ["json", "yaml", "name", "custom-columns=N:.metadata.name"] {
        let result = try kubectl.run(["get", "pods", "-o", form])
        #expect(!(result.output + result.errors).contains("No resources found") && result.status == 0)
      }
      try kubectl.refuses("get", "things", saying: #"the server doesn't have a resource type "things""#)
      try kubectl.expect("create", "-f", "-", input: Samples.pod("a"))
      try kubectl.expect("get", "pod", "a", "-o", "jsonpath={.nothing}")
      try kubectl.refuses(
        "get", "pod", "a", "--allow-missing-template-keys=false", "-o", "jsonpath={.nothing}", saying: "nothing is not found")
      try kubectl.refuses("get", "pod", "a", "--all-namespaces", saying: "a resource cannot be retrieved by name across all namespaces")
      if !kubectl.isOld {
        try kubectl.expect("get", "pod", "a", "--subresource=status", prints: "a ")
        try kubectl.refuses("get", "pod", "a", "--subresource=scale", saying: "the server could not find the requested resource")
      }
    }
  }

  @Test func `lists come in pages, sorted, and as watches`() throws {
    try KubectlSession.each("lists") { kubectl in
      for name in ["one", "three", "two"] { try kubectl.expect("create", "configmap", name, "--from-literal=key=\(name)") }
      try kubectl.expect("get", "configmaps", "--chunk-size=1", "-v=6", prints: "continue=")
      let own = "--field-selector=metadata.name!=kube-root-ca.crt"
      #expect(try kubectl.names("configmaps", "--chunk-size=2", own) == ["one", "three", "two"])
      let sorted = try kubectl.run(["get", "configmaps", "--sort-by={.data.key}", "--no-headers", "-v=8"])
      #expect(sorted.errors.contains("includeObject=Object"), "\(sorted)")
      let watched = try kubectl.run(["get", "configmap/one", "-o", "name", "--watch", "--request-timeout=1s"])
      #expect(watched.output.contains("configmap/one"), "\(watched)")
      try kubectl.refuses("get", "configmap/none", "--watch", "--request-timeout=1s", saying: #""none" not found"#)
      let all = try kubectl.run(["get", "all", "-v=6", "--chunk-size=0"])
      let resources = ["pods", "services", "replicationcontrollers", "deployments", "statefulsets", "horizontalpodautoscalers", "jobs"]
      for resource in resources {
        #expect(all.errors.contains("/namespaces/\(kubectl.namespace)/\(resource)"), "\(resource): \(all)")
      }
      #expect(all.status == 0, "\(all)")
      guard !kubectl.isOld else { return }
      try kubectl.expect("describe", "configmaps", "--chunk-size=1", "-v=6", prints: "/events?")
    }
  }

  @Test func `deprecated versions of custom resources warn`() throws {
    try KubectlSession.each("warnings") { kubectl in
      let definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: oldies.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: oldies, singular: oldie, kind: Oldie}
          versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
          - name: v1beta1
            served: true
            storage: false
            deprecated: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """
      try kubectl.expect("create", "-f", "-", input: definition)
      try kubectl.expect("wait", "--for=condition=Established", "crd/oldies.example.com", "--timeout=10s")
      try kubectl.expect("get", "oldies.v1beta1.example.com", prints: "example.com/v1beta1 Oldie is deprecated")
      try kubectl.refuses("get", "oldies.v1beta1.example.com", "--warnings-as-errors", saying: "1 warning received")
      let object = #"{"apiVersion":"example.com/v1","kind":"Oldie","metadata":{"name":"a"},"spec":{"any":["thing"]}}"#
      try kubectl.expect("apply", "--dry-run=server", "-f", "-", input: object, prints: "created (server dry run)")
      try kubectl.expect("apply", "-f", "-", input: object, prints: "oldie.example.com/a created")
      #expect(try kubectl.read("oldie", "a", path: "{.spec.any[0]}") == "thing")
      try kubectl.expect("delete", "crd", "oldies.example.com", "--timeout=30s")
    }
  }
}
