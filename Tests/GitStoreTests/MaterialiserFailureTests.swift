import APIMachinery
import Basics
import GitObjects
import GitStore
import Store
import Testing

/// What becomes of writes while git can't be written, or others move what only kctl may.
@Suite struct MaterialiserFailureTests {
  private let pat = Provenance(user: "pat@example.com", verb: "apply", resource: "configmaps")

  private func edit(_ store: GitStore, _ name: String, to text: String?) async throws {
    let key = Sample.key(name)
    let before = store.snapshot().get(key)?.decoded()
    let after = text.map { Sample.value(key, ["text": .string($0)]) }
    let change: Write.Change = after.map { .put(EncodedObject($0)) } ?? .delete
    _ = try await store.commit(
      Transaction([Write(key, change, expecting: .anything, desired: DesiredChange(before: before, after: after))], pat))
  }

  /// Waits until everything is in git; an attempt that began before what was in its way was cleared away may still fail.
  private func flushed(_ store: GitStore) async throws {
    while await !store.flush() { try Task.checkCancellation() }
  }

  private static func manifest(_ name: String, _ text: String) -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)\n  namespace: default\ndata:\n  text: \(text)\n"
  }

  @Test("what could not be written to main at first is written as it was meant, when it can be", .timeLimit(.minutes(10)))
  func failedPack() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    for name in ["a", "b", "c"] { try await store.put(Sample.key(name), "one") }
    try await temporary.push(["all.yaml": ["a", "b", "c"].map { Self.manifest($0, "one") }.joined(separator: "---\n")], store)
    let packs = store.repository.gitDirectory + "/objects/pack"
    // A place that no pack can be written to.
    #expect(Shell.run(["mv", packs, packs + ".away"]).code == 0)
    try TextFile.write("", to: packs)
    try await edit(store, "a", to: nil)
    try await edit(store, "c", to: "two")
    #expect(await !store.flush())
    #expect(store.status.problem?.contains("held up") == true)
    #expect(Shell.run(["rm", packs]).code == 0 && Shell.run(["mv", packs + ".away", packs]).code == 0)
    try await flushed(store)
    #expect(temporary.git("show", "main:all.yaml").text == "---\n" + Self.manifest("b", "one") + "---\n" + Self.manifest("c", "two"))
    #expect(store.status.problem == nil)
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("a machine's write that shares a batch with a later edit names the main that was in force", .timeLimit(.minutes(10)))
  func mainInForce() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    try await edit(store, "a", to: "1")
    await store.flush()
    let before = temporary.git("rev-parse", "main").line
    // One batch is under way and can't end, so what follows becomes the next one.
    let lock = store.repository.gitDirectory + "/refs/heads/live.lock"
    try TextFile.write("", to: lock)
    try await store.put(Sample.key("x"), "0")
    #expect(await !store.flush())
    let machine = try await store.put(Sample.key("m"), "1")
    try await edit(store, "a", to: "2")
    try await edit(store, "b", to: "3")
    try await store.put(Sample.key("m"), "2")
    #expect(Shell.run(["rm", lock]).code == 0)
    try await flushed(store)
    let mains = temporary.git("log", "--first-parent", "--reverse", "--format=%(trailers:key=Kctl-Main,valueonly,separator=)", "live").text
      .split(separator: "\n").map(String.init)
    let edits = temporary.git("rev-list", "--reverse", "main").text.split(separator: "\n").map(String.init)
    #expect(edits.first == before)
    try #require(edits.count == 3)
    #expect(mains.suffix(4) == [edits[0], edits[1], edits[2], edits[2]])
    #expect(try await store.place(.revision(machine)).main?.hex == before)
    #expect(try await store.place(.commit("main~1")).revision > machine)
    await store.close()
  }

  @Test("the reference of Leases and Events is put back when somebody removes or moves it")
  func movedEphemeral() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    try await store.put(Sample.key("l", Sample.leases), "1")
    #expect(await store.flush())
    #expect(temporary.git("update-ref", "-d", "refs/kctl/ephemeral").code == 0)
    try await store.put(Sample.key("l", Sample.leases), "2")
    try await store.put(Sample.key("a"), "1")
    #expect(await store.flush())
    #expect(temporary.git("update-ref", "refs/kctl/ephemeral", "live").code == 0)
    try await store.put(Sample.key("l", Sample.leases), "3")
    #expect(await store.flush())
    await store.close()
    let again = try await temporary.open()
    #expect(again.text(Sample.key("l", Sample.leases)) == "3")
    await again.close()
    temporary.expectCleanRepository()
  }

  @Test("while live isn't where kctl put it writers are refused with the way out, not kept waiting for ever", .timeLimit(.minutes(10)))
  func movedLive() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open { $0.backlogBytesMax = 1 }
    try await store.put(Sample.key("a"), "1")
    #expect(await store.flush())
    let live = temporary.git("rev-parse", "live").line
    #expect(temporary.git("update-ref", "-d", "refs/heads/live").code == 0)
    try await store.put(Sample.key("a"), "2")
    #expect(await !store.flush())
    let repair = "git update-ref refs/heads/live \(live)"
    await #expect { try await store.put(Sample.key("a"), "3") } throws: { error in
      guard case StoreError.unavailable(let reason) = error else { return false }
      return reason.contains(repair)
    }
    #expect(store.failure.map { "\($0)" }?.contains(repair) == true)
    #expect(store.status.problem?.contains(repair) == true)
    #expect(temporary.git("update-ref", "refs/heads/live", live).code == 0)
    try await flushed(store)
    #expect(store.failure == nil)
    try await store.put(Sample.key("a"), "4")
    #expect(await store.flush())
    await store.close()
    temporary.expectCleanRepository()
  }
}
