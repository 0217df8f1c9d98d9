import APIMachinery
import Basics
import GitObjects
import GitStore
import Store
import Testing

/// The checkpoint makes opening quick and is never the truth: whatever stands in its place, the store opens with what git says.
@Suite struct CheckpointTests {
  private static let count = 1_200

  /// A closed store with enough objects for a checkpoint, some of them Secrets, and a Lease.
  private func filled() async throws -> TemporaryStore {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    for start in stride(from: 0, to: Self.count, by: 300) {
      _ = try await store.commit(Transaction((start..<start + 300).map { Sample.put(key($0), "clear-\($0)") }))
    }
    try await store.put(Sample.key("lease", Sample.leases), "x")
    await store.close()
    return temporary
  }

  private func key(_ number: Int) -> ObjectKey {
    Sample.key("n\(number)", number % 100 == 0 ? Sample.secrets : Sample.configMaps, namespace: "ns-\(number % 3)")
  }

  private func contents(_ store: GitStore) -> [String] {
    store.snapshot().resources.flatMap { resource in
      store.snapshot().list(resource).map { "\($0.key) \($0.revision) \($0.created) \(String(decoding: $0.json, as: UTF8.self))" }
    }
  }

  private func file(_ temporary: TemporaryStore) -> String { temporary.path + "/kctl/checkpoint" }

  @Test("I9 a store opened from its checkpoint holds what one opened from git alone holds")
  func sameAsGit() async throws {
    let temporary = try await filled()
    var store = try await temporary.open()
    let quick = contents(store)
    await store.close()
    #expect(Shell.run(["test", "-s", file(temporary)]).code == 0, "no checkpoint was written")
    _ = Shell.run(["rm", file(temporary)])
    store = try await temporary.open()
    #expect(contents(store) == quick && quick.count == Self.count + 1)
    await store.close()
  }

  @Test("I9 a checkpoint that is behind is brought up to date from git: changes, deletes, directories that were divided")
  func behind() async throws {
    let temporary = try await filled()
    _ = Shell.run(["cp", file(temporary), temporary.directory + "/old"])
    var store = try await temporary.open()
    for number in stride(from: 0, to: Self.count, by: 7) { try await store.put(key(number), "changed") }
    for number in stride(from: 1, to: Self.count, by: 11) {
      _ = try await store.commit(Transaction([Write(key(number), .delete, expecting: .present)]))
    }
    let more = (0..<1_500).map { Sample.put(Sample.key("more-\($0)", namespace: "ns-1"), "x") }
    _ = try await store.commit(Transaction(more))
    let expected = contents(store)
    let revision = store.revision
    await store.close()
    _ = Shell.run(["cp", temporary.directory + "/old", file(temporary)])
    store = try await temporary.open()
    #expect(contents(store) == expected && store.revision == revision)
    // What is edited next stands on directories that were not read yet.
    try await store.put(key(2), "after")
    await store.close()
    temporary.expectCleanRepository()
    store = try await temporary.open()
    #expect(store.text(key(2)) == "after" && contents(store).count == expected.count)
    await store.close()
  }

  @Test("I9 a checkpoint with a flipped bit, a cut one, an empty one, one of another repository: git is asked instead")
  func damaged() async throws {
    let temporary = try await filled()
    let bytes = try TextFile.readBytes(file(temporary))
    let random = SeededRandom(seed: 3)
    var versions: [[UInt8]] = [[], Array(bytes.dropLast()), Array(bytes.prefix(10)), Array(bytes.prefix(bytes.count / 2))]
    for _ in 0..<12 {
      var flipped = bytes
      flipped[random.below(bytes.count)] ^= UInt8(1 << random.below(8))
      versions.append(flipped)
    }
    let other = try TemporaryStore()
    let otherStore = try await other.open()
    _ = try await otherStore.commit(Transaction((0..<1_100).map { Sample.put(Sample.key("o\($0)"), "x") }))
    await otherStore.close()
    versions.append(try TextFile.readBytes(file(other)))
    var expected: [String]?
    for version in versions {
      try TextFile.write(version, to: file(temporary))
      let store = try await temporary.open()
      let found = contents(store)
      #expect(found == expected ?? found && found.count == Self.count + 1)
      expected = found
      await store.close()
    }
  }

  @Test("I7 a checkpoint holds no Secret in clear")
  func secrets() async throws {
    let temporary = try await filled()
    let bytes = String(decoding: try TextFile.readBytes(file(temporary)), as: UTF8.self)
    #expect(bytes.contains("clear-1\""))
    #expect(!bytes.contains("clear-100\"") && !bytes.contains("clear-0\""))
  }
}
