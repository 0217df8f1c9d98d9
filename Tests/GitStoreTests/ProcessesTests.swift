import APIMachinery
import Basics
import GitObjects
import GitStore
import Glibc
import Store
import Synchronization
import Testing

/// Several processes on one repository at the same time.
@Suite(.serialized) struct ProcessesTests {
  /// What the worker has said so far, and whether it may end.
  private final class Progress: Sendable {
    let lines = Atomic<Int>(0)
    let isEnough = Atomic<Bool>(false)
  }

  @Test("I10 while a process writes, git fscks, commits, repacks and collects beside it: always valid, nothing lost on either side")
  func gitBeside() async throws {
    let temporary = try TemporaryStore()
    let worker = try CrashWorker(temporary, seed: 5, writers: 8)
    let progress = Progress()
    try await withThrowingTaskGroup(of: [String].self) { group in
      group.addTask {
        try await onOwnThread {
          worker.killed { lines in
            progress.lines.store(lines, ordering: .relaxed)
            return progress.isEnough.load(ordering: .relaxed) && lines > 50
          }
        }
      }
      group.addTask {
        defer { progress.isEnough.store(true, ordering: .relaxed) }
        return try await onOwnThread { try Self.workBeside(temporary) { progress.lines.load(ordering: .relaxed) } }
      }
      var ledger = CrashLedger()
      for try await lines in group { try ledger.add(lines) }
      let store = try await temporary.open()
      ledger.check(store, 0)
      await store.flush()
      #expect(temporary.git("rev-list", "--count", "refs/heads/feature").text == "12\n", "a commit of git's was lost")
      await store.close()
      temporary.expectCleanRepository("at the end")
    }
  }

  /// What a person does with git meanwhile: 12 commits on a branch, and whatever may be in the way of the writer.
  private static func workBeside(_ temporary: TemporaryStore, lines: () -> Int) throws -> [String] {
    while lines() == 0 { sched_yield() }
    let tree = temporary.git("hash-object", "-t", "tree", "-w", "/dev/null").text.prefix { $0 != "\n" }
    var tip = ""
    for number in 0..<12 {
      let arguments = ["commit-tree", String(tree), "-m", "\(number)"] + (tip.isEmpty ? [] : ["-p", tip])
      let words = ["git", "-C", temporary.path, "-c", "user.name=Pat", "-c", "user.email=pat@example.com"] + arguments
      tip = String(Shell.run(words).text.prefix { $0 != "\n" })
      #expect(temporary.git("update-ref", "refs/heads/feature", tip).code == 0)
      temporary.expectCleanRepository("beside the writer, commit \(number)")
      if number % 4 == 1 { #expect(temporary.git("repack", "-q", "-d", "--geometric=2").code == 0) }
      if number % 4 == 3 { #expect(temporary.git("gc", "-q").code == 0) }
    }
    return []
  }

  @Test("a second process is told which one has the repository; once that one is dead it goes on where it was")
  func holderIsNamed() async throws {
    let temporary = try TemporaryStore()
    let worker = try CrashWorker(temporary, seed: 6, writers: 2)
    let progress = Progress()
    let lines = try await withThrowingTaskGroup(of: [String].self) { group in
      group.addTask {
        try await onOwnThread {
          worker.killed { lines in
            progress.lines.store(lines, ordering: .relaxed)
            return progress.isEnough.load(ordering: .relaxed)
          }
        }
      }
      while progress.lines.load(ordering: .relaxed) == 0 { await Task.yield() }
      do {
        _ = try await temporary.open()
        Issue.record("two processes on one repository")
      } catch GitStoreError.inUse(_, let holder) {
        #expect(holder == worker.child)
      }
      progress.isEnough.store(true, ordering: .relaxed)
      return try await group.reduce(into: []) { $0 += $1 }
    }
    var ledger = CrashLedger()
    try ledger.add(lines)
    let store = try await temporary.open()
    ledger.check(store, 0)
    await store.close()
  }
}
