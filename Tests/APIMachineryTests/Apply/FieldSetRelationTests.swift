@testable import APIMachinery
import Basics
import Testing

@Suite struct FieldSetRelationTests {
  private static func set(_ random: SeededRandom, depth: Int = 0) -> Value {
    var node: Value = [:]
    if depth > 0, random.below(3) == 0 { node["."] = [:] }
    for name in ["f:a", "f:b", "k:{\"name\":\"x\"}", "v:\"y\""] where random.below(2) == 0 {
      node[name] = depth < 3 && random.below(2) == 0 ? set(random, depth: depth + 1) : [:]
    }
    return node
  }

  @Test func `what a set covers and meets is what subtracting and intersecting say`() {
    let random = SeededRandom(seed: 11)
    for _ in 0..<2_000 {
      let (a, b) = (FieldSet(fieldsV1: Self.set(random)), FieldSet(fieldsV1: Self.set(random)))
      #expect(a.isSuperset(of: b) == b.subtracting(a).isEmpty, "\(a.paths) \(b.paths)")
      #expect(a.isDisjoint(with: b) == a.intersection(b).isEmpty, "\(a.paths) \(b.paths)")
      #expect(a.union(b).isSuperset(of: a) && a.union(b).isSuperset(of: b))
    }
  }

  @Test func `keys are in order at every level, and what is in order already stays as it is`() throws {
    let set = FieldSet(fieldsV1: ["f:b": ["f:z": [:], "f:a": [:]], "f:a": [:]])
    #expect(JSON.text(set.fieldsV1) == #"{"f:a":{},"f:b":{"f:a":{},"f:z":{}}}"#)
    let sorted = FieldSet(fieldsV1: set.fieldsV1)
    let (object, again) = (try #require(set.fieldsV1.object), try #require(sorted.fieldsV1.object))
    #expect(again == object && again.isIdentical(to: sorted.root))
  }
}
