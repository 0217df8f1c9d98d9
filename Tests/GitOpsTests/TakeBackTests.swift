import APIMachinery
import Testing

@testable import GitOps

@Suite struct TakeBackTests {
  private func file(_ path: String, _ text: String?) -> ChangedFile { ChangedFile(path: path, content: text.map { Array($0.utf8) }) }
  private func text(_ files: [ChangedFile], _ path: String) -> String? {
    files.first { $0.path == path }.flatMap { $0.content.map { String(decoding: $0, as: UTF8.self) } }
  }
  private func map(_ name: String, _ data: String, namespace: String = "shop") -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \(name), namespace: \(namespace)}\ndata: {\(data)} # of \(name)\n"
  }

  @Test("a file all of whose objects are meant becomes what it was, byte for byte; new ones go")
  func wholeFiles() throws {
    let old = "# why\n" + map("a", "x: '1'")
    let edit = try RollbackEdit(
      now: [file("a.yaml", map("a", "x: '2'")), file("b.yaml", map("b", "w: '1'"))], then: [file("a.yaml", old), file("b.yaml", nil)],
      where: { _ in true })
    #expect(edit.files.count == 2)
    #expect(text(edit.files, "a.yaml") == old)
    #expect(edit.files.contains { $0.path == "b.yaml" && $0.content == nil })
  }

  @Test("a file without manifests goes back only where everything does")
  func filesWithoutManifests() throws {
    let now = [file("values.yaml", "replicas: 3\n"), file("a.yaml", map("a", "x: '2'"))]
    let then = [file("values.yaml", "replicas: 1\n"), file("a.yaml", map("a", "x: '1'"))]
    #expect(try RollbackEdit(now: now, then: then, where: { $0.identity.name == "a" }).files.map(\.path) == ["a.yaml"])
    #expect(try RollbackEdit(now: now, then: then, isEverything: true, where: { _ in true }).files.count == 2)
  }

  @Test("in a file with others only the meant document is edited, its neighbours and comments stay")
  func documents() throws {
    let now = map("a", "x: '2'") + "---\n" + map("b", "w: '2'")
    let then = map("a", "x: '1'") + "---\n" + map("b", "w: '1'")
    let edit = try RollbackEdit(now: [file("all.yaml", now)], then: [file("all.yaml", then)], where: { $0.identity.name == "a" })
    #expect(text(edit.files, "all.yaml") == map("a", "x: '1'") + "---\n" + map("b", "w: '2'"))
  }

  @Test("an object that has moved to another file is put back where it was")
  func moved() throws {
    let edit = try RollbackEdit(
      now: [file("new.yaml", map("a", "x: '2'") + "---\n" + map("b", "w: '2'")), file("old.yaml", nil)],
      then: [file("old.yaml", map("a", "x: '1'")), file("new.yaml", nil)], where: { $0.identity.name == "a" })
    #expect(text(edit.files, "old.yaml") == map("a", "x: '1'"))
    #expect(text(edit.files, "new.yaml")?.contains("name: a") == false)
    #expect(text(edit.files, "new.yaml")?.contains("name: b") == true)
  }

  @Test("a reverted commit's fields go back, later ones stay, and what was changed again is a conflict by field")
  func revert() throws {
    let before = [file("a.yaml", map("a", "x: '1', w: '1'"))]
    let after = [file("a.yaml", map("a", "x: '2', w: '2'"))]
    let clean = try RevertEdit(before: before, after: after, now: [file("a.yaml", map("a", "x: '2', w: '2', z: new"))], overwrites: false)
    #expect(clean.conflicts.isEmpty)
    let edited = try YAML.decode(text(clean.files, "a.yaml") ?? "")
    #expect(edited["data"] == ["x": "1", "w": "1", "z": "new"])
    #expect(text(clean.files, "a.yaml")?.contains("# of a") == true)
    let conflicting = try RevertEdit(before: before, after: after, now: [file("a.yaml", map("a", "x: '3', w: '2'"))], overwrites: false)
    #expect(conflicting.conflicts.map(\.field) == ["data.x"])
    #expect(conflicting.conflicts.first?.wanted == "1" && conflicting.conflicts.first?.found == "3")
    let forced = try RevertEdit(before: before, after: after, now: [file("a.yaml", map("a", "x: '3', w: '2'"))], overwrites: true)
    #expect(try YAML.decode(text(forced.files, "a.yaml") ?? "")["data"] == ["x": "1", "w": "1"])
  }

  @Test("a created object goes and a deleted one comes back, unless they have changed since")
  func existence() throws {
    let created = try RevertEdit(
      before: [file("a.yaml", nil)], after: [file("a.yaml", map("a", "x: '1'"))], now: [file("a.yaml", map("a", "x: '1'"))], overwrites: false)
    #expect(created.files == [file("a.yaml", nil)])
    let deleted = try RevertEdit(
      before: [file("a.yaml", map("a", "x: '1'"))], after: [file("a.yaml", nil)], now: [file("a.yaml", nil)], overwrites: false)
    #expect(text(deleted.files, "a.yaml") == map("a", "x: '1'"))
    let changed = try RevertEdit(
      before: [file("a.yaml", nil)], after: [file("a.yaml", map("a", "x: '1'"))], now: [file("a.yaml", map("a", "x: '2'"))], overwrites: false)
    #expect(changed.conflicts.count == 1 && changed.files.isEmpty)
  }
}
