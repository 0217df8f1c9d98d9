import APIMachinery
import Basics
import GitObjects
import GitStore
import Glibc
import Store
import Testing

/// Kills a writing process at random instants, again and again on the same repository, and looks at what is left.
@Suite(.serialized) struct CrashTests {
  /// `make crash` asks for hundreds.
  private static let rounds = getenv("KCTL_CRASH_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 12

  @Test("I8 I9 I10 acknowledged writes survive kill -9, the repository stays valid", arguments: [1, 8, 24])
  func killNine(writers: Int) async throws { try await killNine(writers: writers, kept: nil) }

  @Test("I8 I9 I10 so they do while history is squashed all the time")
  func killNineWhileSquashing() async throws { try await killNine(writers: 8, kept: 6) }

  private func killNine(writers: Int, kept: Int?) async throws {
    let rounds = Self.rounds
    let temporary = try TemporaryStore()
    let random = SeededRandom(seed: UInt64(writers))
    var ledger = CrashLedger()
    for round in 0..<rounds {
      let run = try CrashWorker(temporary, seed: random.next(), writers: writers, kept: kept)
      let linesMax = kept != nil ? 3_000 : round % 3 == 0 ? 20 : 100
      let lines = run.killed(afterLines: 1 + random.below(linesMax))
      #expect(!lines.isEmpty, "round \(round): the worker said nothing")
      try ledger.add(lines)
      if round % (kept == nil ? 8 : 2) == 0 { temporary.expectCleanRepository("round \(round), right after the kill") }
      if round % 4 == 1 {
        let store = try await temporary.open()
        ledger.check(store, round)
        await store.close()
      }
    }
    let store = try await temporary.open()
    ledger.check(store, rounds)
    await store.flush()
    #expect(store.status.heldEdits == 0)
    let adopted = try #require(store.adoptedMain)
    #expect(try store.repository.resolve("refs/heads/main")?.hex == adopted)
    let live = try #require(try store.repository.resolve("refs/heads/live"))
    #expect(try store.repository.isAncestor(#require(CommitID(hex: adopted)), of: live))
    await store.close()
    temporary.expectCleanRepository("at the end")
    try expectEachRevisionOnce(temporary, isSquashed: kept != nil)
  }

  /// No transaction was committed twice, on either branch, however often the journal was replayed.
  private func expectEachRevisionOnce(_ temporary: TemporaryStore, isSquashed: Bool) throws {
    let main = temporary.git("log", "--format=%(trailers:key=Kctl-Edit,valueonly,separator=)", "main").text
    let edits = main.split(separator: "\n").map(String.init)
    #expect(Set(edits).count == edits.count, "an edit stands on main twice")
    let format = "--format=%(trailers:key=Kctl-Revision,valueonly,separator=)"
    let live = temporary.git("log", "--first-parent", "--reverse", format, "live").text
    var last = 0
    let ranges = live.split(separator: "\n")
    if isSquashed {
      #expect(temporary.git("log", "--first-parent", "--format=%s", "live").text.contains("snapshot of live at revision"))
      last = ranges.first.flatMap { $0.split(separator: "-").last.flatMap { Int($0) } } ?? 0
    }
    for range in ranges {
      let bounds = range.split(separator: "-").compactMap { Int($0) }
      let isTakeIn = bounds.first == bounds.last && bounds.last == last
      #expect(bounds.count == 2 && (bounds[0] == last + 1 || isTakeIn), "live goes from \(last) to \(range)")
      last = bounds.last ?? last
    }
  }
}
