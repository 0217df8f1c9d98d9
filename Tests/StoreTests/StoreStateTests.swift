import APIMachinery
import Basics
import Store
import Testing

@Suite struct StoreStateTests {
  let pods = GroupResource(resource: "pods")

  private func put(_ name: String, _ namespace: String = "default") -> Write {
    let value: Value = ["kind": "Pod", "metadata": ["name": .string(name), "namespace": .string(namespace)]]
    return Write(ObjectKey(pods, namespace: namespace, name: name), .put(EncodedObject(value)), expecting: .anything)
  }

  private func delete(_ name: String) -> Write {
    Write(ObjectKey(pods, namespace: "default", name: name), .delete, expecting: .anything)
  }

  @Test("I11 thousands of objects in and out again leave an exact order and nothing behind")
  func manyObjects() throws {
    let random = SeededRandom(seed: 7)
    var state = StoreState()
    var names: Set<String> = []
    for _ in 0..<20_000 {
      let name = "pod-\(random.below(5_000))"
      if random.below(3) == 0 {
        _ = try state.apply(Transaction([delete(name)]))
        names.remove(name)
      } else {
        _ = try state.apply(Transaction([put(name)]))
        names.insert(name)
      }
    }
    #expect(state.list(pods).map(\.key.name) == names.sorted())
    #expect(state.count(pods, namespace: nil, after: nil) == names.count)
    for name in names { _ = try state.apply(Transaction([delete(name)])) }
    #expect(state.list(pods).isEmpty)
    #expect(state.resources.isEmpty)
  }

  @Test("I11 copies never change, whatever is written to the state they were made of", arguments: [1, 2, 3] as [UInt64])
  func copies(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    var state = StoreState()
    var kept: [(copy: StoreState, names: [String], json: [[UInt8]])] = []
    for _ in 0..<4_000 {
      let name = "pod-\(random.below(900))"
      _ = try? state.apply(Transaction([random.below(3) == 0 ? delete(name) : put(name)]))
      if random.below(3) == 0 {
        var absent = put(name)
        absent.expectation = .absent
        // Fails when the object is there, after two writes that must be taken back.
        _ = try? state.apply(Transaction([delete("pod-\(random.below(900))"), put("pod-\(random.below(900))"), absent]))
      }
      if random.below(100) == 0 {
        kept.append((state, state.list(pods).map(\.key.name), state.list(pods).map(\.json)))
        // Only the copy is left of what was, at times.
        if random.below(4) == 0 { state = StoreState(revision: state.revision) }
      }
    }
    for (copy, names, json) in kept {
      #expect(copy.list(pods).map(\.key.name) == names && copy.list(pods).map(\.json) == json)
      #expect(copy.count(pods, namespace: nil, after: nil) == names.count)
      for name in names.prefix(50) { #expect(copy.get(ObjectKey(pods, namespace: "default", name: name))?.key.name == name) }
    }
  }

  @Test("objects loaded at once are found, listed, and changed like any others")
  func bulkLoading() throws {
    for count in [0, 1, 23, 24, 25, 600, 5_000] {
      let names = (0..<count).map { "pod-\(100_000 + $0)" }
      let objects = names.enumerated().map { position, name in
        StoredObject(
          key: ObjectKey(pods, namespace: "default", name: name), revision: Revision(UInt64(position + 1)), created: Revision(1), json: Array("{}".utf8))
      }
      var state = StoreState()
      state.load(pods, sorted: objects)
      #expect(state.revision.rawValue == UInt64(count))
      #expect(state.list(pods).map(\.key.name) == names)
      for name in names { #expect(state.get(ObjectKey(pods, namespace: "default", name: name)) != nil) }
      for name in names { _ = try state.apply(Transaction([delete(name), put("x" + name)])) }
      #expect(state.list(pods).map(\.key.name) == names.map { "x" + $0 })
    }
  }

  @Test("a failed transaction leaves no trace, also in copies")
  func failedTransaction() throws {
    var state = StoreState()
    _ = try state.apply(Transaction([put("a")]))
    let copy = state
    var absent = put("a")
    absent.expectation = .absent
    #expect(throws: StoreError.self) { try state.apply(Transaction([delete("a"), put("b"), put("a"), absent])) }
    #expect(state.revision == copy.revision)
    #expect(state.list(pods).map(\.json) == copy.list(pods).map(\.json))
  }

  @Test("one transaction may write an object twice")
  func sameObjectTwice() throws {
    var state = StoreState()
    let outcome = try state.apply(Transaction([put("a"), delete("a"), put("a")]))
    #expect(outcome.changes.map(\.revision.rawValue) == [1, 2, 3])
    #expect(state.list(pods).map(\.revision.rawValue) == [3])
    #expect(state.list(pods).map(\.created.rawValue) == [3])
  }
}
