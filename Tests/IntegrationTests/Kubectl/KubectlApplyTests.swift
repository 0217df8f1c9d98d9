import Foundation
import Testing

/// kubectl apply, diff and prune, from the client's side and from the server's.
@Suite(.serialized) struct KubectlApplyTests {
  private typealias Samples = KubectlSamples

  @Test func `apply creates, changes and leaves alone, and a dry run does nothing`() throws {
    try KubectlSession.each("apply") { kubectl in
      let first = Samples.pod("a")
      let second = Samples.pod("a", label: "second")
      #expect(try kubectl.run(["diff", "-f", "-"], input: first).status == 1)
      try kubectl.expect("apply", "--dry-run=server", "-f", "-", input: first, prints: "created (server dry run)")
      #expect(try kubectl.names("pods") == [])
      try kubectl.expect("create", "-f", "-", input: first)
      try kubectl.expect("apply", "set-last-applied", "--create-annotation", "-f", "-", input: first, prints: "configured")
      try kubectl.expect("apply", "-f", "-", input: first, prints: "pod/a")
      try kubectl.expect("diff", "-f", "-", input: first)
      let version = try kubectl.read("pod", "a", path: "{.metadata.resourceVersion}")
      let diff = try kubectl.run(["diff", "-f", "-"], input: second)
      #expect(diff.status == 1 && diff.output.contains("+    role: second"), "\(diff)")
      try kubectl.expect("apply", "--dry-run=server", "-f", "-", input: second, prints: "configured (server dry run)")
      #expect(try kubectl.read("pod", "a", path: "{.metadata.resourceVersion}") == version)
      try kubectl.expect("apply", "-f", "-", input: second, prints: "pod/a configured")
      try kubectl.expect("apply", "-f", "-", input: second, prints: "pod/a unchanged")
      #expect(try kubectl.managers("pod", "a").contains("kubectl-client-side-apply"))
      let invalid = try kubectl.run(["diff", "-f", "-"], input: first.replacingOccurrences(of: "containers", with: "boxes"))
      #expect(invalid.status > 1, "\(invalid)")
      try kubectl.refuses("apply", "-n", "elsewhere", "-f", "-", input: first + "\n---\n" + Samples.service("b").replacingOccurrences(
        of: "{name: b,", with: "{name: b, namespace: \(kubectl.namespace),"), saying: "does not match the namespace")
    }
  }

  @Test func `one bad object of a file keeps none of the others back`() throws {
    try KubectlSession.each("mixed") { kubectl in
      let file = [Samples.pod("a"), Samples.pod("B"), Samples.pod("c")].joined(separator: "\n---\n")
      try kubectl.refuses("apply", "-f", "-", input: file, saying: #"The Pod "B" is invalid"#)
      #expect(try kubectl.names("pods") == ["a", "c"])
      // Each object is tried in its turn, whatever becomes of the one before: the second time all that it needs is there.
      let home = Samples.pod("d").replacingOccurrences(of: "{name: d,", with: "{name: d, namespace: \(kubectl.namespace)-late,")
      let late = home + "\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: \(kubectl.namespace)-late}"
      let first = try kubectl.run(["apply", "-f", "-"], input: late, isAnywhere: true)
      #expect(first.status == 1 && first.errors.contains("namespaces \"\(kubectl.namespace)-late\" not found"), "\(first)")
      #expect(first.output.contains("namespace/\(kubectl.namespace)-late created"), "\(first)")
      let second = try kubectl.run(["apply", "-f", "-"], input: late, isAnywhere: true)
      #expect(second.status == 0 && second.output.contains("pod/d created") && second.output.contains("unchanged"), "\(second)")
    }
  }

  @Test func `server-side apply owns fields, hands them over and lets them go`() throws {
    try KubectlSession.each("owners") { kubectl in
      let map = #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":"#
      let both = map + #"{"kept":"1","old":"2"}}"#
      let one = map + #"{"kept":"1"}}"#
      let changed = map + #"{"kept":"3"}}"#
      try kubectl.expect("apply", "--server-side", "--dry-run=server", "-f", "-", input: both)
      try kubectl.expect("apply", "--server-side", "-f", "-", input: both, prints: "configmap/a serverside-applied")
      try kubectl.expect("apply", "--server-side", "-f", "-", input: one)
      #expect(try kubectl.read("configmap", "a", path: "{.data}") == #"{"kept":"1"}"#)
      try kubectl.refuses(
        "apply", "--server-side", "--field-manager=other", "-f", "-", input: changed, saying: "conflict with \"kubectl\"")
      try kubectl.expect("apply", "--server-side", "--field-manager=other", "--force-conflicts", "-f", "-", input: changed)
      #expect(try kubectl.managers("configmap", "a").contains("other"))
      guard !kubectl.isOld else { return }
      let diff = try kubectl.run(["diff", "--server-side", "--force-conflicts", "-f", "-"], input: one)
      #expect(diff.status == 1, "\(diff)")
      try kubectl.expect("delete", "configmap", "a")
      try kubectl.expect("apply", "-f", "-", input: both)
      try kubectl.expect("apply", "--server-side", "-f", "-", input: one)
      #expect(try kubectl.read("configmap", "a", path: "{.data}") == #"{"kept":"1"}"#)
    }
  }

  @Test func `who owns a field is told by manager, endpoint and version, and shown in the editor`() throws {
    try KubectlSession.each("told-owners") { kubectl in
      guard !kubectl.isOld else { return }
      func deployment(_ replicas: Int, _ image: String) -> String {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: \(replicas)
          selector: {matchLabels: {app: web}}
          template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: "\(image)"}]}}
        """
      }
      try kubectl.expect("apply", "-f", "-", input: deployment(1, "localhost/a:1"))
      try kubectl.expect("patch", "deployment", "web", "--subresource=scale", "--type=merge", "-p", #"{"spec":{"replicas":3}}"#, "--field-manager=scaler")
      try kubectl.refuses(
        "apply", "--server-side", "-f", "-", input: deployment(2, "localhost/a:2"),
        saying: "Apply failed with 2 conflicts: conflicts with \"kubectl-client-side-apply\" using apps/v1:\n"
          + "- .spec.template.spec.containers[name=\"main\"].image\nconflicts with \"scaler\" with subresource \"scale\" using apps/v1:\n- .spec.replicas")
      try kubectl.expect("apply", "--server-side", "--force-conflicts", "-f", "-", input: deployment(2, "localhost/a:2"))
      #expect(try !kubectl.managers("deployment", "web").contains("kubectl-client-side-apply"))
      let editor = try kubectl.editor(replacing: "image: localhost.a:2", with: "image: localhost\\/a:3")
      try kubectl.expect("edit", "deployment", "web", "--show-managed-fields", "--output-patch", environment: editor, prints: "Patch:")
      try kubectl.refuses(
        "apply", "--server-side", "--field-manager=other", "-f", "-", input: deployment(2, "localhost/a:2"),
        saying: "Apply failed with 1 conflict: conflict with \"kubectl-edit\" using apps/v1: .spec.template.spec.containers[name=\"main\"].image")
    }
  }

  @Test func `a field that must not change is replaced by force, and what left a set is pruned`() throws {
    try KubectlSession.each("prune") { kubectl in
      let last = kubectl.isOld ? 61 : 63
      func service(_ address: Int) -> String {
        Samples.service("a").replacingOccurrences(of: "spec: {", with: "spec: {clusterIP: 10.96.0.\(address), ")
      }
      try kubectl.expect("apply", "-f", "-", input: service(last))
      try kubectl.refuses("apply", "-f", "-", input: service(last + 1), saying: "may not change once set")
      try kubectl.expect("apply", "--force", "-f", "-", input: service(last + 1))
      #expect(try kubectl.read("service", "a", path: "{.spec.clusterIP}") == "10.96.0.\(last + 1)")
      let maps = ["one", "two"].map { "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \($0), labels: {set: mine}}" }
      try kubectl.expect("apply", "-f", "-", input: maps.joined(separator: "\n---\n"))
      try kubectl.refuses("apply", "--prune", "-f", "-", input: maps[0], saying: "without explicitly passing --all")
      try kubectl.expect("apply", "--prune", "-l", "set=mine", "-f", "-", input: maps[0], prints: "configmap/two pruned")
      #expect(try kubectl.names("configmaps", "-l", "set=mine") == ["one"])
    }
  }
}
