import Foundation
import Testing

/// What people do to pods with kubectl: create, read, label, patch, replace, edit and delete them.
@Suite(.serialized) struct KubectlPodTests {
  private typealias Samples = KubectlSamples

  @Test func `pods come and go, one at a time and by selector`() throws {
    try KubectlSession.each("pods") { kubectl in
      try kubectl.expect("create", "-f", "-", input: Samples.pod("a"), prints: "pod/a created")
      try kubectl.refuses("create", "-f", "-", input: Samples.pod("a"), saying: "already exists")
      #expect(try kubectl.managers("pod", "a").contains("kubectl-create"))
      for word in ["Name:", "Image:", "Node:", "Labels:", "Status:", "Events:"] { try kubectl.expect("describe", "pod", "a", prints: word) }
      #expect(try kubectl.run(["describe", "pods", "--show-events=false"]).output.contains("Events:") == false)
      try kubectl.expect("get", "pods", "--field-selector", "metadata.name=a,status.phase=Pending", prints: "a ")
      let dump = try kubectl.run(["get", "pod", "a", "-o", "yaml"]).output
      try kubectl.refuses("delete", "pods", saying: "resource(s) were provided, but no name")
      try kubectl.refuses("delete", "pods", "--all", "-l", "role=first", saying: "setting 'all' parameter but found a non empty selector")
      try kubectl.expect("delete", "pod", "a", "--now", "--timeout=20s", prints: #"pod "a" deleted"#)
      try kubectl.expect("create", "-f", "-", input: dump, prints: "pod/a created")
      try kubectl.expect("delete", "pods", "-l", "role in (first)", "--grace-period=0", "--force", prints: #"pod "a" force deleted"#)
      try kubectl.expect("create", "-f", "-", input: Samples.pod("a") + "\n---\n" + Samples.pod("b"), prints: "pod/b created")
      #expect(try kubectl.names("pods") == ["a", "b"])
      try kubectl.expect("delete", "pods", "a", "b", "--grace-period=0", "--timeout=20s", prints: #"pod "b""#)
      #expect(try kubectl.names("pods") == [])
    }
  }

  @Test func `labels, annotations and patches reach a pod and their authors are known`() throws {
    try KubectlSession.each("patches") { kubectl in
      try kubectl.expect("create", "-f", "-", input: Samples.pod("a"))
      try kubectl.expect("label", "pod", "a", "colour=red", "--dry-run=server")
      #expect(try kubectl.read("pod", "a", path: "{.metadata.labels.colour}") == "")
      try kubectl.expect("label", "pod", "a", "colour=red", "empty=", prints: "pod/a labeled")
      try kubectl.refuses("label", "pod", "a", "colour=blue", saying: "already has a value (red), and --overwrite is false")
      try kubectl.expect("label", "--overwrite", "pods", "--all", "colour=blue")
      try kubectl.expect("annotate", "pod", "a", "note=x", prints: "pod/a annotated")
      let image = #"{"spec":{"containers":[{"name":"main","image":"localhost/box:2"}]}}"#
      try kubectl.expect("patch", "pod", "a", "--dry-run=server", "-p", image, prints: "patched")
      #expect(try kubectl.read("pod", "a", path: "{.spec.containers[0].image}") == "localhost/box:1")
      try kubectl.expect("patch", "pod", "a", "-p", image, prints: "pod/a patched")
      try kubectl.expect("patch", "pod", "a", "-p", image, prints: "patched (no change)")
      try kubectl.expect("patch", "pod", "a", "--type=json", "-p", #"[{"op":"remove","path":"/metadata/labels/empty"}]"#)
      try kubectl.refuses("patch", "pod", "a", "-p", #"{"metadata":{"labels":"x"}}"#, saying: "cannot restore map from string")
      try kubectl.refuses(
        "patch", "pod", "a", "-p", #"{"metadata":{"resourceVersion":"1","labels":{"x":"y"}}}"#,
        saying: "please apply your changes to the latest version and try again")
      let labels = try kubectl.read("pod", "a", path: "{.metadata.labels}")
      #expect(labels == #"{"colour":"blue","role":"first"}"#)
      let managers = Set(try kubectl.managers("pod", "a"))
      #expect(managers.isSuperset(of: ["kubectl-create", "kubectl-label", "kubectl-annotate", "kubectl-patch"]))
    }
  }

  @Test func `a pod is replaced by force and edited in place`() throws {
    try KubectlSession.each("edits") { kubectl in
      try kubectl.expect("create", "-f", "-", input: Samples.pod("a"))
      let renamed = try kubectl.run(["get", "pod", "a", "-o", "json"]).output.replacingOccurrences(of: #""main""#, with: #""other""#)
      try kubectl.refuses("replace", "-f", "-", input: renamed, saying: "pod updates may not change fields other than")
      try kubectl.refuses("replace", "--grace-period=1", "-f", "-", input: renamed, saying: "--grace-period must have --force specified")
      try kubectl.expect("replace", "--force", "--grace-period=0", "-f", "-", input: renamed, prints: "pod/a replaced")
      #expect(try kubectl.read("pod", "a", path: "{.spec.containers[0].name}") == "other")
      #expect(try kubectl.managers("pod", "a").contains("kubectl-replace"))
      let editor = try kubectl.editor(replacing: "box:1", with: "box:3")
      try kubectl.expect("edit", "pod", "a", "--output-patch=true", environment: editor, prints: "Patch:")
      #expect(try kubectl.read("pod", "a", path: "{.spec.containers[0].image}") == "localhost/box:3")
      #expect(try kubectl.managers("pod", "a").contains("kubectl-edit"))
      try kubectl.expect("edit", "pod", "a", environment: ["EDITOR": "cat"], prints: "Edit cancelled")
      let node = #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"\#(kubectl.namespace)""#
      try kubectl.expect("create", "-f", "-", input: node + "}}")
      let changed = node + #","annotations":{"a":"b"},"resourceVersion":"0"}}"#
      try kubectl.expect("replace", "--dry-run=server", "-f", "-", input: changed)
      #expect(try kubectl.read("node", kubectl.namespace, path: "{.metadata.annotations.a}") == "")
      try kubectl.expect("replace", "-f", "-", input: changed)
      #expect(try kubectl.read("node", kubectl.namespace, path: "{.metadata.annotations.a}") == "b")
    }
  }
}
