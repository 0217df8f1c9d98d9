import APIMachinery
import Basics
import GitObjects
import GitStore
import Store
import Testing

@Suite struct MaintenanceTests {
  @Test("I10 packs are consolidated while the store writes: nothing is lost, every reader goes on")
  func consolidation() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    for round in 0..<12 {
      try await store.put(Sample.key("n\(round)"), "\(round)")
      try await store.put(Sample.key("lease", Sample.leases), "\(round)")
      await store.flush()
    }
    let before = store.repository.packs.packCount
    let reader = try Repository.open(temporary.path)
    let tip = try #require(try reader.resolve("refs/heads/live"))
    async let consolidated: Void = store.consolidatePacks()
    for number in 0..<60 { try await store.put(Sample.key("during-\(number)"), "x") }
    await consolidated
    await store.flush()
    await store.consolidatePacks()
    #expect(before == 12 && store.repository.packs.packCount < before, "\(store.repository.packs.packCount)")
    #expect(try reader.allFiles(reader.commit(tip).tree).count == 12)
    #expect(temporary.git("commit-graph", "verify").code == 0)
    await store.close()
    temporary.expectCleanRepository()
    let again = try await temporary.open()
    #expect(again.snapshot().list(Sample.configMaps).count == 72)
    #expect(again.text(Sample.key("lease", Sample.leases)) == "11")
    await again.close()
  }

  @Test("I10 git gc by hand does no harm")
  func garbageCollection() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    for round in 0..<6 {
      try await store.put(Sample.key("n\(round)"), "\(round)")
      try await store.put(Sample.key("lease", Sample.leases), "\(round)")
      await store.flush()
      if round % 2 == 1 { #expect(temporary.git("gc", "-q", "--prune=now").code == 0) }
    }
    await store.close()
    temporary.expectCleanRepository()
    let again = try await temporary.open()
    #expect(again.snapshot().list(Sample.configMaps).count == 6 && again.revision == Revision(12))
    await again.close()
    #expect(temporary.journalFiles.isEmpty, "a clean end leaves no journal")
  }
}
