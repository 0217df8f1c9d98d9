import Basics
import GitObjects
import Testing

@Suite struct WorkingTreeTests {
  private let signature = Signature(name: "Ann", email: "ann@example.com", time: Timestamp(secondsSinceEpoch: 1_700_000_000))

  @Test("many commits from one working tree share a pack, and each holds what was written until then")
  func manyCommits() throws {
    let temporary = try TemporaryRepository()
    let repository = temporary.repository
    let random = SeededRandom(seed: 3)
    var parent: CommitID?
    var model: [String: [UInt8]] = [:]
    var states: [(tree: ObjectID, files: [String: [UInt8]])] = []
    // From nothing first, then on what git has.
    for _ in 0..<2 {
      let tree = try WorkingTree(parent.map { try repository.commit($0).tree }, in: repository)
      let pack = PackBuilder()
      for step in 0..<60 {
        for _ in 0...random.below(2) {
          let path = "d\(random.below(4))/e\(random.below(3))/f\(random.below(30)).yaml"
          let content = random.below(5) == 0 ? nil : Array("\(random.next())\n".utf8)
          try tree.write(path, content)
          model[path] = content
          #expect(try tree.read(path) == content)
        }
        let id = tree.write(pack)
        #expect(tree.write(pack) == id)
        states.append((id, model))
        let commit = Commit(tree: id, parents: parent.map { [$0] } ?? [], author: signature, committer: signature, message: "\(step)")
        parent = pack.add(.commit, commit.encoded)
      }
      try repository.write(pack).release()
    }
    try repository.updateReference("refs/heads/main", to: #require(parent), expecting: nil)
    #expect(temporary.git("fsck", "--strict", "--full").code == 0)
    for (tree, files) in states {
      let found = try repository.allFiles(tree)
      #expect(Set(found.map(\.path)) == Set(files.keys))
      for (path, id) in found { #expect(try repository.blob(id) == files[path]) }
    }
  }
}
