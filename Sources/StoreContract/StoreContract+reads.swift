import APIMachinery
import Store
import Synchronization

extension StoreContract {
  private typealias Objects = ContractObjects

  func listsAndPages() async throws {
    let store = try await open(HistoryWindow())
    var keys: [ObjectKey] = []
    for namespace in ["b", "a", "a-b", "c"] {
      for number in 0..<40 { keys.append(Objects.key("n\(number * 7 % 40)", namespace)) }
    }
    for start in stride(from: 0, to: keys.count, by: 20) {
      let writes = keys[start..<start + 20].map {
        Write($0, .put(EncodedObject(Objects.value($0, ""))), expecting: .absent)
      }
      _ = try await store.commit(Transaction(writes))
    }
    _ = try await store.put(Objects.key("node", "", Objects.nodes))
    keys.sort()
    let snapshot = store.snapshot()
    try requireEqual(snapshot.resources, [Objects.configMaps, Objects.nodes])
    try requireEqual(snapshot.list(Objects.configMaps).map(\.key), keys)
    for namespace in ["a", "a-b", "b", "none"] {
      let expected = keys.filter { $0.namespace == namespace }
      try requireEqual(snapshot.list(Objects.configMaps, namespace: namespace).map(\.key), expected)
      try requireEqual(snapshot.count(Objects.configMaps, namespace: namespace, after: nil), expected.count)
    }
    var pages: [ObjectKey] = []
    while true {
      let left = snapshot.count(Objects.configMaps, namespace: nil, after: pages.last)
      try requireEqual(left, keys.count - pages.count, "count after \(String(describing: pages.last))")
      let page = snapshot.list(Objects.configMaps, namespace: nil, after: pages.last, limit: 7)
      if page.isEmpty { break }
      pages += page.map(\.key)
    }
    try requireEqual(pages, keys, "pages together")
    let between = snapshot.list(Objects.configMaps, namespace: "b", after: Objects.key("n1a", "b"), limit: 1)
    try requireEqual(between.map(\.key.name), ["n2"], "a key that isn't there may be paged from")
    await store.close()
  }

  func snapshotsAreFixed() async throws {
    let store = try await open(HistoryWindow())
    for number in 0..<100 { _ = try await store.put(Objects.key("n\(number)"), "old") }
    let snapshot = store.snapshot()
    for number in 0..<100 where number % 2 == 0 { _ = try await store.put(Objects.key("n\(number)"), "new") }
    for number in 0..<100 where number % 3 == 0 { _ = try await store.remove(Objects.key("n\(number)")) }
    try requireEqual(snapshot.list(Objects.configMaps).map(\.text), Array(repeating: "old", count: 100))
    try requireEqual(snapshot.revision, Revision(100))
    await store.close()
  }

  func snapshotsOfThePast() async throws {
    let store = try await open(HistoryWindow())
    var past: [(Revision, [ObjectKey: String])] = [(.zero, [:])]
    for step in 0..<60 {
      let key = Objects.key("n\(step % 9)", "default", step % 4 == 0 ? Objects.leases : Objects.configMaps)
      var state = past[past.count - 1].1
      if step % 5 == 4, state[key] != nil {
        _ = try await store.remove(key)
        state[key] = nil
      } else {
        _ = try await store.put(key, "\(step)")
        state[key] = "\(step)"
      }
      past.append((store.revision, state))
    }
    for (revision, state) in past {
      let snapshot = try await store.snapshot(at: revision)
      try requireEqual(snapshot.revision, revision)
      let found = (snapshot.list(Objects.configMaps) + snapshot.list(Objects.leases)).map { ($0.key, $0.text) }
      try requireEqual(Dictionary(uniqueKeysWithValues: found), state, "at \(revision)")
    }
    await store.close()
  }

  func changesWithoutGaps() async throws {
    let store = try await open(HistoryWindow())
    var seen: [StoreChange] = []
    var cursor = Revision.zero
    for step in 0..<50 {
      let key = Objects.key("n\(step % 7)")
      if step % 6 == 5 { _ = try await store.remove(key) } else { _ = try await store.put(key, "\(step)") }
      _ = try await store.put(Objects.key("other", "default", Objects.leases), "\(step)")
      guard step % 3 == 0 else { continue }
      let batch = try store.changes(of: Objects.configMaps, after: cursor)
      try requireEqual(batch.through, store.revision)
      seen += batch.changes
      cursor = batch.through
    }
    seen += try store.changes(of: Objects.configMaps, after: cursor).changes
    let all = Array(try store.changes(of: Objects.configMaps, after: .zero).changes)
    try requireEqual(seen.map(\.revision), all.map(\.revision))
    var state: [ObjectKey: StoredObject] = [:]
    var last = Revision.zero
    for change in all {
      try require(change.revision > last, "revisions must rise")
      last = change.revision
      let key = change.object.key
      try requireEqual(change.previous?.json, state[key]?.json, "the state before")
      state[key] = change.isDelete ? nil : change.object
    }
    let listed = store.snapshot().list(Objects.configMaps)
    try requireEqual(Set(state.values.map(\.json)), Set(listed.map(\.json)), "changes lead to the list")
    await store.close()
  }

  func deletesAreNumbered() async throws {
    let store = try await open(HistoryWindow())
    let written = try await store.put(Objects.key("a"), "last words")
    let deleted = try await store.remove(Objects.key("a"))
    try requireEqual(deleted?.revision, written.advanced(by: 1))
    try requireEqual(deleted?.decoded().resourceVersion, "\(written.rawValue + 1)")
    try requireEqual(deleted?.text, "last words")
    let change = try store.changes(of: Objects.configMaps, after: written).changes.first
    try requireEqual(change?.isDelete, true)
    try requireEqual(change?.object.json, deleted?.json)
    try requireEqual(change?.previous?.revision, written)
    await store.close()
  }

  func compaction() async throws {
    let store = try await open(HistoryWindow(changes: 10))
    for number in 0..<40 { _ = try await store.put(Objects.key("a"), "\(number)") }
    _ = try await store.put(Objects.key("lease", "default", Objects.leases))
    do {
      _ = try store.changes(of: Objects.configMaps, after: Revision(20))
      throw ContractViolation(description: "changes before the window must be an error")
    } catch StoreError.compacted(let oldest) {
      try requireEqual(oldest, Revision(30))
      try requireEqual(try store.changes(of: Objects.configMaps, after: oldest).changes.count, 10)
    }
    try requireEqual(try store.changes(of: Objects.leases, after: .zero).changes.count, 1, "each resource has its own window")
    try requireEqual(try await store.snapshot(at: Revision(35)).get(Objects.key("a"))?.text, "34")
    await store.close()
  }

  func futureRevisions() async throws {
    let store = try await open(HistoryWindow())
    let now = try await store.put(Objects.key("a"))
    for attempt in 0..<2 {
      do {
        if attempt == 0 {
          _ = try await store.snapshot(at: now.advanced(by: 1))
        } else {
          _ = try store.changes(of: Objects.configMaps, after: now.advanced(by: 1))
        }
        throw ContractViolation(description: "the future must be refused")
      } catch StoreError.future(_, let current) {
        try requireEqual(current, now)
      }
    }
    await store.close()
  }

  func observers() async throws {
    let store = try await open(HistoryWindow())
    let counts = SignalCounts()
    let maps = store.observe(Objects.configMaps) { counts.signal("maps") }
    let any = store.observe(nil) { counts.signal("any") }
    _ = try await store.put(Objects.key("a"))
    try requireEqual(counts.counts, ["maps": 1, "any": 1])
    _ = try await store.put(Objects.key("l", "default", Objects.leases))
    try requireEqual(counts.counts, ["maps": 1, "any": 2])
    maps.cancel()
    _ = try await store.put(Objects.key("b"))
    try requireEqual(counts.counts, ["maps": 1, "any": 3])
    any.cancel()
    await store.close()
  }
}

private final class SignalCounts: Sendable {
  private let state = Mutex<[String: Int]>([:])
  var counts: [String: Int] { state.withLock { $0 } }
  func signal(_ name: String) { state.withLock { $0[name, default: 0] += 1 } }
}
