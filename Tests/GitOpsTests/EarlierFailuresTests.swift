import Testing

@testable import GitOps

struct EarlierFailuresTests {
  /// A line of commits, each with its files and its note.
  private struct Past: CommitSource {
    var steps: [(files: [String: String], note: String?)]

    func mainTip() -> String? { String(steps.count - 1) }
    func commit(_ id: String) -> CommitSummary {
      CommitSummary(message: "", authorName: "", authorEmail: "", parents: Int(id).flatMap { $0 > 0 ? [String($0 - 1)] : nil } ?? [])
    }
    func commits(from: String?, to: String) -> [String] { [] }
    func history(from: String?, to: String) -> [JudgedCommit] { [] }
    func note(_ commit: String) -> String? { Int(commit).flatMap { steps[$0].note } }
    func changedFiles(from: String?, to: String) -> [ChangedFile] {
      func files(_ id: String?) -> [String: String] { id.flatMap { Int($0) }.map { steps[$0].files } ?? [:] }
      let (old, new) = (files(from), files(to))
      return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map { ChangedFile(path: $0, content: new[$0].map { Array($0.utf8) }) }
    }
  }

  private static let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"

  private func places(_ commits: [(files: [String: String], note: String?)]) throws -> [String] {
    try EarlierFailures(source: Past(steps: commits)).read(at: String(commits.count - 1)).map(\.place)
  }

  @Test func `a note is read as it was written: texts, objects, names with colons, reasons of several lines`() {
    let note = """
      failed b.yaml:3: found "(x): y"
      failed Deployment shop/web (dir/system:web.yaml:12): no (really): "it" is
      refused
      configured ConfigMap a (a.yaml:1)
      failed ConfigMap gone: forbidden
      failed c.json: empty

      """
    let found = EarlierFailures.failures(note)
    #expect(found.map(\.failure) == [
      .init(path: "b.yaml", line: 3, message: "found \"(x): y\""),
      .init(path: "dir/system:web.yaml", line: 12, message: "no (really): \"it\" is"), .init(path: "c.json", message: "empty"),
    ])
    #expect(found.map(\.isOfText) == [true, false, true])
  }

  @Test func `what failed is told until its file is changed or goes`() throws {
    let refused = (files: ["a.yaml": Self.map], note: "failed ConfigMap a (a.yaml:1): no\n" as String?)
    #expect(try places([refused]) == ["a.yaml:1"])
    #expect(try places([refused, (["a.yaml": Self.map, "b.yaml": ""], nil), (["a.yaml": Self.map], "created ConfigMap b (b.yaml:1)\n")]) == ["a.yaml:1"])
    #expect(try places([refused, (["a.yaml": Self.map + "data: {}\n"], "configured ConfigMap a (a.yaml:1)\n")]) == [])
    #expect(try places([refused, ([:], nil)]) == [])
    #expect(try places([refused, (["a.yaml": Self.map + "x: 1\n"], "failed ConfigMap a (a.yaml:1): again\n")]) == ["a.yaml:1"])
  }

  private func paths(_ commits: [(files: [String: String], note: String?)]) throws -> [String] {
    try EarlierFailures(source: Past(steps: commits)).read(at: String(commits.count - 1)).map(\.path)
  }

  @Test func `a text that can't be read is told while it is there, two documents with one identity until either goes`() throws {
    let broken = (files: ["a.yaml": Self.map, "b.yaml": "kind: ["], note: "failed b.yaml:1: unreadable\n" as String?)
    #expect(try paths([broken]) == ["b.yaml"])
    #expect(try paths([broken, (["a.yaml": Self.map], nil)]) == [])
    let twice = (files: ["a.yaml": Self.map, "b.yaml": Self.map], note: "failed b.yaml:1: twice\n" as String?)
    #expect(try paths([twice]) == ["b.yaml"])
    #expect(try paths([twice, (["b.yaml": Self.map], nil)]) == [])
  }
}
