import Basics
import GitObjects
import Testing

@Suite struct TreeTests {
  /// Git's order: by bytes, a directory as if its name ended in a slash.
  private static func ordered(_ entries: some Sequence<Tree.Entry>) -> [Tree.Entry] {
    entries.sorted { a, b in
      Array((a.name + (a.isTree ? "/" : "")).utf8).lexicographicallyPrecedes(Array((b.name + (b.isTree ? "/" : "")).utf8))
    }
  }

  @Test(arguments: 0..<20)
  func `edits in any order give what git would have written`(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    let names = (0..<40).map { number in
      ["a", "a-\(number)", "a.\(number)", "a\(number)", "file-\(number % 7).yaml", "\u{e9}\(number)", "b"][random.below(7)]
    }
    var tree = Tree()
    var model: [String: Tree.Entry] = [:]
    for step in 0..<300 {
      let name = names[random.below(names.count)]
      if random.below(4) == 0 {
        tree.remove(name)
        model[name] = nil
      } else {
        let mode = [Tree.fileMode, Tree.directoryMode, 0o100755][random.below(3)]
        let entry = Tree.Entry(mode: mode, name: name, id: ObjectKind.blob.id(of: Array("\(step)".utf8)))
        tree.set(entry)
        model[name] = entry
      }
      if step % 50 == 0 { tree = Tree(encoded: tree.encoded) }
      #expect(tree.entries == Self.ordered(model.values))
      for name in names { #expect(tree.entry(named: name) == model[name]) }
    }
    #expect(tree == Tree(encoded: tree.encoded))
    #expect(Set([tree, Tree(encoded: tree.encoded)]).count == 1)
  }

  @Test func `a tree that isn't in git's order is edited all the same`() throws {
    let id = ObjectKind.blob.id(of: [])
    let entries = ["c", "a", "b"].map { Array("100644 \($0)".utf8) + [0] + id.bytes }
    var tree = Tree(encoded: entries.flatMap { $0 })
    let other = ObjectKind.blob.id(of: [1])
    tree.set(Tree.Entry(mode: Tree.fileMode, name: "a", id: other))
    #expect(tree.entries.map(\.name) == ["c", "a", "b"])
    #expect(tree.entry(named: "a")?.id == other)
    tree.remove("c")
    #expect(tree.entries.map(\.name) == ["a", "b"])
  }
}
