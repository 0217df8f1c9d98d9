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

  @Test func `an object that a second file defines too is an error naming both, whichever comes first, and stays as it is`() {
    let old = index(["web.yaml": Self.configMap("web")])
    let duplicate = ChangedFile(path: "a/web.yaml", content: Self.configMap("web", "2"))
    let changes = DesiredChanges(from: old, changing: [duplicate])
    #expect(changes.operations.isEmpty)
    #expect(changes.problems.count == 1)
    #expect(changes.problems.allSatisfy { $0.description.contains("web.yaml:1") && $0.description.contains("a/web.yaml:1") })
    // Once one of them is gone the other is what is meant, also where it is the one that was first all along.
    let resolved = DesiredChanges(from: changes.index, changing: [ChangedFile(path: "web.yaml", content: nil)])
    #expect(summary(resolved) == ["apply web a/web.yaml:1"])
    #expect(resolved.problems.isEmpty)
  }

  @Test func `I6 a file that was renamed and spoiled deletes nothing until it can be read again`() {
    let old = index(["db.yaml": Self.configMap("db"), "gone.yaml": Self.configMap("gone")])
    let spoiled = DesiredChanges(from: old, changing: [
      ChangedFile(path: "db.yaml", content: nil), ChangedFile(path: "gone.yaml", content: nil),
      ChangedFile(path: "prod/db.yaml", content: Array("kind:\n\t- [".utf8)),
    ])
    #expect(spoiled.operations.isEmpty)
    #expect(spoiled.problems.map(\.path) == ["prod/db.yaml"])
    let other = DesiredChanges(
      from: spoiled.index, changing: [ChangedFile(path: "b.yaml", content: Self.configMap("b"))], withheld: spoiled.withheld)
    #expect(summary(other) == ["apply b b.yaml:1"])
    let mended = DesiredChanges(
      from: other.index, changing: [ChangedFile(path: "prod/db.yaml", content: Self.configMap("db"))], withheld: other.withheld)
    #expect(summary(mended) == ["apply db prod/db.yaml:1", "delete ConfigMap gone"])
    #expect(mended.withheld.isEmpty)
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
