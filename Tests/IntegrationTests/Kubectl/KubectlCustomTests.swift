import Foundation
import Testing

/// Custom resources in kubectl's hands, as its own command suite has them: every printer, every change, apply and prune.
@Suite(.serialized) struct KubectlCustomTests {
  private static func definition(_ group: String, _ plural: String, _ kind: String) -> String {
    """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: \(plural).\(group)}
    spec:
      group: \(group)
      scope: Namespaced
      names: {plural: \(plural), kind: \(kind)}
      versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]
    """
  }

  private static func object(_ group: String, _ kind: String, _ name: String, field: String, nested: String = "{one: 1, two: 2}") -> String {
    "apiVersion: \(group)/v1\nkind: \(kind)\nmetadata: {name: \(name), labels: {set: mine}}\nsomeField: \(field)\nnested: \(nested)"
  }

  @Test func `custom objects are printed, changed, watched, applied and pruned like any other`() throws {
    try KubectlSession.each("custom") { kubectl in
      let group = "\(kubectl.namespace).example.com"
      for (plural, kind) in [("foos", "Foo"), ("bars", "Bar")] {
        try kubectl.expect("create", "-f", "-", input: Self.definition(group, plural, kind))
      }
      try kubectl.expect("get", "foos.\(group)", prints: "No resources found")
      try kubectl.expect("create", "-f", "-", input: Self.object(group, "Foo", "test", field: "field1"))
      for form in ["foo", "foos", "foos.\(group)", "foos.v1.\(group)"] { try kubectl.expect("get", form, "-o", "name", prints: "foo.\(group)/test") }
      for output in ["wide", "json", "yaml", "name"] { try kubectl.expect("get", "foo/test", "-o", output, prints: "test") }
      #expect(try kubectl.read("foo", "test", path: "{.someField}") == "field1")
      try kubectl.expect("describe", "foo/test", prints: "Some Field:")
      try kubectl.expect("label", "foos", "--all", "labelled=yes")
      try kubectl.expect("annotate", "foo/test", "noted=yes")
      try kubectl.expect("patch", "foo/test", "--type=merge", "-p", #"{"patched":"value"}"#, prints: "patched")
      try kubectl.refuses("patch", "foo/test", "-p", #"{"patched":"other"}"#, saying: kubectl.isOld ? "UnsupportedMediaType" : "is not supported by \(group)/v1, Kind=Foo")
      #expect(try kubectl.read("foo", "test", path: "{.patched}/{.metadata.labels.labelled}/{.metadata.annotations.noted}") == "value/yes/yes")
      try kubectl.expect("delete", "foo", "test", "--cascade=background")
      try kubectl.expect("apply", "-f", "-", input: Self.object(group, "Foo", "test", field: "field1"), prints: "created")
      try kubectl.expect("apply", "-f", "-", input: Self.object(group, "Foo", "test", field: "field1"), prints: "unchanged")
      try kubectl.expect("apply", "-f", "-", input: Self.object(group, "Foo", "test", field: "field2", nested: "{one: 3}"), prints: "configured")
      #expect(try kubectl.read("foo", "test", path: "{.nested}") == #"{"one":3}"#)
      let list = [Self.object(group, "Foo", "second", field: "a"), Self.object(group, "Bar", "second", field: "b")].joined(separator: "\n---\n")
      try kubectl.expect("apply", "-f", "-", input: list, prints: "bar.\(group)/second created")
      let flag = kubectl.isOld ? "--prune-whitelist" : "--prune-allowlist"
      try kubectl.expect(
        "apply", "--prune", "-l", "set=mine", "\(flag)=\(group)/v1/Foo", "-f", "-", input: Self.object(group, "Foo", "second", field: "a"),
        prints: "foo.\(group)/test pruned")
      #expect(try kubectl.names("bars.\(group)") == ["second"])
      try kubectl.expect("delete", "crd", "foos.\(group)", "bars.\(group)", "--timeout=30s")
      try kubectl.refuses("get", "foos.\(group)", saying: "the server doesn't have a resource type")
    }
  }

  @Test func `a short name that a built-in resource has goes to the built-in one`() throws {
    try KubectlSession.each("names") { kubectl in
      let group = "\(kubectl.namespace).example.com"
      let definition = Self.definition(group, "examples", "Example")
        .replacingOccurrences(of: "kind: Example}", with: "kind: Example, shortNames: [pod], singular: pod}")
      try kubectl.expect("create", "-f", "-", input: definition)
      try kubectl.expect("create", "-f", "-", input: Self.object(group, "Example", "mine", field: "a"))
      try kubectl.expect("get", "examples", prints: "mine")
      #expect(try !kubectl.run(["get", "pod"]).output.contains("mine"))
      try kubectl.expect("delete", "crd", "examples.\(group)", "--timeout=30s")
      try kubectl.refuses("get", "unknownresourcetype", saying: "the server doesn't have a resource type")
    }
  }
}
