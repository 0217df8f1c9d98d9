import Foundation
import Testing

/// A definition and its objects through real kubectl and git, against a daemon without a kubelet.
@Suite(.serialized) struct CustomResourceKubectlTests {
  private static let definition = """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      name: widgets.example.com   # the shop's
    spec:
      group: example.com
      scope: Namespaced
      names: {plural: widgets, singular: widget, kind: Widget, shortNames: [wd], categories: [all]}
      versions:
      - name: v1
        served: true
        storage: true
        subresources:
          status: {}
          scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size}
        additionalPrinterColumns:
        - {name: Size, type: integer, jsonPath: .spec.size}
        schema:
          openAPIV3Schema:
            type: object
            properties:
              spec:
                type: object
                description: What is wanted of the widget.
                x-kubernetes-validations:
                - {rule: "self.size <= 10", message: too large}
                properties:
                  size: {type: integer, minimum: 0, default: 1, description: How large it is.}
    """

  private static func widget(_ name: String, size: String) -> String {
    """
    apiVersion: example.com/v1
    kind: Widget
    metadata:
      name: \(name)
      namespace: default
    spec:
      size: \(size)
    """
  }

  @Test(arguments: Kubectl.programs)
  func `kubectl manages custom resources`(program: String) throws {
    try TestDaemon.with(components: KubectlTests.control) { daemon in
      func kubectl(_ arguments: [String], input: String? = nil) throws -> CommandResult {
        try Command(
          arguments: [program] + arguments, environment: ["KUBECONFIG": daemon.kubeconfig, "HOME": daemon.directory], input: input
        ).run()
      }
      func expect(_ arguments: String..., input: String? = nil, prints text: String, sourceLocation: SourceLocation = #_sourceLocation)
        throws
      {
        let result = try kubectl(arguments, input: input)
        #expect(result.status == 0 && result.output.contains(text), "\(arguments): \(result)", sourceLocation: sourceLocation)
      }
      try expect(
        "apply", "-f", "-", input: Self.definition, prints: "customresourcedefinition.apiextensions.k8s.io/widgets.example.com created")
      try expect("wait", "--for=condition=Established", "crd/widgets.example.com", "--timeout=10s", prints: "condition met")
      try expect("apply", "-f", "-", input: Self.widget("a", size: "3"), prints: "widget.example.com/a created")
      try expect("apply", "-f", "-", input: Self.widget("a", size: "3"), prints: "widget.example.com/a unchanged")
      try expect("apply", "-f", "-", input: Self.widget("a", size: "4"), prints: "widget.example.com/a configured")
      try expect("get", "widgets", prints: "NAME   SIZE")
      try expect("get", "wd", "a", "-o", "jsonpath={.spec.size}", prints: "4")
      try expect("get", "all", prints: "widget.example.com/a")
      try expect("explain", "widget.spec.size", prints: "How large it is.")
      try expect("scale", "widget/a", "--replicas=6", prints: "widget.example.com/a scaled")
      try expect("get", "widget", "a", "-o", "jsonpath={.spec.size}", prints: "6")
      let large = try kubectl(["apply", "-f", "-"], input: Self.widget("b", size: "11"))
      #expect(large.status == 1 && large.errors.contains("too large"), "\(large)")
      let wrong = try kubectl(["apply", "--validate=false", "-f", "-"], input: Self.widget("b", size: "big"))
      #expect(wrong.errors.contains("spec.size in body must be of type integer"), "\(wrong)")
      try expect("delete", "crd", "widgets.example.com", "--timeout=30s", prints: "deleted")
      #expect(try kubectl(["get", "widgets"]).status == 1)
    }
  }

  private static func published(_ plural: String, schema: String) -> String {
    """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: \(plural).publish.example.com}
    spec:
      group: publish.example.com
      scope: Namespaced
      names: {plural: \(plural), kind: \(plural.prefix(1).uppercased() + plural.dropFirst())}
      versions:
      - name: v1
        served: true
        storage: true
        schema: {openAPIV3Schema: \(schema)}
    """
  }

  /// What conformance tests name under CustomResourcePublishOpenAPI.
  @Test(arguments: Kubectl.programs)
  func `kubectl validates by the schema that is published`(program: String) throws {
    try TestDaemon.with(components: KubectlTests.control) { daemon in
      let schemas = [
        "strict": """
          {type: object, properties: {spec: {type: object, description: What is wanted., properties: {bars: {type: array, description: All bars.,
            items: {type: object, required: [name], properties: {name: {type: string, description: Of the bar.}, age: {type: string}}}}}}}}
          """,
        "loose": "{type: object, x-kubernetes-preserve-unknown-fields: true}",
        "nested": "{type: object, properties: {spec: {type: object, x-kubernetes-preserve-unknown-fields: true}}}",
      ]
      for (plural, schema) in schemas.sorted(by: { $0.key < $1.key }) {
        let made = try daemon.kubectl(program, "apply", "-f", "-", input: Self.published(plural, schema: schema))
        #expect(made.status == 0, "\(made)")
      }
      func apply(_ kind: String, _ spec: String) throws -> CommandResult {
        let object = "apiVersion: publish.example.com/v1\nkind: \(kind)\nmetadata: {name: a, namespace: default}\n\(spec)\n"
        return try daemon.kubectl(program, "apply", "-f", "-", input: object)
      }
      let good = try apply("Strict", "spec: {bars: [{name: one, age: '10'}]}")
      #expect(good.status == 0, "\(good)")
      let unknown = try apply("Strict", "spec: {bars: [{name: one}], foo: true}")
      #expect(unknown.status == 1 && unknown.errors.contains("unknown field"), "\(unknown)")
      let missing = try apply("Strict", "spec: {bars: [{age: '10'}]}")
      #expect(missing.status == 1, "\(missing)")
      for kind in ["Loose", "Nested"] {
        let kept = try apply(kind, "spec: {anything: {goes: true}}")
        #expect(kept.status == 0, "\(kept)")
      }
      #expect(try daemon.kubectl(program, "get", "nested", "a", "-o", "jsonpath={.spec.anything.goes}").output == "true")
      #expect(try daemon.kubectl(program, "explain", "strict").output.contains("What is wanted."))
      #expect(try daemon.kubectl(program, "explain", "strict.spec.bars.name").output.contains("Of the bar."))
      #expect(try daemon.kubectl(program, "explain", "loose").output.contains("Loose"))
      #expect(try daemon.kubectl(program, "explain", "strict.spec.bars2").status != 0)
    }
  }

  @Test func `custom objects go with their owners and with their namespace`() throws {
    try TestDaemon.with(components: KubectlTests.control) { daemon in
      func isGone(_ arguments: String...) throws -> Bool {
        let result = try Command(
          arguments: [TestDaemon.kctl, "get"] + arguments + ["--ignore-not-found", "-o", "name"],
          environment: ["KUBECONFIG": daemon.kubeconfig, "NO_COLOR": "1"]
        ).run()
        return result.status == 0 && result.output.isEmpty
      }
      #expect(try daemon.kctl("apply", "-f", "-", input: Self.definition).status == 0)
      #expect(try daemon.kctl("create", "namespace", "shop").status == 0)
      for name in ["owner", "other"] { #expect(try daemon.kctl("apply", "-f", "-", input: Self.widget(name, size: "1")).status == 0) }
      let uid = try daemon.kctl("get", "widgets", "owner", "-o", "jsonpath={.metadata.uid}").output
      let owner = "\n  ownerReferences:\n  - {apiVersion: example.com/v1, kind: Widget, name: owner, uid: \(uid), blockOwnerDeletion: true}"
      let owned = Self.widget("owned", size: "1").replacing("\n  namespace: default", with: "\n  namespace: default" + owner)
      #expect(try daemon.kctl("apply", "-f", "-", input: owned).status == 0)
      let settings = "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: default, ownerReferences: "
        + "[{apiVersion: example.com/v1, kind: Widget, name: owner, uid: \(uid)}]}}"
      #expect(try daemon.kctl("apply", "-f", "-", input: settings).status == 0)
      #expect(try daemon.kctl("delete", "widget", "owner", "--cascade=foreground").status == 0)
      try eventually("the dependents are gone") {
        try isGone("widgets", "owned") && isGone("configmaps", "settings") && isGone("widgets", "owner")
      }
      #expect(try daemon.kctl("get", "widgets", "other").status == 0)
      let inShop = Self.widget("sold", size: "1").replacing("namespace: default", with: "namespace: shop")
      #expect(try daemon.kctl("apply", "-f", "-", input: inShop).status == 0)
      #expect(try daemon.kctl("delete", "namespace", "shop").status == 0)
      try eventually("the namespace is gone, with what was in it") { try isGone("namespace", "shop") }
      let sold = try daemon.kctl("get", "widgets", "sold", "-n", "shop", "--ignore-not-found", "-o", "name")
      #expect(sold.status == 0 && sold.output.isEmpty, "\(sold)")
    }
  }

  @Test func `one pushed commit may hold a definition and its objects`() throws {
    try TestDaemon.with(components: KubectlTests.control) { daemon in
      let clone = daemon.directory + "/clone"
      _ = try daemon.git("clone", "-q", daemon.repository, clone, in: daemon.directory)
      _ = try daemon.git("checkout", "-q", "-B", "main", in: clone)
      for (name, text) in [("a-widget.yaml", Self.widget("pushed", size: "2")), ("definition.yaml", Self.definition)] {
        try text.write(toFile: clone + "/" + name, atomically: true, encoding: .utf8)
      }
      _ = try daemon.git("add", "-A", in: clone)
      _ = try daemon.git("commit", "-qm", "A definition and a widget", in: clone)
      let push = try daemon.git("push", "-q", "origin", "main", in: clone)
      #expect(push.status == 0, "\(push)")
      try eventually("the widget is live") {
        try daemon.kctl("get", "widgets.example.com", "pushed", "-o", "jsonpath={.spec.size}").output == "2"
      }
    }
  }
}
