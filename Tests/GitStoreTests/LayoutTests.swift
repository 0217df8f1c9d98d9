import APIMachinery
import Basics
import GitObjects
import GitStore
import Store
import Testing

@Suite struct LayoutTests {
  @Test("I11 wide directories are divided, and come back whole, names with odd characters too")
  func wideDirectories() async throws {
    let temporary = try TemporaryStore()
    var store = try await temporary.open()
    let roles = GroupResource(group: "rbac.authorization.k8s.io", resource: "clusterroles")
    var keys = (0..<700).map { Sample.key("pod-\($0)") }
    keys += ["system:node", "a%b", "..", ".git", "ü", "UPPER.case"].map { ObjectKey(roles, name: $0) }
    for start in stride(from: 0, to: keys.count, by: 100) {
      let writes = keys[start..<min(start + 100, keys.count)].map { Sample.put($0, "x") }
      _ = try await store.commit(Transaction(writes))
    }
    await store.flush()
    let widest = temporary.git("ls-tree", "--name-only", "live:namespaces/default/configmaps").text.split(separator: "\n")
    #expect(widest.count == 16, "\(widest)")
    await store.close()
    temporary.expectCleanRepository()
    store = try await temporary.open()
    #expect(Set(store.snapshot().list(Sample.configMaps).map(\.key) + store.snapshot().list(roles).map(\.key)) == Set(keys))
    for key in keys { _ = try await store.commit(Transaction([Write(key, .delete, expecting: .present)])) }
    await store.close()
    #expect(temporary.git("ls-tree", "-r", "--name-only", "live").text.isEmpty)
    temporary.expectCleanRepository()
  }

  @Test("Leases and Events have no history: one commit, replaced; live doesn't move for them")
  func ephemeral() async throws {
    let temporary = try TemporaryStore()
    var store = try await temporary.open()
    try await store.put(Sample.key("a"), "1")
    await store.flush()
    let live = temporary.git("rev-parse", "live").text
    for number in 0..<30 {
      try await store.put(Sample.key("node", Sample.leases), "\(number)")
      if number % 10 == 0 { await store.flush() }
    }
    await store.close()
    #expect(temporary.git("rev-parse", "live").text == live)
    #expect(temporary.git("rev-list", "--count", "refs/kctl/ephemeral").text == "1\n")
    store = try await temporary.open()
    #expect(store.revision == Revision(31))
    #expect(store.text(Sample.key("node", Sample.leases)) == "29")
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("machine writes share commits, a person's are commits of their own; revisions cover the chain without gaps")
  func grouping() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    _ = try await store.commit(Transaction((0..<50).map { Sample.put(Sample.key("n\($0)"), "x") }))
    await store.flush()
    #expect(temporary.git("rev-list", "--count", "live").text == "1\n")
    let commit = temporary.git("log", "-1", "--format=%s|%(trailers:key=Kctl-Revision,valueonly,separator=)", "live").text
    #expect(commit == "update 50 configmaps|1-50\n")
    await store.close()
  }

  @Test("revisions older than memory are read from history, in the middle of a commit too")
  func history() async throws {
    let temporary = try TemporaryStore()
    var store = try await temporary.open { $0.window = HistoryWindow(changes: 5) }
    var past: [(Revision, [String: String])] = []
    var state: [String: String] = [:]
    for step in 0..<80 {
      let name = "n\(step * 5 % 13)"
      if step % 6 == 5, state[name] != nil {
        _ = try await store.commit(Transaction([Write(Sample.key(name), .delete, expecting: .present)]))
        state[name] = nil
      } else {
        try await store.put(Sample.key(name), "\(step)")
        state[name] = "\(step)"
      }
      if step % 9 == 0 { await store.flush() }
      past.append((store.revision, state))
    }
    for isReopened in [false, true] {
      if isReopened {
        await store.close()
        store = try await temporary.open()
      }
      for (revision, state) in past {
        let snapshot = try await store.snapshot(at: revision)
        let found = snapshot.list(Sample.configMaps).map { ($0.key.name, $0.decoded()[path: "data", "text"]?.string ?? "") }
        #expect(Dictionary(uniqueKeysWithValues: found) == state, "at \(revision), reopened: \(isReopened)")
      }
    }
    await store.close()
  }
}
