import APIMachinery
import Testing

@testable import CLI

@Suite struct ManifestReaderTests {
  @Test("documents keep their bytes; their sources joined are the file")
  func bytes() throws {
    let text = "# head\n---\nkind: A\napiVersion: v1 # c\n---\n---\n# only a comment\n---\n{\"kind\": \"B\", \"apiVersion\": \"v1\"}\n"
    let manifests = try ManifestReader.manifests(Array(text.utf8), path: "x.yaml")
    #expect(manifests.map(\.object.kind) == ["A", "B"])
    #expect(manifests.map(\.place) == ["x.yaml:3", "x.yaml:9"])
    #expect(manifests[0].source.map { String(decoding: $0, as: UTF8.self) }?.contains("apiVersion: v1 # c\n") ?? false)
  }

  @Test("fields have places, and the items of lists have lines")
  func places() throws {
    let text = "kind: A\napiVersion: v1\nspec:\n  containers:\n  - name: x\n    image: y\n"
    let manifest = try #require(try ManifestReader.manifests(Array(text.utf8), path: "x.yaml").first)
    #expect(manifest.place(of: "spec.containers[0].image") == "x.yaml:6")
    let list = "kind: List\napiVersion: v1\nitems:\n- kind: A\n  apiVersion: v1\n- kind: B\n  apiVersion: v1\n"
    #expect(try ManifestReader.manifests(Array(list.utf8), path: "l.yaml").map(\.line) == [4, 6])
  }

  @Test("a document that is no object, or doesn't say what it is, is an error with its place")
  func refuses() {
    #expect(throws: CommandFailure("error validating \"x.yaml\": line 1: expected an object, found a string")) {
      try ManifestReader.manifests(Array("hello".utf8), path: "x.yaml")
    }
    #expect(throws: CommandFailure("error validating \"x.yaml:1\": error validating data: [apiVersion not set, kind not set]")) {
      try ManifestReader.manifests(Array("a: b".utf8), path: "x.yaml")
    }
  }
}
