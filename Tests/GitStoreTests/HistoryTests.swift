import APIMachinery
import Basics
import GitObjects
import GitStore
import Store
import Testing

@Suite struct HistoryTests {
  private struct Told: Equatable {
    var revision: Revision
    var json: String
    var previous: String?
    var isDelete: Bool

    init(_ change: StoreChange) {
      (revision, isDelete) = (change.revision, change.isDelete)
      json = String(decoding: change.object.json, as: UTF8.self)
      previous = change.previous.map { String(decoding: $0.json, as: UTF8.self) }
    }
  }

  private static let nodes = GroupResource(resource: "nodes")

  /// A store with a small memory and a long past, and all that was told while it was made.
  private func withPast(_ random: SeededRandom) async throws -> (temporary: TemporaryStore, store: GitStore, told: [GroupResource: [Told]]) {
    let temporary = try TemporaryStore()
    let store = try await temporary.open { $0.window = HistoryWindow(changes: 6) }
    var told: [GroupResource: [Told]] = [:]
    var cursor = Revision.zero
    for step in 0..<260 {
      let resource = [Sample.configMaps, Sample.secrets, Self.nodes][random.below(3)]
      let key = ObjectKey(resource, namespace: resource == Self.nodes ? "" : "ns-\(random.below(3))", name: "n\(random.below(9))")
      var writes = [random.below(4) == 0 ? Write(key, .delete, expecting: .anything) : Sample.put(key, "\(step)")]
      if step % 10 == 0 { writes.append(Sample.put(Sample.key("beside-\(step)"), "x")) }
      if step % 5 == 0 { writes.append(Sample.put(Sample.key("lease", Sample.leases), "\(step)")) }
      _ = try await store.commit(Transaction(writes))
      if random.below(8) == 0 { await store.flush() }
      for resource in [Sample.configMaps, Sample.secrets, Self.nodes] {
        told[resource, default: []] += try store.changes(of: resource, after: cursor).changes.map(Told.init)
      }
      cursor = store.revision
    }
    return (temporary, store, told)
  }

  private func changes(_ store: GitStore, of resource: GroupResource, after start: Revision, limit: Int) async throws -> [Told] {
    var found: [Told] = []
    var cursor = start
    while cursor < store.revision {
      let batch = try await store.pastChanges(of: resource, after: cursor, limit: limit)
      try #require(batch.through > cursor, "a batch must lead on")
      found += batch.changes.map(Told.init)
      cursor = batch.through
    }
    return found
  }

  @Test("I9 changes are told from any revision on, out of git where memory ends: after a restart and maintenance too", arguments: [11, 12] as [UInt64])
  func changes(seed: UInt64) async throws {
    let random = SeededRandom(seed: seed)
    var (temporary, store, told) = try await withPast(random)
    for stage in ["as written", "reopened", "consolidated", "after git gc", "index lost", "index damaged"] {
      switch stage {
      case "consolidated": await store.consolidatePacks()
      case "after git gc":
        await store.flush()
        #expect(temporary.git("gc", "-q", "--prune=now").code == 0)
      case "as written": break
      default:
        await store.close()
        let index = temporary.path + "/kctl/history"
        if stage == "index lost" { _ = Shell.run(["rm", index]) }
        if stage == "index damaged" {
          var bytes = try TextFile.readBytes(index)
          bytes[bytes.count / 2] ^= 4
          try TextFile.write(bytes, to: index)
        }
        store = try await temporary.open { $0.window = HistoryWindow(changes: 6) }
      }
      for (resource, all) in told {
        for start in [0, 1, Int(store.revision.rawValue) - 1] + (0..<6).map({ _ in random.below(Int(store.revision.rawValue)) }) {
          let after = Revision(UInt64(start))
          let found = try await changes(store, of: resource, after: after, limit: 1 + random.below(40))
          #expect(found == all.filter { $0.revision > after }, "\(stage): \(resource) after \(after)")
        }
      }
    }
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("Leases and Events have no past: asking for it says so")
  func ephemeral() async throws {
    let temporary = try TemporaryStore()
    var store = try await temporary.open()
    try await store.put(Sample.key("lease", Sample.leases), "1")
    try await store.put(Sample.key("lease", Sample.leases), "2")
    await store.close()
    store = try await temporary.open()
    do {
      _ = try await store.pastChanges(of: Sample.leases, after: .zero, limit: 10)
      Issue.record("changes of a Lease were told after a restart")
    } catch {
      #expect(error == .compacted(oldest: Revision(2)))
    }
    await store.close()
  }

  @Test("a clone without the older commits says how far back it goes")
  func shallow() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    for number in 0..<6 {
      try await store.put(Sample.key("n\(number)"), "x")
      await store.flush()
    }
    await store.close()
    let clone = temporary.directory + "/clone"
    #expect(Shell.run(["git", "clone", "-q", "--bare", "--depth", "3", "--no-single-branch", "file://" + temporary.path, clone]).code == 0)
    let restored = try await temporary.open { $0.path = clone }
    do {
      _ = try await restored.pastChanges(of: Sample.configMaps, after: Revision(1), limit: 10)
      Issue.record("changes from before the clone's history")
    } catch {
      guard case .compacted = error else { throw error }
    }
    await #expect(throws: StoreError.self) { try await restored.snapshot(at: Revision(2)) }
    #expect(try await restored.snapshot(at: Revision(5)).list(Sample.configMaps).count == 5)
    #expect(try await restored.pastChanges(of: Sample.configMaps, after: Revision(4), limit: 10).changes.map(\.revision.rawValue) == [5, 6])
    await restored.close()
  }
}
