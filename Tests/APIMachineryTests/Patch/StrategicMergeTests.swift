import APIMachinery
import Testing

@Suite struct StrategicMergeTests {
  private func apply(_ patch: Value, _ value: Value) throws -> Value {
    try StrategicMerge.apply(["spec": patch], to: ["spec": value], types: WidgetSchema.types, typeName: "Widget")["spec"] ?? .null
  }

  @Test func `lists merge by key, others are replaced`() throws {
    let base: Value = ["containers": [["name": "a", "image": "1"], ["name": "b", "image": "1"]], "args": ["x", "y"]]
    #expect(try apply(["containers": [["name": "b", "image": "2"], ["name": "c"]], "args": ["z"]], base)
      == ["containers": [["name": "a", "image": "1"], ["name": "b", "image": "2"], ["name": "c"]], "args": ["z"]])
    #expect(try apply(["containers": .null], base) == ["args": ["x", "y"]])
  }

  @Test func `directives`() throws {
    let base: Value = ["containers": [["name": "a", "image": "1"], ["name": "b"]], "strategy": ["type": "A", "rolling": ["x": 1]]]
    #expect(try apply(["containers": [["$patch": "delete", "name": "a"]]], base)["containers"] == [["name": "b"]])
    #expect(try apply(["containers": [["$patch": "replace"], ["name": "z"]]], base)["containers"] == [["name": "z"]])
    #expect(try apply(["strategy": ["$patch": "replace", "type": "B"]], base)["strategy"] == ["type": "B"])
    #expect(try apply(["strategy": ["$patch": "delete"]], base)["strategy"] == [:])
    #expect(try apply(["strategy": ["$patch": "merge", "type": "B"]], base)["strategy"] == ["type": "B", "rolling": ["x": 1]])
    #expect(try apply(["strategy": ["$retainKeys": ["type"], "type": "B"]], base)["strategy"] == ["type": "B"])
    #expect(try apply(["$setElementOrder/containers": [["name": "b"], ["name": "a"]]], base)["containers"]?[0] == ["name": "b"])
    #expect(try apply(["whole": ["type": "x"]], ["whole": ["rolling": ["y": 1]]])["whole"] == ["type": "x"])
    let object: Value = ["metadata": ["finalizers": ["a", "b", "c"]]]
    let patch: Value = ["metadata": ["finalizers": ["d", "a"], "$deleteFromPrimitiveList/finalizers": ["b"], "$setElementOrder/finalizers": ["d", "a"]]]
    #expect(try StrategicMerge.apply(patch, to: object, types: WidgetSchema.types, typeName: "Widget")["metadata"]?["finalizers"] == ["d", "a", "c"])
  }

  @Test func `directives in something new don't become data`() throws {
    let patch: Value = ["strategy": ["$retainKeys": ["type"], "type": "A"], "containers": [["$patch": "delete", "name": "x"], ["name": "n", "image": .null]]]
    #expect(try apply(patch, [:]) == ["strategy": ["type": "A"], "containers": [["name": "n"]]])
  }

  @Test func `malformed patches are refused`() {
    #expect { try apply(["containers": [["image": "x"]]], [:]) } throws: { ($0 as? StatusError)?.code == 422 }
    #expect { try apply(["strategy": ["$patch": "eat"]], [:]) } throws: { ($0 as? StatusError)?.code == 400 }
    #expect { try apply(["strategy": ["$retainKeys": ["a"], "type": "A"]], [:]) } throws: { ($0 as? StatusError)?.code == 400 }
    #expect { try apply(["$setElementOrder/containers": [], "containers": [["name": "a"]]], [:]) } throws: { ($0 as? StatusError)?.code == 400 }
  }

  @Test func `a created patch makes the one of the other`() throws {
    let source = RandomValue(seed: 21)
    for _ in 0..<1_000 {
      let (a, b) = (WidgetSchema.random(source), WidgetSchema.random(source))
      let patch = StrategicMerge.createTwoWayPatch(from: a, to: b, types: WidgetSchema.types, typeName: "Widget")
      #expect(try StrategicMerge.apply(patch, to: a, types: WidgetSchema.types, typeName: "Widget") == b, "\(JSON.text(a))\n\(JSON.text(b))\n\(JSON.text(patch))")
      #expect(StrategicMerge.createTwoWayPatch(from: a, to: a, types: WidgetSchema.types, typeName: "Widget") == [:])
      let merge = MergePatch.create(from: a, to: b)
      #expect(MergePatch.apply(merge, to: a) == b)
    }
  }

  @Test func `three ways: what was given up goes, what others added stays`() throws {
    let original: Value = ["spec": ["replicas": 1, "image": "x", "containers": [["name": "a", "image": "1"], ["name": "gone"]]]]
    let modified: Value = ["spec": ["image": "y", "containers": [["name": "a", "image": "2"], ["name": "new"]]]]
    let current: Value = [
      "metadata": ["labels": ["theirs": "1"]],
      "spec": ["replicas": 5, "image": "x", "containers": [["name": "a", "image": "1", "args": ["d"]], ["name": "gone"], ["name": "side"]]],
    ]
    let patch = StrategicMerge.createThreeWayPatch(original: original, modified: modified, current: current, types: WidgetSchema.types, typeName: "Widget")
    #expect(try StrategicMerge.apply(patch, to: current, types: WidgetSchema.types, typeName: "Widget") == [
      "metadata": ["labels": ["theirs": "1"]],
      "spec": ["image": "y", "containers": [["name": "a", "image": "2", "args": ["d"]], ["name": "new"], ["name": "side"]]],
    ])
    let merge = MergePatch.createThreeWayPatch(original: original, modified: modified, current: current)
    #expect(merge == ["spec": ["replicas": .null, "image": "y", "containers": [["name": "a", "image": "2"], ["name": "new"]]]])
  }

  @Test func `applying the same twice changes nothing`() throws {
    let source = RandomValue(seed: 22)
    for _ in 0..<1_000 {
      let (original, modified, current) = (WidgetSchema.random(source), WidgetSchema.random(source), WidgetSchema.random(source))
      let patch = StrategicMerge.createThreeWayPatch(original: original, modified: modified, current: current, types: WidgetSchema.types, typeName: "Widget")
      let result = try StrategicMerge.apply(patch, to: current, types: WidgetSchema.types, typeName: "Widget")
      let again = StrategicMerge.createThreeWayPatch(original: modified, modified: modified, current: result, types: WidgetSchema.types, typeName: "Widget")
      #expect(again == [:], "\(JSON.text(again))")
    }
  }
}
