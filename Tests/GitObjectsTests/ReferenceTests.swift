import Basics
import Glibc
import Testing

@testable import GitObjects

@Suite struct ReferenceTests {
  let signature = Signature(name: "t", email: "t@t", time: Timestamp(secondsSinceEpoch: 1_700_000_000))

  private func commit(
    _ message: String, _ files: [String: String], parents: [CommitID] = [], in repository: Repository
  ) throws -> CommitID {
    let pack = PackBuilder()
    var tree = Tree()
    for (name, text) in files { tree.set(.init(mode: Tree.fileMode, name: name, id: pack.add(.blob, Array(text.utf8)))) }
    let commit = Commit(
      tree: pack.add(.tree, tree.encoded), parents: parents, author: signature, committer: signature, message: message)
    let id = pack.add(.commit, commit.encoded)
    try repository.write(pack).release()
    return id
  }

  @Test("I10 compare-and-set: somebody else's move is never overwritten")
  func compareAndSet() throws {
    let temporary = try TemporaryRepository()
    let repository = temporary.repository
    let first = try commit("1", ["a": "1"], in: repository)
    let second = try commit("2", ["a": "2"], parents: [first], in: repository)
    try repository.updateReference("refs/heads/main", to: first, expecting: nil)
    #expect(throws: GitError.moved(reference: "refs/heads/main", expected: nil, found: first)) {
      try repository.updateReference("refs/heads/main", to: second, expecting: nil)
    }
    #expect(temporary.git("pack-refs", "--all").code == 0)
    try repository.updateReference("refs/heads/main", to: second, expecting: first)
    #expect(try repository.resolve("HEAD") == second)
    #expect(try repository.resolve(revision: "main~1") == first)
    #expect(temporary.git("update-ref", "refs/heads/main", first.hex).code == 0)
    #expect(throws: GitError.self) { try repository.updateReference("refs/heads/main", to: first, expecting: second) }
    #expect(try repository.resolve("refs/heads/main") == first)
  }

  @Test("I10 another process's reference lock is respected, our own left-over one is cleared")
  func locks() throws {
    let temporary = try TemporaryRepository()
    let repository = temporary.repository
    let id = try commit("1", ["a": "1"], in: repository)
    let lock = repository.gitDirectory + "/refs/heads/main.lock"
    try TextFile.write("", to: lock)
    #expect(throws: GitError.locked(reference: "refs/heads/main", lockFile: lock)) {
      try repository.updateReference("refs/heads/main", to: id, expecting: nil)
    }
    repository.removeLeftovers()
    #expect(access(lock, F_OK) == 0, "a foreign lock stays")
    unlink(lock)
    // What a process that died between taking the lock and renaming it leaves:
    let claim = repository.gitDirectory + "/kctl/ref.7-1.refs%heads%main"
    try TextFile.write(id.hex + "\n", to: claim)
    #expect(link(claim, lock) == 0)
    repository.removeLeftovers()
    #expect(access(lock, F_OK) != 0 && access(claim, F_OK) != 0)
    try repository.updateReference("refs/heads/main", to: id, expecting: nil)
  }

  @Test("I10 of several threads that move a reference from the same commit one wins, and what it put there is what the reference says")
  func threads() async throws {
    let temporary = try TemporaryRepository()
    let repository = temporary.repository
    let lock = repository.gitDirectory + "/refs/heads/main.lock"
    var base = try commit("0", ["a": "0"], in: repository)
    try repository.updateReference("refs/heads/main", to: base, expecting: nil)
    for round in 1...20 {
      let next = try (0..<4).map { try commit("\(round).\($0)", ["a": "\(round).\($0)"], parents: [base], in: repository) }
      let winners = try await withThrowingTaskGroup(of: CommitID?.self) { [base] group in
        for id in next {
          group.addTask {
            try await onOwnThread {
              do { try repository.updateReference("refs/heads/main", to: id, expecting: base) } catch GitError.locked, GitError.moved { return nil }
              return id
            }
          }
        }
        return try await group.reduce(into: [CommitID]()) { winners, winner in winners += winner.map { [$0] } ?? [] }
      }
      let tip = try #require(try repository.resolve("refs/heads/main"))
      // Each may have found the lock taken; none may have written what another asked for.
      #expect(winners == (tip == base ? [] : [tip]))
      base = tip
    }
    #expect(access(lock, F_OK) != 0)
    #expect(DirectoryListing.names(repository.gitDirectory + "/kctl")?.filter { $0.hasPrefix("ref.") } == [])
  }

  @Test("who is refused a reference's lock leaves the mark of who has it")
  func refusedLock() throws {
    let temporary = try TemporaryRepository()
    let repository = temporary.repository
    let id = try commit("1", ["a": "1"], in: repository)
    let lock = repository.gitDirectory + "/refs/heads/main.lock"
    let held = try ReferenceLock("refs/heads/main", value: id, gitDirectory: repository.gitDirectory)
    #expect(throws: GitError.locked(reference: "refs/heads/main", lockFile: lock)) {
      try repository.updateReference("refs/heads/main", to: id, expecting: nil)
    }
    // Should the process die now, the next one still tells the lock for its own.
    withExtendedLifetime(held) { repository.removeLeftovers() }
    #expect(access(lock, F_OK) != 0)
  }

  @Test("changed paths, ancestry, history")
  func history() throws {
    let temporary = try TemporaryRepository()
    let repository = temporary.repository
    let first = try commit("1", ["a": "1", "b": "1"], in: repository)
    let second = try commit("2", ["a": "2", "c": "1"], parents: [first], in: repository)
    let other = try commit("3", ["z": "1"], in: repository)
    let changes = try repository.changedPaths(from: first, to: second)
    #expect(changes.map(\.path) == ["a", "c", "b"])
    #expect(changes.map { $0.old != nil } == [true, false, true])
    #expect(changes.map { $0.new != nil } == [true, true, false])
    #expect(try repository.changedPaths(from: nil, to: first).count == 2)
    #expect(try repository.isAncestor(first, of: second))
    #expect(try !repository.isAncestor(second, of: first))
    #expect(try repository.mergeBase(first, second) == first)
    #expect(try repository.mergeBase(other, second) == nil)
    #expect(try repository.commits(from: first, to: second) == [second])
    #expect(try repository.commits(from: nil, to: second) == [first, second])
    #expect(throws: GitError.notFound("object \(String(repeating: "0", count: 40))")) {
      try repository.commit(#require(ObjectID(hex: String(repeating: "0", count: 40))))
    }
  }

  @Test("git reads the notes, several in one pack too")
  func notes() throws {
    let temporary = try TemporaryRepository()
    let repository = temporary.repository
    let id = try commit("1", ["a": "1"], in: repository)
    let pack = PackBuilder()
    var notes = Notes()
    _ = try notes.set("first", on: id, in: repository, pack: pack)
    let tree = try notes.set("applied\n", on: id, in: repository, pack: pack)
    let commit = Commit(tree: tree, parents: [], author: signature, committer: signature, message: "notes")
    let tip = pack.add(.commit, commit.encoded)
    try repository.write(pack).release()
    try repository.updateReference("refs/notes/kctl", to: tip, expecting: nil)
    #expect(temporary.git("notes", "--ref=kctl", "show", id.hex).output == "applied\n")
    #expect(try repository.note("kctl", on: id) == "applied\n")
  }

  @Test("a work tree's repository keeps its reflog; trailers are read back")
  func workTree() throws {
    let temporary = try TemporaryRepository(bare: false)
    let repository = temporary.repository
    let id = try commit("subject\n\nbody: no\n\nKctl-Revision: 3-5\nKctl-Verb: apply", ["a": "1"], in: repository)
    try repository.updateReference("refs/heads/main", to: id, expecting: nil, log: "kctl: applied")
    #expect(temporary.git("reflog", "show", "main", "--format=%gs").output == "kctl: applied\n")
    let commit = try repository.commit(id)
    #expect(commit.trailers("Kctl-Revision") == ["3-5"])
    #expect(commit.trailers("body").isEmpty)
    #expect(repository.configuration("core.bare") == "false")
    try repository.setConfiguration("kctl.layoutVersion", "1")
    #expect(repository.configuration("kctl.layoutVersion") == "1")
  }
}
