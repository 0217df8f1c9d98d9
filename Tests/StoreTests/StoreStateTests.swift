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
