import APIMachinery
import Basics
import Client
import ControllerKit
import Testing

@Suite struct ObjectCacheTests {
  private static let app = ObjectIndex("app") { $0.labels["app"].map { [$0] } ?? [] }

  private func object(_ name: String, _ version: Int, namespace: String = "ns", app: String = "x", owner: String? = nil) -> Value {
    var object: Value = [
      "metadata": [
        "name": .string(name), "namespace": .string(namespace), "uid": .string("uid-" + name), "resourceVersion": .string(String(version)),
        "labels": ["app": .string(app)],
      ]
    ]
    if let owner { object[path: "metadata", "ownerReferences"] = [["uid": .string(owner), "controller": true]] }
    return object
  }

  @Test("indexes follow every change")
  func indexesFollow() {
    let cache = ObjectCache(WellKnown.pods, indexes: [Self.app, .controllerUID, .orphansByNamespace])
    cache.apply(.added(object("a", 1)))
    cache.apply(.added(object("b", 2, owner: "o")))
    #expect(cache.list(Self.app, "x").map(\.name) == ["a", "b"])
    #expect(cache.list(.controllerUID, "o").map(\.name) == ["b"])
    #expect(cache.list(.orphansByNamespace, "ns").map(\.name) == ["a"])
    cache.apply(.modified(object("a", 3, app: "y", owner: "o")))
    #expect(cache.list(Self.app, "x").map(\.name) == ["b"])
    #expect(cache.list(.controllerUID, "o").map(\.name) == ["a", "b"])
    cache.apply(.deleted(object("b", 4, owner: "o")))
    #expect(cache.list(.controllerUID, "o").map(\.name) == ["a"])
    #expect(cache.revision == 4)
  }

  @Test("a list gives the differences, the deletions that were missed among them")
  func replaceGivesDifferences() {
    let cache = ObjectCache(WellKnown.pods)
    cache.replace(with: [object("a", 1), object("b", 2)], revision: 2)
    let deltas = cache.replace(with: [object("b", 2), object("c", 5)], revision: 6)
    #expect(deltas.map(\.key.name) == ["c", "a"])
    #expect(deltas[0].old == nil && deltas[0].new != nil)
    #expect(deltas[1].new == nil)
    #expect(cache.revision == 6)
  }

  @Test("a bookmark moves the revision and nothing else")
  func bookmarkMovesRevision() {
    let cache = ObjectCache(WellKnown.pods)
    #expect(cache.apply(.bookmark(["metadata": ["resourceVersion": "9"]])) == nil)
    #expect(cache.revision == 9)
    #expect(cache.count == 0)
  }

  @Test("an index that comes later covers what is there")
  func laterIndex() {
    let cache = ObjectCache(WellKnown.pods)
    cache.apply(.added(object("a", 1, app: "z")))
    cache.addIndexes([Self.app])
    #expect(cache.list(Self.app, "z").map(\.name) == ["a"])
  }

  @Test("after any changes the indexes say what a scan says", arguments: 1...10)
  func agreesWithScan(seed: Int) {
    let random = SeededRandom(seed: UInt64(seed))
    let cache = ObjectCache(WellKnown.pods, indexes: [Self.app, .controllerUID])
    for version in 1...400 {
      let value = object(
        "p\(random.below(20))", version, namespace: "n\(random.below(3))", app: "a\(random.below(4))",
        owner: random.below(2) == 0 ? "o\(random.below(3))" : nil)
      switch random.below(5) {
      case 0: cache.apply(.deleted(value))
      case 1: cache.replace(with: cache.list().filter { _ in random.below(3) > 0 }, revision: UInt64(version))
      default: cache.apply(.modified(value))
      }
      let all = cache.list()
      for app in 0..<4 { #expect(cache.list(Self.app, "a\(app)") == all.filter { $0.labels["app"] == "a\(app)" }) }
      for owner in 0..<3 { #expect(cache.list(.controllerUID, "o\(owner)") == all.filter { $0.controllerReference?.uid == "o\(owner)" }) }
      for namespace in 0..<3 { #expect(cache.list(namespace: "n\(namespace)") == all.filter { $0.namespace == "n\(namespace)" }) }
    }
  }
}
