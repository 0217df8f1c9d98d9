import APIMachinery
import Testing

@Suite struct JSONPatchTests {
  @Test(arguments: [
    (["a": 1], [["op": "add", "path": "/b", "value": [1]]], ["a": 1, "b": [1]]),
    (["a": [1, 3]], [["op": "add", "path": "/a/1", "value": 2], ["op": "add", "path": "/a/-", "value": 4]], ["a": [1, 2, 3, 4]]),
    (["a": ["b": 1], "c": 2], [["op": "remove", "path": "/a/b"]], ["a": [:], "c": 2]),
    (["a": 1], [["op": "replace", "path": "/a", "value": .null]], ["a": .null]),
    (["a": ["b": 1]], [["op": "move", "from": "/a/b", "path": "/c"]], ["a": [:], "c": 1]),
    (["a": ["b": 1]], [["op": "copy", "from": "/a", "path": "/a/c"]], ["a": ["b": 1, "c": ["b": 1]]]),
    (["a/b": 1, "m~n": 2], [["op": "test", "path": "/a~1b", "value": 1], ["op": "replace", "path": "/m~0n", "value": 3]], ["a/b": 1, "m~n": 3]),
    (["a": 1], [["op": "replace", "path": "", "value": 5]], 5),
  ] as [(Value, Value, Value)])
  func `operations apply in order`(document: Value, patch: Value, expected: Value) throws {
    #expect(try JSONPatch(patch).apply(to: document) == expected)
  }

  @Test(arguments: [
    [["op": "test", "path": "/a", "value": 2]], [["op": "remove", "path": "/x"]], [["op": "replace", "path": "/x", "value": 1]],
    [["op": "add", "path": "/l/3", "value": 1]], [["op": "add", "path": "/l/01", "value": 1]], [["op": "add", "path": "/x/y", "value": 1]],
    [["op": "move", "from": "/x", "path": "/a"]], [["op": "move", "from": "/o", "path": "/o/p"]], [["op": "remove", "path": "/a/b"]],
  ] as [Value])
  func `what doesn't apply is a 422`(patch: Value) {
    let document: Value = ["a": 1, "l": [1, 2], "o": ["q": 1]]
    #expect { try JSONPatch(patch).apply(to: document) } throws: { ($0 as? StatusError)?.code == 422 }
  }

  @Test(arguments: [[:], [1], [["path": "/a"]], [["op": "nope", "path": "/a"]], [["op": "add", "path": "a", "value": 1]], [["op": "add", "path": "/a"]], [["op": "move", "path": "/a"]]] as [Value])
  func `what isn't a patch is a 400`(patch: Value) {
    #expect { try JSONPatch(patch) } throws: { ($0 as? StatusError)?.code == 400 }
  }

  @Test func `copies of copies are limited`() {
    let patch = Value.array((0..<60).map { ["op": "copy", "from": "/a", "path": .string("/a/c\($0)")] as Value })
    #expect(throws: StatusError.self) { try JSONPatch(patch).apply(to: ["a": ["b": "text"]]) }
  }
}
