import APIMachinery
import Testing

/// Patches that take many fields out of one object do it in one pass, and it makes no difference but that.
@Suite struct ManyRemovalTests {
  private static let names = (0..<100).map { "k\($0)" }
  private static let whole = Value.object(Object(names.map { ($0, Value.string($0)) }))
  private static let even = names.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
  private static let odd = names.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)

  @Test func `a merge patch takes nulls out, and sets the others`() {
    var patch = Object(Self.even.map { ($0, Value.null) })
    (patch["k1"], patch["new"], patch["missing"]) = ("changed", "set", .null)
    let result = MergePatch.apply(.object(patch), to: Self.whole)
    #expect(result.object?.fieldNames == Self.odd + ["new"])
    #expect(result["k1"] == "changed" && result["k99"] == "k99" && result["k98"] == nil)
  }

  @Test func `a run of removals is as one after the other`() throws {
    let removals = Self.even.map { JSONPatch.Operation.remove(JSONPointer(["data", $0])) }
    let document: Value = ["data": Self.whole, "other": [["a": 1, "b": 2]]]
    let operations: [JSONPatch.Operation] =
      [.test(JSONPointer(["data", "k0"]), "k0")] + removals + [
        .add(JSONPointer(["data", "k0"]), "again"), .remove(JSONPointer(["other", "0", "a"])), .remove(JSONPointer(["other", "0", "b"])),
        .remove(JSONPointer(["data", "k0"])), .remove(JSONPointer(["other"])),
      ]
    let together = try JSONPatch(operations).apply(to: document)
    var alone = document
    for operation in operations { alone = try JSONPatch([operation]).apply(to: alone) }
    #expect(together == alone)
    #expect(together["data"]?.object?.fieldNames == Self.odd)
  }

  @Test(arguments: [["k0", "k2", "k0"], ["k0", "k2", "none"]])
  func `what isn't there any more can't be removed`(_ names: [String]) {
    let operations = names.map { JSONPatch.Operation.remove(JSONPointer([$0])) }
    let error = #expect(throws: StatusError.self) { try JSONPatch(operations).apply(to: Self.whole) }
    #expect(error?.message.contains(#"doc is missing path: "/\#(names[2])""#) == true)
  }

  @Test func `an object that lost many fields finds the others`() {
    var object = Self.whole.object ?? Object()
    object.removeAll(Set(Self.even))
    #expect(Self.even.allSatisfy { object[$0] == nil } && Self.odd.allSatisfy { object[$0] == .string($0) })
    object.removeAll(Set(Self.odd.dropLast(3)))
    #expect(object.fieldNames == Self.odd.suffix(3) && object["k99"] == "k99")
    object["k0"] = "back"
    #expect(object["k0"] == "back" && object.count == 4)
  }
}
