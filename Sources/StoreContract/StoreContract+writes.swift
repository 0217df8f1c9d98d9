import APIMachinery
import Store

extension StoreContract {
  private typealias Objects = ContractObjects

  func compareAndSet() async throws {
    let store = try await open(HistoryWindow())
    let key = Objects.key("a")
    try await expectConflict(store, current: nil) { _ = try await store.put(key, "1", .present) }
    try await expectConflict(store, current: nil) { _ = try await store.put(key, "1", .revision(Revision(1))) }
    try await expectConflict(store, current: nil) { _ = try await store.remove(key, .present) }
    try requireEqual(try await store.remove(key) == nil, true, "deleting nothing")
    try requireEqual(store.revision, .zero, "what didn't happen takes no revision")
    let first = try await store.put(key, "1", .absent)
    try await expectConflict(store, current: first) { _ = try await store.put(key, "2", .absent) }
    let second = try await store.put(key, "2", .revision(first))
    try await expectConflict(store, current: second) { _ = try await store.put(key, "3", .revision(first)) }
    try await expectConflict(store, current: second) { _ = try await store.remove(key, .revision(first)) }
    try requireEqual(store.snapshot().get(key)?.text, "2")
    let third = try await store.put(key, "3", .present)
    try requireEqual(try await store.remove(key, .revision(third)) != nil, true, "delete")
    try requireEqual(store.snapshot().get(key) == nil, true, "gone")
    await store.close()
  }

  private func expectConflict(
    _ store: any ObjectStore, current: Revision?, _ write: () async throws -> Void
  ) async throws {
    let before = store.revision
    do {
      try await write()
    } catch StoreError.conflict(_, _, let found) {
      try requireEqual(found, current, "the conflict's current revision")
      try requireEqual(store.revision, before, "a conflict takes no revision")
      return
    }
    throw ContractViolation(description: "a conflict was expected")
  }

  func atomicity() async throws {
    let store = try await open(HistoryWindow())
    _ = try await store.put(Objects.key("b"), "old")
    let before = store.revision
    let writes = [
      Write(Objects.key("a"), .put(EncodedObject(Objects.value(Objects.key("a"), "new"))), expecting: .absent),
      Write(Objects.key("b"), .delete, expecting: .present),
      Write(Objects.key("c"), .delete, expecting: .present),
    ]
    do {
      _ = try await store.commit(Transaction(writes))
      throw ContractViolation(description: "the third write can't happen")
    } catch StoreError.conflict(let key, _, _) {
      try requireEqual(key, Objects.key("c"))
    }
    try requireEqual(store.revision, before)
    try requireEqual(store.snapshot().get(Objects.key("a")) == nil, true, "nothing of it happened")
    try requireEqual(store.snapshot().get(Objects.key("b"))?.text, "old")
    let results = try await store.commit(Transaction(Array(writes.dropLast())))
    try requireEqual(results.map { $0?.revision.rawValue }, [before.rawValue + 1, before.rawValue + 2])
    await store.close()
  }

  func revisionOrder() async throws {
    let store = try await open(HistoryWindow())
    for number in 1...5 {
      try requireEqual(try await store.put(Objects.key("a"), "\(number)"), Revision(UInt64(number)))
      try requireEqual(store.revision, Revision(UInt64(number)))
    }
    let object = store.snapshot().get(Objects.key("a"))
    try requireEqual(object?.decoded().resourceVersion, "5")
    try requireEqual(object?.created, Revision(1))
    await store.close()
  }

  func concurrentWriters() async throws {
    let store = try await open(HistoryWindow())
    let key = Objects.key("counter")
    _ = try await store.put(key, "0")
    let (writers, increments) = (8, 12)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<writers {
        group.addTask {
          for step in 0..<increments {
            try await Self.increment(key, in: store)
            _ = try await store.put(Objects.key("own-\(writer)-\(step)"), "\(step)", .absent)
          }
        }
      }
      try await group.waitForAll()
    }
    try requireEqual(store.snapshot().get(key)?.text, "\(writers * increments)")
    try requireEqual(store.revision, Revision(UInt64(1 + 2 * writers * increments)))
    let batch = try store.changes(of: Objects.configMaps, after: .zero)
    try requireEqual(batch.changes.map(\.revision.rawValue), Array(1...batch.through.rawValue))
    await store.close()
  }

  private static func increment(_ key: ObjectKey, in store: any ObjectStore) async throws {
    while true {
      guard let object = store.snapshot().get(key), let number = Int(object.text) else {
        throw ContractViolation(description: "the counter is gone")
      }
      do {
        let revision = try await store.put(key, "\(number + 1)", .revision(object.revision))
        try require(store.revision >= revision, "an acknowledged write must be visible")
        return
      } catch StoreError.conflict {
        continue
      }
    }
  }

  func closing() async throws {
    let store = try await open(HistoryWindow())
    _ = try await store.put(Objects.key("a"))
    await store.close()
    do {
      _ = try await store.put(Objects.key("b"))
    } catch StoreError.closed {
      return
    }
    throw ContractViolation(description: "a closed store took a write")
  }
}
