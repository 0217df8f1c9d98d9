import APIMachinery
import Basics
import GitObjects
import Glibc
import Store
import Testing

@testable import GitStore

@Suite struct HistoryLogTests {
  private static let nodes = GroupResource(resource: "nodes")

  @Test("a check compares the index of changes with git commit by commit, and makes it anew where it is wrong")
  func check() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    for number in 0..<40 { try await store.put(Sample.key("a\(number % 7)"), "\(number)") }
    _ = try await store.commit(Transaction([Write(Sample.key("a0"), .delete, expecting: .present)]))
    let sound = try await store.check(repairsIndexes: false)
    #expect(sound.findings.isEmpty && sound.changes >= 7 && sound.objects == 6, "\(sound)")
    let path = store.repository.gitDirectory + "/kctl/changes"
    let length = try TextFile.readBytes(path).count
    let file = try #require(fopen(path, "r+"))
    fseek(file, 64, SEEK_SET)
    fwrite([UInt8](repeating: 1, count: length - 64), 1, length - 64, file)
    fclose(file)
    let found = try await store.check(repairsIndexes: true)
    #expect(found.findings.map(\.part) == ["index"] && found.findings.allSatisfy(\.isRepaired))
    #expect(try await store.check(repairsIndexes: false).findings.isEmpty)
    await store.close()
  }

  @Test("a trailer that names no object is passed over", arguments: ["/a/b", "//", "", "pods", ".apps/a", "a/b/c/d"])
  func strangeTrailer(text: String) {
    #expect(LiveTrailers.key(Substring(text)) == nil)
  }

  private struct Told: Equatable {
    var revision: Revision
    var key: ObjectKey
    var user: String
    var isDelete: Bool
  }

  /// A store with a past of several users, and what each of them did.
  private func withPast(_ seed: UInt64, steps: Int = 240) async throws -> (temporary: TemporaryStore, store: GitStore, told: [Told]) {
    let random = SeededRandom(seed: seed)
    let temporary = try TemporaryStore()
    let store = try await temporary.open { $0.window = HistoryWindow(changes: 6) }
    var told: [Told] = []
    for step in 0..<steps {
      let resource = [Sample.configMaps, Self.nodes][random.below(2)]
      let key = ObjectKey(resource, namespace: resource == Self.nodes ? "" : "ns-\(random.below(3))", name: "n\(random.below(9))")
      let isDelete = random.below(4) == 0
      let user = "user-\(random.below(3))"
      var writes = [isDelete ? Write(key, .delete, expecting: .anything) : Sample.put(key, "\(step)")]
      if step % 7 == 0 { writes.append(Sample.put(Sample.key("lease", Sample.leases), "\(step)")) }
      let results = try await store.commit(Transaction(writes, Provenance(user: user, verb: isDelete ? "delete" : "update", userAgent: "test/1")))
      if let object = results[0] { told.append(Told(revision: object.revision, key: key, user: user, isDelete: isDelete)) }
      if random.below(8) == 0 { await store.flush() }
    }
    return (temporary, store, told)
  }

  private func read(_ store: GitStore, _ query: HistoryQuery) async throws -> [HistoryEntry] {
    var query = query
    var found: [HistoryEntry] = []
    repeat {
      let page = try await store.log(query)
      found += page.entries
      query.continuation = page.continuation
    } while query.continuation != nil
    return found
  }

  private func told(_ entries: [HistoryEntry]) -> [Told] {
    entries.compactMap { entry in
      entry.key.map { Told(revision: entry.revision, key: $0, user: entry.origin.user, isDelete: entry.after == nil) }
    }
  }

  @Test("the log tells every change of every object with its user, page by page, also where users share a commit", arguments: [1, 2] as [UInt64])
  func everything(seed: UInt64) async throws {
    let (temporary, store, expected) = try await withPast(seed)
    var query = HistoryQuery()
    query.limit = 7
    #expect(told(try await read(store, query)) == expected.reversed())
    query.resource = Sample.configMaps
    #expect(told(try await read(store, query)) == expected.reversed().filter { $0.key.resource == Sample.configMaps })
    query.namespace = "ns-1"
    #expect(told(try await read(store, query)) == expected.reversed().filter { $0.key.resource == Sample.configMaps && $0.key.namespace == "ns-1" })
    for key in Set(expected.map(\.key)) {
      (query.resource, query.namespace, query.name) = (key.resource, key.namespace, key.name)
      #expect(told(try await read(store, query)) == expected.reversed().filter { $0.key == key }, "\(key)")
    }
    var byAuthor = HistoryQuery()
    byAuthor.author = "USER-1"
    #expect(told(try await read(store, byAuthor)) == expected.reversed().filter { $0.user == "user-1" })
    await store.close()
    _ = temporary
  }

  @Test("the index of changes is made anew from git when it is gone, damaged or behind, and then tells the same", arguments: [3, 4] as [UInt64])
  func index(seed: UInt64) async throws {
    let (temporary, store, expected) = try await withPast(seed)
    _ = try await store.log(HistoryQuery())
    await store.close()
    let file = temporary.path + "/kctl/changes"
    let good = try TextFile.readBytes(file)
    #expect(good.count > expected.count * 24)
    for damage in 0..<4 {
      var bytes = good
      switch damage {
      case 0: bytes = []
      case 1: bytes.removeLast(100)
      case 2: bytes[bytes.count / 2] ^= 0x40
      default: bytes[0] = 0
      }
      try TextFile.write(bytes, to: file)
      let again = try await temporary.open { $0.window = HistoryWindow(changes: 6) }
      var query = HistoryQuery()
      for key in Set(expected.map(\.key)).sorted().prefix(6) {
        (query.resource, query.namespace, query.name) = (key.resource, key.namespace, key.name)
        #expect(told(try await read(again, query)) == expected.reversed().filter { $0.key == key }, "damage \(damage) \(key)")
      }
      await again.close()
    }
  }

  @Test("differences between any two revisions are those of the two states", arguments: [5, 6] as [UInt64])
  func differences(seed: UInt64) async throws {
    let (temporary, store, _) = try await withPast(seed, steps: 120)
    let random = SeededRandom(seed: seed)
    for _ in 0..<25 {
      let (a, b) = (Revision(UInt64(random.below(Int(store.revision.rawValue) + 1))), Revision(UInt64(random.below(Int(store.revision.rawValue) + 1))))
      let (old, new) = (try await store.snapshot(at: a), try await store.snapshot(at: b))
      var expected: [String] = []
      for resource in [Sample.configMaps, Self.nodes] {
        let keys = Set((old.list(resource) + new.list(resource)).map(\.key))
        for key in keys where old.get(key)?.revision != new.get(key)?.revision {
          expected.append("\(key) \(old.get(key)?.revision.description ?? "-") \(new.get(key)?.revision.description ?? "-")")
        }
      }
      let found = try await store.differences(from: a, to: b).map {
        "\($0.key) \($0.before?.revision.description ?? "-") \($0.after?.revision.description ?? "-")"
      }
      #expect(found.sorted() == expected.sorted(), "\(a)..\(b)")
      let one = try await store.snapshot(at: a, of: ReadScope(Sample.configMaps))
      #expect(one.list(Sample.configMaps).map(\.revision) == old.list(Sample.configMaps).map(\.revision))
      // Looking at less of it shows the same, also of an object that isn't there.
      let known = Set((old.list(Sample.configMaps) + new.list(Sample.configMaps)).map(\.key)).sorted()
      for key in known.prefix(4) + [ObjectKey(Sample.configMaps, namespace: "nowhere", name: "nothing")] {
        let within = try await store.snapshot(at: a, of: ReadScope(key.resource, namespace: key.namespace))
        #expect(within.list(key.resource, namespace: key.namespace).map(\.revision) == old.list(key.resource, namespace: key.namespace).map(\.revision))
        let alone = try await store.snapshot(at: a, of: ReadScope(key.resource, namespace: key.namespace, name: key.name))
        #expect(alone.get(key)?.revision == old.get(key)?.revision)
        var query = HistoryQuery()
        (query.resource, query.namespace, query.name) = (key.resource, key.namespace, key.name)
        let differing = try await store.differences(from: a, to: b, query)
        #expect(differing.map(\.key) == (old.get(key)?.revision == new.get(key)?.revision ? [] : [key]))
      }
    }
    await store.close()
    _ = temporary
  }

  @Test("points are found by revision, by time and by commit; what was never there is told apart from what is gone")
  func places() async throws {
    let clock = ManualClock(Timestamp(secondsSinceEpoch: 1_000_000))
    let temporary = try TemporaryStore()
    let store = try await temporary.open { $0.clock = clock }
    var commits: [CommitID] = []
    for step in 0..<5 {
      _ = try await store.put(Sample.key("a"), "\(step)")
      await store.flush()
      commits.append(try #require(try store.repository.resolve("refs/heads/live")))
      clock.advance(by: .seconds(60))
    }
    #expect(try await store.place(.newest).revision == Revision(5))
    #expect(try await store.place(.revision(Revision(2))).live == commits[1])
    #expect(try await store.place(.time(Timestamp(secondsSinceEpoch: 1_000_119))).revision == Revision(2))
    #expect(try await store.place(.time(Timestamp(secondsSinceEpoch: 1_000_120))).revision == Revision(3))
    #expect(try await store.place(.commit(String(commits[3].hex.prefix(12)))).revision == Revision(4))
    #expect(try await store.place(.commit("live~1")).revision == Revision(4))
    await #expect(throws: HistoryError.unknownCommit("nowhere")) { try await store.place(.commit("nowhere")) }
    await #expect(throws: StoreError.self) { try await store.place(.revision(Revision(6))) }
    await #expect(throws: HistoryError.self) { try await store.place(.time(Timestamp(secondsSinceEpoch: 5))) }
    await store.close()
  }

  @Test("a clock that was set back makes no commit older than the one before it, also after a restart: what was then is still found")
  func clockSetBack() async throws {
    let clock = ManualClock(Timestamp(secondsSinceEpoch: 1_000_000))
    let temporary = try TemporaryStore()
    var store = try await temporary.open { $0.clock = clock }
    for (step, seconds) in [0, 60, -7_200, 60].enumerated() {
      clock.advance(by: .seconds(seconds))
      if step == 3 {
        await store.close()
        store = try await temporary.open { $0.clock = clock }
      }
      _ = try await store.put(Sample.key("a"), "\(step)")
      await store.flush()
    }
    clock.advance(by: .seconds(10_000))
    _ = try await store.put(Sample.key("a"), "late")
    await store.flush()
    let times = temporary.git("log", "--reverse", "--format=%ct", "live").text.split(separator: "\n").compactMap { Int($0) }
    #expect(times == [1_000_000, 1_000_060, 1_000_060, 1_000_060, 1_002_920])
    #expect(try await store.place(.time(Timestamp(secondsSinceEpoch: 1_000_030))).revision == Revision(1))
    #expect(try await store.place(.time(Timestamp(secondsSinceEpoch: 1_002_000))).revision == Revision(4))
    await store.close()
  }

  @Test("writers who share a commit are told by their revisions")
  func trailer() throws {
    let trailer = WriterTrailer(
      revisions: WriterTrailer.ranges([4, 1, 2, 3, 9, 7, 8]), verb: "patch", user: "a \"b\"", userAgent: "x/1 (y)", fieldManager: "m", auditID: "")
    #expect(trailer.text.hasPrefix("1-4,7-9 ["))
    #expect(WriterTrailer(trailer.text) == trailer)
    #expect(trailer.holds(Revision(8)) && !trailer.holds(Revision(5)))
    for bad in ["", "1-4", "x [\"\"]", "4-1 [\"\",\"\",\"\",\"\",\"\"]", "1 [\"a\"]"] { #expect(WriterTrailer(bad) == nil) }
  }
}
