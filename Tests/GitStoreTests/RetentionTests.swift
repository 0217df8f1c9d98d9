import APIMachinery
import Basics
import GitObjects
import Store
import Synchronization
import Testing

@testable import GitStore

@Suite(.serialized) struct RetentionTests {
  private final class Flag: Sendable {
    private let state = Mutex(false)
    var isSet: Bool { state.withLock { $0 } }
    func set() { state.withLock { $0 = true } }
  }

  /// What a state of the past is, for comparing.
  private func dump(_ snapshot: any StoreSnapshot) -> [String] {
    [Sample.configMaps, Sample.secrets].flatMap { resource in
      snapshot.list(resource).map { "\($0.key) \($0.revision) \($0.created) \(String(decoding: $0.json, as: UTF8.self))" }
    }
  }

  private struct Told: Equatable {
    var revision: Revision
    var key: ObjectKey?
    var user: String
    var before: Revision?
  }

  private func log(_ store: GitStore, _ change: (inout HistoryQuery) -> Void = { _ in }) async throws -> (told: [Told], oldest: Revision?) {
    var query = HistoryQuery()
    query.limit = 50
    change(&query)
    var told: [Told] = []
    while true {
      let page = try await store.log(query)
      told += page.entries.map { Told(revision: $0.revision, key: $0.key, user: $0.origin.user, before: $0.before?.revision) }
      guard let next = page.continuation else { return (told, page.oldest) }
      query.continuation = next
    }
  }

  /// A store that people and machines have written to, in many commits, with a memory that reaches back a few revisions.
  private func withPast(_ seed: UInt64, steps: Int = 90, _ change: @escaping (inout GitStoreOptions) -> Void = { _ in }) async throws -> (TemporaryStore, GitStore) {
    let temporary = try TemporaryStore()
    let store = try await temporary.open {
      $0.window = HistoryWindow(changes: 4)
      $0.signingKeyFile = temporary.directory + "/signing.key"
      $0.pruneGrace = .zero
      change(&$0)
    }
    try await write(store, seed, steps: steps)
    return (temporary, store)
  }

  private func write(_ store: GitStore, _ seed: UInt64, steps: Int) async throws {
    let random = SeededRandom(seed: seed)
    for step in 0..<steps {
      let key = Sample.key("n\(random.below(9))", random.below(5) == 0 ? Sample.secrets : Sample.configMaps)
      let isDelete = random.below(5) == 0
      let value = Sample.value(key, ["text": .string("\(seed)-\(step)")])
      var write = Write(key, isDelete ? .delete : .put(EncodedObject(value)), expecting: .anything)
      if random.below(3) == 0 { write.desired = DesiredChange(before: store.snapshot().get(key)?.decoded(), after: isDelete ? Value?.none : value) }
      _ = try await store.commit(Transaction([write], Provenance(user: "user-\(random.below(3))", verb: "update", userAgent: "t/1")))
      if random.below(2) == 0 { await store.flush() }
    }
    await store.flush()
  }

  private func expectTiedToMain(_ temporary: TemporaryStore, _ store: GitStore) {
    #expect(temporary.git("log", "--oneline", "live..main").text == "")
    #expect(temporary.git("merge-base", "live", "main").line == store.adoptedMain)
  }

  @Test("I1 I8 old history becomes a snapshot: what is kept reads as before, what was before it is too old, main and revisions stay", arguments: [1, 2, 3] as [UInt64])
  func squash(seed: UInt64) async throws {
    let (temporary, store) = try await withPast(seed)
    let (main, old) = (temporary.git("rev-parse", "main").line, temporary.git("rev-parse", "live").line)
    let tree = temporary.git("rev-parse", "live^{tree}").line
    let horizon = Revision(store.revision.rawValue * 2 / 3)
    let cut = try await store.place(.revision(horizon))
    var states: [(Revision, [String])] = []
    for number in horizon.rawValue...store.revision.rawValue { states.append((Revision(number), dump(try await store.snapshot(at: Revision(number))))) }
    let all = try await log(store).told
    let plan = try await store.compact(.since(horizon), dryRun: true)
    #expect(!plan.isDone && temporary.git("rev-parse", "live").line == old)
    let report = try await store.compact(.since(horizon))
    #expect(report.isDone && report.squashed == plan.squashed && report.kept == plan.kept && report.oldest ?? .zero <= horizon)
    #expect(temporary.git("rev-parse", "main").line == main && temporary.git("rev-parse", "live").line != old)
    #expect(temporary.git("rev-parse", "live^{tree}").line == tree)
    temporary.expectCleanRepository()
    expectTiedToMain(temporary, store)
    for line in temporary.git("rev-list", "--first-parent", "live").text.split(separator: "\n") {
      #expect(temporary.git("verify-commit", String(line)).code == 0, "\(line) is signed anew")
    }

    let oldest = try #require(report.oldest)
    func check(_ store: GitStore, _ comment: String) async throws {
      for (revision, state) in states { #expect(dump(try await store.snapshot(at: revision)) == state, "\(comment) \(revision)") }
      for revision in [Revision(1), Revision(oldest.rawValue - 1)] {
        await #expect(throws: StoreError.compacted(oldest: oldest), "\(comment)") { try await store.snapshot(at: revision) }
        await #expect(throws: StoreError.compacted(oldest: oldest), "\(comment)") { try await store.place(.revision(revision)) }
        await #expect(throws: StoreError.self, "\(comment)") { try await store.pastChanges(of: Sample.configMaps, after: revision, limit: 10) }
      }
      let (told, begin) = try await log(store)
      #expect(told == all.filter { $0.revision > oldest } && begin == oldest, "\(comment)")
      for key in Set(told.compactMap(\.key)) {
        let own = try await log(store) { ($0.resource, $0.namespace, $0.name) = (key.resource, key.namespace, key.name) }
        #expect(own.told == told.filter { $0.key == key }, "\(comment) \(key)")
      }
      #expect(try await store.place(.revision(horizon)).main == cut.main, "\(comment)")
      #expect(try await store.check(repairsIndexes: false).findings == [], "\(comment)")
    }
    try await check(store, "at once")
    #expect(temporary.git("cat-file", "-e", old).code != 0, "without a grace time it is gone from the disk")
    temporary.expectCleanRepository("after pruning")
    let next = try await store.put(Sample.key("later"), "x")
    #expect(next == Revision(states[states.count - 1].0.rawValue + 1))
    await store.close()
    // The indexes were carried over; made anew from git they say the same.
    for file in ["history", "changes"] { #expect(Shell.run(["rm", temporary.path + "/kctl/" + file]).code == 0) }
    let again = try await temporary.open { $0.window = HistoryWindow(changes: 4) }
    #expect(again.text(Sample.key("later")) == "x")
    let told = try await log(again).told
    #expect(told.dropFirst() == all.filter { $0.revision > oldest }[...] && told.first?.revision == next)
    await again.close()
  }

  @Test("history can be squashed again and again, down to nothing but its snapshot, and goes on from there")
  func again() async throws {
    let (temporary, first) = try await withPast(7, steps: 40)
    await first.close()
    var squashed = 0
    for round in 0..<4 {
      let store = try await temporary.open { $0.signingKeyFile = temporary.directory + "/signing.key" }
      let report = try await store.compact(.keeping(RetentionPolicy("10")))
      #expect(report.extent.commits == 10 && report.extent.squashed > squashed, "round \(round): \(report)")
      squashed = report.extent.squashed
      expectTiedToMain(temporary, store)
      let state = dump(store.snapshot())
      await store.close()
      let next = try await temporary.open { $0.signingKeyFile = temporary.directory + "/signing.key" }
      #expect(dump(next.snapshot()) == state)
      try await write(next, UInt64(round), steps: 20)
      await next.close()
    }
    let last = try await temporary.open { $0.pruneGrace = .zero }
    let report = try await last.compact(.since(last.revision))
    #expect(report.kept == 0 && report.extent.commits == 2 && report.oldest == last.revision)
    #expect(try await last.compact(.since(last.revision)).isDone == false)
    let state = dump(last.snapshot())
    await last.close()
    temporary.expectCleanRepository()
    let clone = temporary.directory + "/clone"
    #expect(Shell.run(["git", "clone", "-q", "--mirror", temporary.path, clone]).code == 0)
    #expect(Shell.run(["git", "-C", clone, "fsck", "--strict", "--no-dangling"]).code == 0)
    let restored = try await GitStore.open(GitStoreOptions(path: clone, keyFile: temporary.keyFile))
    #expect(dump(restored.snapshot()) == state)
    await restored.close()
  }

  @Test("I9 I10 writers go on while history is squashed: nothing is lost, and at every instant the repository is whole")
  func concurrent() async throws {
    let (temporary, store) = try await withPast(11, steps: 60)
    let flag = Flag()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for number in 0..<400 { try await store.put(Sample.key("w-\(number % 50)"), "\(number)") }
        flag.set()
      }
      group.addTask {
        repeat { _ = try await store.compact(.keeping(RetentionPolicy("15"))) } while !flag.isSet
      }
      group.addTask {
        repeat {
          let fsck = try await onOwnThread { temporary.git("fsck", "--strict", "--no-dangling", "--no-progress", "--connectivity-only") }
          #expect(fsck.code == 0, "\(fsck.text)")
        } while !flag.isSet
      }
      try await group.waitForAll()
    }
    await store.flush()
    for number in 350..<400 { #expect(store.text(Sample.key("w-\(number % 50)")) == "\(number)") }
    #expect(try await store.check(repairsIndexes: false).findings == [])
    let state = dump(store.snapshot())
    await store.close()
    temporary.expectCleanRepository()
    let again = try await temporary.open()
    #expect(dump(again.snapshot()) == state)
    await again.close()
  }

  @Test("a store that is told how much to keep squashes by itself, and a push to main beside it stays what it is")
  func automatic() async throws {
    let (temporary, store) = try await withPast(13, steps: 60) {
      $0.retention = try? RetentionPolicy("20")
      $0.pruneGrace = .seconds(3_600)
    }
    let old = temporary.git("rev-parse", "live").line
    let count = try await store.extent().commits
    #expect(count > 30)
    try await onOwnThread { try store.retention.runIfDue() }
    #expect(try await store.extent().commits == 20)
    #expect(store.squashedAt != nil && temporary.git("cat-file", "-e", old).code == 0, "it stays for whoever is reading it")
    try await onOwnThread { try store.retention.runIfDue() }
    #expect(try await store.extent().commits == 20)
    await store.prune()
    #expect(temporary.git("cat-file", "-e", old).code == 0 && store.squashedAt != nil)
    #expect(try await store.place(.commit("live~1")).revision < store.revision)
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("what can't be squashed is refused in clear words, and nothing changes")
  func refusals() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    await #expect(throws: RetentionError.nothingThere) { try await store.compact(.since(Revision(0))) }
    for number in 0..<6 {
      try await store.put(Sample.key("a"), "\(number)")
      await store.flush()
    }
    await #expect(throws: StoreError.future(Revision(9), current: Revision(6))) { try await store.compact(.since(Revision(9))) }
    #expect(try await store.compact(.since(Revision(1))).isDone == false)
    #expect(try await store.compact(.keeping(RetentionPolicy("7d"))).isDone == false)
    let tip = temporary.git("rev-parse", "live").line
    try TextFile.write("", to: temporary.path + "/refs/heads/live.lock")
    await #expect(throws: GitError.self) { try await store.compact(.since(Revision(5))) }
    #expect(temporary.git("rev-parse", "live").line == tip && store.repository.packs.packCount == 6)
    #expect(Shell.run(["rm", temporary.path + "/refs/heads/live.lock"]).code == 0)
    #expect(try await store.compact(.since(Revision(5))).isDone)
    await #expect(throws: StoreError.compacted(oldest: Revision(5))) { try await store.compact(.since(Revision(4))) }
    await store.close()
    temporary.expectCleanRepository()
  }
}
