import APIMachinery
import Manifests
import Testing

@Suite struct ManifestIndexTests {
  private func index(_ files: [String: String]) -> ManifestIndex {
    var index = ManifestIndex()
    for (path, text) in files { index.update(path, Array(text.utf8)) }
    return index
  }

  private static func configMap(_ name: String, _ value: String = "1") -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)\n  namespace: default\ndata:\n  a: \"\(value)\"\n"
  }

  private let a = ManifestIdentity(group: "", kind: "ConfigMap", namespace: "default", name: "a")
  private let b = ManifestIdentity(group: "", kind: "ConfigMap", namespace: "default", name: "b")

  @Test func `objects are found in any layout, with their lines`() throws {
    let index = index(["any/where.yml": "# mine\n" + Self.configMap("a") + "---\n" + Self.configMap("b"), "notes.txt": "kind: x"])
    #expect(index.count == 2)
    #expect(index[a]?.place == "any/where.yml:2")
    #expect(index[b]?.documentIndex == 1)
    #expect(index.problems == [])
  }

  @Test func `two documents with one identity are an error naming both places`() throws {
    let index = index(["x.yaml": Self.configMap("a"), "y.yaml": "---\n" + Self.configMap("b") + "---\n" + Self.configMap("a")])
    let problem = try #require(index.problems.first)
    #expect(index.problems.count == 1)
    #expect(problem.description == "y.yaml:10: ConfigMap a is already defined at x.yaml:1")
    #expect(index[a]?.path == "x.yaml")
  }

  @Test func `what can't be read is a problem with its place, and hides nothing else`() {
    let index = index(["bad.yaml": "a: b\n\tc: d\n", "good.yaml": Self.configMap("a"), "anonymous.yaml": "apiVersion: v1\nkind: Pod\n"])
    #expect(index[a] != nil)
    #expect(index.problems.map(\.path) == ["anonymous.yaml", "bad.yaml"])
    #expect(index.problems[0].message == "metadata.name is missing")
    #expect(index.problems[1].line == 2)
  }

  @Test func `a file that changes or goes takes its objects with it`() {
    var index = index(["x.yaml": Self.configMap("a")])
    index.update("x.yaml", Array(Self.configMap("b").utf8))
    #expect(index[a] == nil)
    #expect(index[b] != nil)
    index.update("x.yaml", nil)
    #expect(index.count == 0)
  }

  @Test func `a List stands for its items`() {
    let index = index(["l.json": #"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"default"}}]}"#])
    #expect(index[a]?.object.name == "a")
  }

  @Test func `no namespace and the default one are the same identity`() {
    #expect(ManifestIdentity(["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a"]]) == a)
    #expect(ManifestIdentity(["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a", "namespace": "shop"]]) != a)
  }

  @Test(arguments: [
    (ObjectKey(GroupResource(group: "apps", resource: "deployments"), namespace: "default", name: "web"), "namespaces/default/deployments.apps/web.yaml"),
    (ObjectKey(GroupResource(resource: "nodes"), name: "n1"), "cluster/nodes/n1.yaml"),
    (ObjectKey(GroupResource(resource: "nodes"), name: ".."), "cluster/nodes/%2E..yaml"),
    (ObjectKey(GroupResource(resource: "nodes"), name: "a/b"), "cluster/nodes/a%2Fb.yaml"),
  ])
  func `canonical paths`(key: ObjectKey, path: String) {
    #expect(CanonicalPath.path(of: key) == path)
  }
}
