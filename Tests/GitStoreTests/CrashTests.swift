import APIMachinery
import Basics
import GitObjects
import GitStore
import Glibc
import Store
import Testing

/// Kills a writing process at random instants, again and again on the same repository, and looks at what is left.
@Suite(.serialized) struct CrashTests {
  private static var worker: String {
    // SwiftPM builds the test bundle and the worker into the same directory.
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let executable = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let bundle = executable.hasSuffix(".xctest") ? executable : CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? executable
    return bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/StoreCrashWorker"
  }

  private struct Run {
    var child: pid_t
    var output: Int32

    init(_ temporary: TemporaryStore, seed: UInt64, writers: Int) throws {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else { throw SystemError("pipe", "") }
      let words = [CrashTests.worker, temporary.path, temporary.keyFile, "\(seed)", "\(writers)"]
      var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
      defer { for pointer in argv { free(pointer) } }
      var files = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&files)
      defer { posix_spawn_file_actions_destroy(&files) }
      posix_spawn_file_actions_adddup2(&files, ends[1], 1)
      var child: pid_t = 0
      let status = posix_spawn(&child, words[0], &files, nil, &argv, environ)
      close(ends[1])
      guard status == 0 else { throw SystemError("spawn", words[0], code: status) }
      (self.child, output) = (child, ends[0])
    }

    /// Reads until `lines` lines have come, kills, and answers all that was said before the end.
    func killed(afterLines lines: Int) -> [String] {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      var isKilled = false
      while true {
        if !isKilled, bytes.count(where: { $0 == 0x0a }) >= lines {
          kill(child, SIGKILL)
          isKilled = true
        }
        let count = read(output, &buffer, buffer.count)
        if count <= 0 { break }
        bytes.append(contentsOf: buffer[..<count])
      }
      close(output)
      var status: Int32 = 0
      waitpid(child, &status, 0)
      #expect(status & 0x7f == SIGKILL, "the worker ended by itself: \(status)")
      // An unfinished last line tells of a write that was acknowledged too, but not of which.
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
  }

  /// What must be there: for each object what was acknowledged last, or what was under way at a kill since.
  private struct Ledger {
    var last: [ObjectKey: (revision: Revision, text: String)] = [:]
    var uncertain: [ObjectKey: Set<String>] = [:]
    var underWay: [String: (key: ObjectKey, text: String)] = [:]
    var newest = Revision.zero

    mutating func add(_ lines: [String]) throws {
      for line in lines {
        let fields = line.split(separator: " ").map(String.init)
        guard fields.count >= 5 else { continue }
        let resource = fields[1].split(separator: ".", maxSplits: 1).map(String.init)
        let key = ObjectKey(
          GroupResource(group: resource.count > 1 ? resource[1] : "", resource: resource[0]), namespace: fields[2], name: fields[3])
        if fields[0] == "try" {
          underWay[key.namespace] = (key, fields[4])
          continue
        }
        underWay[key.namespace] = nil
        let revision = try #require(Revision(fields[5]))
        newest = max(newest, revision)
        last[key] = (revision, fields[4])
        uncertain[key] = nil
      }
      for (key, text) in underWay.values { uncertain[key, default: []].insert(text) }
      underWay = [:]
    }

    func check(_ store: GitStore, _ round: Int) {
      #expect(store.revision >= newest, "round \(round): revisions went back")
      let snapshot = store.snapshot()
      for (key, entry) in last {
        let object = snapshot.get(key)
        let found = object?.decoded()[path: "data", "text"]?.string ?? "-"
        #expect(found == entry.text || uncertain[key]?.contains(found) == true, "round \(round): \(key) at \(entry.revision)")
        if let object, found == entry.text { #expect(object.revision == entry.revision, "round \(round): \(key)") }
      }
    }
  }

  @Test("I8 I9 I10 acknowledged writes survive kill -9, the repository stays valid", arguments: [(1, 70), (8, 70), (24, 70)])
  func killNine(writers: Int, rounds: Int) async throws {
    let temporary = try TemporaryStore()
    let random = SeededRandom(seed: UInt64(writers))
    var ledger = Ledger()
    for round in 0..<rounds {
      let run = try Run(temporary, seed: random.next(), writers: writers)
      let lines = run.killed(afterLines: 1 + random.below(round % 3 == 0 ? 20 : 100))
      #expect(!lines.isEmpty, "round \(round): the worker said nothing")
      try ledger.add(lines)
      if round % 8 == 0 { temporary.expectCleanRepository("round \(round), right after the kill") }
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
    try expectEachRevisionOnce(temporary)
  }

  /// No transaction was committed twice, on either branch, however often the journal was replayed.
  private func expectEachRevisionOnce(_ temporary: TemporaryStore) throws {
    let main = temporary.git("log", "--format=%(trailers:key=Kctl-Edit,valueonly,separator=)", "main").text
    let edits = main.split(separator: "\n").map(String.init)
    #expect(Set(edits).count == edits.count, "an edit stands on main twice")
    let format = "--format=%(trailers:key=Kctl-Revision,valueonly,separator=)"
    let live = temporary.git("log", "--first-parent", "--reverse", format, "live").text
    var last = 0
    for range in live.split(separator: "\n") {
      let bounds = range.split(separator: "-").compactMap { Int($0) }
      let isTakeIn = bounds.first == bounds.last && bounds.last == last
      #expect(bounds.count == 2 && (bounds[0] == last + 1 || isTakeIn), "live goes from \(last) to \(range)")
      last = bounds.last ?? last
    }
  }
}
