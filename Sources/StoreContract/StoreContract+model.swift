import APIMachinery
import Basics
import Store

extension StoreContract {
  private typealias Objects = ContractObjects

  func restartKeepsAll() async throws {
    guard let restart else { return }
    var store = try await open(HistoryWindow())
    for number in 0..<30 {
      _ = try await store.put(Objects.key("n\(number)", "ns\(number % 3)"), "\(number)")
      _ = try await store.put(Objects.key("l\(number % 4)", "default", Objects.leases), "\(number)")
    }
    for number in 0..<10 { _ = try await store.remove(Objects.key("n\(number)", "ns\(number % 3)")) }
    // The very last write is a delete: nothing that is left tells of its revision but the store's own record.
    for _ in 0..<3 {
      let before = store.snapshot()
      store = try await restart(store)
      try requireSame(store.snapshot(), before)
    }
    try requireEqual(try await store.put(Objects.key("next")), Revision(71), "the first revision after restart")
    await store.close()
  }

  private func requireSame(_ found: any StoreSnapshot, _ expected: any StoreSnapshot) throws {
    try requireEqual(found.revision, expected.revision, "revision")
    try requireEqual(found.resources, expected.resources, "resources")
    for resource in expected.resources {
      let (found, expected) = (found.list(resource), expected.list(resource))
      try requireEqual(found.map(\.key), expected.map(\.key), "\(resource)")
      for (a, b) in zip(found, expected) {
        try requireEqual(String(decoding: a.json, as: UTF8.self), String(decoding: b.json, as: UTF8.self), "\(a.key)")
        try requireEqual(a.revision, b.revision, "\(a.key) revision")
        try requireEqual(a.created, b.created, "\(a.key) created")
      }
    }
  }

  /// Random transactions against a dictionary, compared whole after each step; with restarts where the store can.
  public func agreesWithModel(seed: UInt64, steps: Int) async throws {
    let random = SeededRandom(seed: seed)
    var store = try await open(HistoryWindow())
    var model = NaiveStore()
    for step in 0..<steps {
      let writes = (0..<1 + random.below(3)).map { _ in randomWrite(random, model) }
      let expected = model.commit(writes)
      do {
        let results = try await store.commit(Transaction(writes))
        try requireEqual(results.map { $0?.revision }, expected ?? [], "seed \(seed) step \(step): results")
      } catch StoreError.conflict {
        try require(expected == nil, "seed \(seed) step \(step): an unexpected conflict")
      }
      try compare(store.snapshot(), model.states[model.states.count - 1], "seed \(seed) step \(step)")
      if restart != nil, random.below(60) == 0, let restart { store = try await restart(store) }
      if random.below(20) == 0 {
        let revision = random.below(model.states.count)
        do {
          let snapshot = try await store.snapshot(at: Revision(UInt64(revision)))
          try compare(snapshot, model.states[revision], "seed \(seed) step \(step) at \(revision)")
        } catch StoreError.compacted where restart != nil {
          // A store need not remember more than its window after a restart.
        }
      }
    }
    await store.close()
  }

  private func randomWrite(_ random: SeededRandom, _ model: NaiveStore) -> Write {
    let resource = [Objects.configMaps, Objects.nodes, Objects.deployments][random.below(3)]
    let key = Objects.key("n\(random.below(12))", resource == Objects.nodes ? "" : "ns\(random.below(3))", resource)
    let current = model.states[model.states.count - 1][key]?.revision
    let expectation: Write.Expectation =
      switch random.below(8) {
      case 0: .absent
      case 1: .present
      case 2: .revision(Revision(random.next() % 50))
      case 3, 4: current.map { .revision($0) } ?? .absent
      default: .anything
      }
    let value = Objects.value(key, "\(random.next())")
    return Write(key, random.below(3) == 0 ? .delete : .put(EncodedObject(value)), expecting: expectation)
  }

  private func compare(_ snapshot: any StoreSnapshot, _ state: NaiveStore.State, _ what: String) throws {
    for resource in [Objects.configMaps, Objects.nodes, Objects.deployments] {
      let expected = state.filter { $0.key.resource == resource }.sorted { $0.key < $1.key }
      let found = snapshot.list(resource)
      try requireEqual(found.map(\.key), expected.map(\.key), "\(what): \(resource)")
      try requireEqual(found.map(\.revision), expected.map(\.value.revision), "\(what): \(resource) revisions")
      try requireEqual(found.map(\.json), expected.map(\.value.json), "\(what): \(resource) objects")
    }
  }
}

/// The store as one would write it without a care: every state kept whole.
private struct NaiveStore {
  typealias State = [ObjectKey: (revision: Revision, json: [UInt8])]
  var states: [State] = [[:]]

  /// The revisions taken, nil for a conflict.
  mutating func commit(_ writes: [Write]) -> [Revision?]? {
    var next = states
    var results: [Revision?] = []
    for write in writes {
      var state = next[next.count - 1]
      let current = state[write.key]
      switch write.expectation {
      case .absent where current != nil: return nil
      case .present where current == nil: return nil
      case .revision(let revision) where current?.revision != revision: return nil
      default: break
      }
      let revision = Revision(UInt64(next.count))
      switch write.change {
      case .put(let encoded): state[write.key] = (revision, encoded.json(at: revision))
      case .delete where current == nil:
        results.append(nil)
        continue
      case .delete: state[write.key] = nil
      }
      next.append(state)
      results.append(revision)
    }
    states = next
    return results
  }
}
