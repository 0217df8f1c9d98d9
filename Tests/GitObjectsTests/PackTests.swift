import Basics
import GitObjects
import Testing

@Suite struct PackTests {
  let signature = Signature(
    name: "Ann <x>", email: "ann@example.com", time: Timestamp(secondsSinceEpoch: 1_700_000_000), offsetMinutes: -90)

  @Test("I10 packs, deltas included, are clean for git fsck --strict and read back the same")
  func packsAreValid() throws {
    let temporary = try TemporaryRepository()
    let repository = temporary.repository
    let pack = PackBuilder()
    let random = SeededRandom(seed: 5)
    var tree = Tree()
    var base: (id: ObjectID, content: [UInt8])?
    var parent: CommitID?
    var blobs: [ObjectID: [UInt8]] = [:]
    for step in 0..<300 {
      let content = Array("object \(random.next())\n\(String(repeating: "x", count: random.below(3_000)))".utf8)
      let blob = pack.add(.blob, content)
      blobs[blob] = content
      tree.set(Tree.Entry(mode: Tree.fileMode, name: "file\(random.below(200)).yaml", id: blob))
      if step % 7 == 0 { tree.remove("file\(random.below(200)).yaml") }
      let id = pack.add(.tree, tree.encoded, base: base)
      base = (id, tree.encoded)
      let commit = Commit(
        tree: id, parents: parent.map { [$0] } ?? [], author: signature, committer: signature, message: "step \(step)\n\0more")
      parent = pack.add(.commit, commit.encoded)
    }
    let written = try repository.write(pack)
    try repository.updateReference("refs/heads/main", to: #require(parent), expecting: nil)
    written.release()
    let fsck = temporary.git("fsck", "--strict", "--full", "--no-dangling")
    #expect(fsck.code == 0 && fsck.output.isEmpty, "\(fsck.output)")
    for (id, content) in blobs { #expect(try repository.blob(id) == content) }
    let tip = try repository.commit(#require(parent))
    #expect(try repository.tree(tip.tree).encoded == tree.encoded)
    #expect(tip.author.name == "Ann x" && tip.author.offsetMinutes == -90)
    #expect(temporary.git("log", "-1", "--format=%an|%ae|%ai").output == "Ann x|ann@example.com|2023-11-14 20:43:20 -0130\n")
    #expect(temporary.git("rev-list", "--count", "main").output == "300\n")
  }

  @Test("directories sort as git sorts them")
  func treeOrder() throws {
    let temporary = try TemporaryRepository()
    let pack = PackBuilder()
    let blob = pack.add(.blob, [])
    let inner = pack.add(.tree, Tree([.init(mode: Tree.fileMode, name: "f", id: blob)]).encoded)
    var tree = Tree()
    for name in ["a-b", "a.b", "a0", "b"] { tree.set(.init(mode: Tree.fileMode, name: name, id: blob)) }
    tree.set(.init(mode: Tree.directoryMode, name: "a", id: inner))
    tree.set(.init(mode: Tree.directoryMode, name: "b", id: inner))
    #expect(tree.entries.map(\.name) == ["a-b", "a.b", "a", "a0", "b"])
    let commit = Commit(tree: pack.add(.tree, tree.encoded), parents: [], author: signature, committer: signature, message: "x")
    let tip = pack.add(.commit, commit.encoded)
    try temporary.repository.write(pack).release()
    try temporary.repository.updateReference("refs/heads/main", to: tip, expecting: nil)
    #expect(temporary.git("fsck", "--strict").code == 0)
    #expect(try temporary.repository.allFiles(commit.tree).map(\.path) == ["a-b", "a.b", "a/f", "a0", "b/f"])
    tree.remove("a0")
    #expect(tree.entry(named: "a0") == nil && tree.entries.count == 4)
  }
}
