import APIMachinery
import Client
import GitOps
import Manifests
import Testing

@Suite struct DesiredChangesTests {
  private static func configMap(_ name: String, _ value: String = "1") -> [UInt8] {
    Array("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)\ndata:\n  a: \"\(value)\"\n".utf8)
  }

  private func index(_ files: [String: [UInt8]]) -> ManifestIndex {
    var index = ManifestIndex()
    for (path, bytes) in files { index.update(path, bytes) }
    return index
  }

  private func summary(_ changes: DesiredChanges) -> [String] {
    changes.operations.map { operation in
      switch operation {
      case .apply(let document): "apply \(document.object.name) \(document.place)"
      case .delete(let kind, _, let name): "delete \(kind.kind) \(name)"
      }
    }
  }

  @Test func `only what differs is applied`() {
    let old = index(["a.yaml": Self.configMap("a"), "b.yaml": Self.configMap("b")])
    let changes = DesiredChanges(from: old, changing: [
      ChangedFile(path: "a.yaml", content: [UInt8]("# a comment\n".utf8) + Self.configMap("a")),
      ChangedFile(path: "b.yaml", content: Self.configMap("b", "2")), ChangedFile(path: "c.yaml", content: Self.configMap("c")),
    ])
    #expect(summary(changes) == ["apply b b.yaml:1", "apply c c.yaml:1"])
  }

  @Test func `I4 a manifest that left main is a delete; one that moved is not`() {
    let old = index(["a.yaml": Self.configMap("a"), "b.yaml": Self.configMap("b")])
    let changes = DesiredChanges(from: old, changing: [
      ChangedFile(path: "a.yaml", content: nil), ChangedFile(path: "b.yaml", content: nil), ChangedFile(path: "sub/b.yaml", content: Self.configMap("b")),
    ])
    #expect(summary(changes) == ["delete ConfigMap a"])
    #expect(changes.deletionCount == 1)
  }

  @Test func `I6 a file that became unreadable deletes nothing and is reported`() {
    let old = index(["a.yaml": Self.configMap("a")])
    let changes = DesiredChanges(from: old, changing: [
      ChangedFile(path: "a.yaml", content: Array("kind: [".utf8)), ChangedFile(path: "b.yaml", content: Self.configMap("b")),
    ])
    #expect(summary(changes) == ["apply b b.yaml:1"])
    #expect(changes.problems.map(\.path) == ["a.yaml"])
  }

  @Test func `namespaces come before what lives in them and go after`() {
    let namespace = Array("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: zoo\n".utf8)
    let forward = DesiredChanges(from: ManifestIndex(), changing: [
      ChangedFile(path: "a.yaml", content: Self.configMap("a")), ChangedFile(path: "z.yaml", content: namespace),
    ])
    #expect(summary(forward) == ["apply zoo z.yaml:1", "apply a a.yaml:1"])
    let back = DesiredChanges(from: forward.index, changing: [ChangedFile(path: "a.yaml", content: nil), ChangedFile(path: "z.yaml", content: nil)])
    #expect(summary(back) == ["delete ConfigMap a", "delete Namespace zoo"])
  }
}
