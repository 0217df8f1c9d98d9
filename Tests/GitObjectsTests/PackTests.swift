import Basics
import GitObjects
import Glibc
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

  @Test("I10 directories are stored, not compressed, whatever their size: git reads them all")
  func storedDirectories() throws {
    let temporary = try TemporaryRepository()
    let pack = PackBuilder()
    let blob = pack.add(.blob, [])
    var trees: [ObjectID: [UInt8]] = [:]
    var root = Tree()
    // Around the limit of 65,535 bytes of one stored block: an entry takes 33 bytes here.
    for count in [0, 1, 1_985, 1_986, 4_000] {
      let tree = Tree(encoded: (0..<count).flatMap { number in
        Array("100644 f\(100_000 + number)".utf8) + [0] + blob.bytes
      })
      let id = pack.add(.tree, tree.encoded)
      trees[id] = tree.encoded
      root.set(Tree.Entry(mode: Tree.directoryMode, name: "d\(count)", id: id))
    }
    let commit = Commit(tree: pack.add(.tree, root.encoded), parents: [], author: signature, committer: signature, message: "x")
    let tip = pack.add(.commit, commit.encoded)
    try temporary.repository.write(pack).release()
    try temporary.repository.updateReference("refs/heads/main", to: tip, expecting: nil)
    #expect(temporary.git("fsck", "--strict").code == 0)
    for (id, content) in trees { #expect(try temporary.repository.tree(id).encoded == content) }
  }

  @Test("I10 contents of any size read back the same, whichever compressor they went through")
  func contentSizes() throws {
    let temporary = try TemporaryRepository()
    let pack = PackBuilder()
    let random = SeededRandom(seed: 9)
    var blobs: [ObjectID: [UInt8]] = [:]
    // Around 8 KiB, where the compressor changes, and around the 64 KiB that come out at a time.
    for size in [0, 1, 3_835, 4_096, 8_191, 8_192, 8_193, 65_535, 65_536, 200_000] {
      let text = (0..<size).map { UInt8(truncatingIfNeeded: 97 + $0 * $0 % 23) }
      let noise = (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      for content in [text, noise] { blobs[pack.add(.blob, content)] = content }
    }
    try temporary.repository.write(pack).release()
    #expect(temporary.git("fsck", "--strict", "--full", "--no-dangling").code == 0)
    for (id, content) in blobs { #expect(try temporary.repository.blob(id) == content) }
  }

  @Test("I10 a pack that is removed leaves no commit-graph behind that names its commits", arguments: [false, true])
  func removedPacks(isSplit: Bool) throws {
    let temporary = try TemporaryRepository()
    let repository = temporary.repository
    var packs: [PackDirectory.WrittenPack] = []
    var tips: [CommitID] = []
    for number in 0..<2 {
      let pack = PackBuilder()
      let commit = Commit(tree: pack.add(.tree, []), parents: [], author: signature, committer: signature, message: "\(number)")
      tips.append(pack.add(.commit, commit.encoded))
      packs.append(try repository.write(pack, for: .ephemeral))
    }
    try repository.updateReference("refs/kctl/ephemeral", to: tips[0], expecting: nil)
    // What `git gc` does by itself.
    let graph = temporary.repository.gitDirectory + "/objects/info/" + (isSplit ? "commit-graphs/commit-graph-chain" : "commit-graph")
    func writeGraph() { #expect(temporary.git("commit-graph", "write", "--reachable", isSplit ? "--split" : "--no-progress").code == 0) }
    writeGraph()
    #expect(access(graph, F_OK) == 0)
    try repository.updateReference("refs/kctl/ephemeral", to: tips[1], expecting: tips[0])
    repository.packs.remove([packs[0]])
    #expect(repository.packs.ephemeralPacks.count == 1)
    #expect(temporary.git("fsck", "--strict").code == 0)
    #expect(access(graph, F_OK) != 0)
    // One that doesn't name what goes stays.
    writeGraph()
    repository.packs.remove([packs[0]])
    #expect(access(graph, F_OK) == 0)
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
