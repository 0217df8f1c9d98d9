import APIMachinery
import Basics
import Manifests
import Testing

@Suite struct ManifestEditorTests {
  private let source = """
    # The web server
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web   # public name
      labels: {app: web, tier: 'front'}
    spec:
      # as many as we can pay for
      replicas: 2 # two
      template:
        spec:
          containers:
            - name: web
              image: "nginx:1.25" # pinned
              args: ["--port", '80']
              env:
                - name: A
                  value: 'one'
                # the second
                - {name: B, value: two}
            - name: side
              image: busybox
    ---
    # second
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: c}
    data:
      text: |
        two
        lines

      # last words
      other: x
    """

  private func edit(_ index: Int = 0, _ change: (inout Value) -> Void) throws -> String {
    let before = try YAML.documents(Array(source.utf8))[index].value
    var after = before
    change(&after)
    let result = try #require(try ManifestEditor.apply(before: before, after: after, to: Array(source.utf8), documentIndex: index))
    let documents = try YAML.documents(result)
    #expect(documents[index].value == after)
    try expectKnown(before: before, after: after, Array(source.utf8), index)
    return String(decoding: result, as: UTF8.self)
  }

  /// What an edit says that its text reads as is what it reads as.
  private func expectKnown(before: Value?, after: Value?, _ source: [UInt8]?, _ index: Int = 0) throws {
    let edited = try #require(try ManifestEditor.edit(before: before, after: after, in: source, documentIndex: index))
    let (known, read) = (edited.file("m.yaml"), ManifestFile(path: "m.yaml", bytes: edited.bytes))
    #expect(known.problems == read.problems)
    #expect(known.manifests.map(\.place) == read.manifests.map(\.place))
    #expect(known.manifests.map(\.identity) == read.manifests.map(\.identity))
    #expect(known.manifests.map(\.documentIndex) == read.manifests.map(\.documentIndex))
    #expect(known.manifests.map(\.object) == read.manifests.map(\.object))
    #expect(known.manifests.map(\.source) == read.manifests.map(\.source))
  }

  @Test func `a new file is known without being read`() throws {
    let map: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "m"], "data": ["a": "1", "b": "x: y\n"]]
    for object in [map, ["apiVersion": "v1", "kind": "List", "items": [map, map]], ["kind": "ConfigMap"], [:], "text"] as [Value] {
      try expectKnown(before: nil, after: object, nil)
    }
  }

  private func replacing(_ old: String, _ new: String) -> String {
    let parts = source.components(old)
    #expect(parts.count == 2, "\(old)")
    return parts.joined(separator: new)
  }

  @Test func `a scalar changes in place, in its own quotes, beside its comment`() throws {
    #expect(try edit { $0[path: "spec", "replicas"] = 3 } == replacing("replicas: 2 # two", "replicas: 3 # two"))
    let image = try edit { $0[path: "spec", "template", "spec", "containers"] = containers($0) { $0["image"] = "nginx:1.26" } }
    #expect(image == replacing("\"nginx:1.25\"", "\"nginx:1.26\""))
    #expect(try edit { $0[path: "metadata", "labels", "tier"] = "it's" } == replacing("'front'", "'it''s'"))
  }

  private func containers(_ object: Value, _ change: (inout Value) -> Void) -> Value {
    var list = object[path: "spec", "template", "spec", "containers"]?.array ?? []
    change(&list[0])
    return .array(list)
  }

  @Test func `a field is added after its neighbour and removed with its line`() throws {
    #expect(try edit { $0[path: "spec", "paused"] = true } == replacing("          image: busybox\n", "          image: busybox\n  paused: true\n"))
    #expect(try edit { $0[path: "spec", "replicas"] = nil } == replacing("  replicas: 2 # two\n", ""))
    #expect(try edit { $0[path: "metadata", "annotations"] = ["a": "yes"] }
      == replacing("tier: 'front'}\n", "tier: 'front'}\n  annotations:\n    a: \"yes\"\n"))
  }

  @Test func `list elements are matched by name; sequences keep the document's indentation`() throws {
    let added = try edit { object in
      let list = object[path: "spec", "template", "spec", "containers"]?.array ?? []
      object[path: "spec", "template", "spec", "containers"] = .array([list[0], ["name": "new", "ports": [["containerPort": 1]]], list[1]])
    }
    #expect(added == replacing("        - name: side\n", "        - name: new\n          ports:\n            - containerPort: 1\n        - name: side\n"))
    let removed = try edit { object in
      object[path: "spec", "template", "spec", "containers"] = .array([object[path: "spec", "template", "spec", "containers"]?[0] ?? .null])
    }
    #expect(removed == replacing("        - name: side\n          image: busybox\n", ""))
  }

  @Test func `flow collections change inside: what stays keeps its text`() throws {
    #expect(try edit { $0[path: "metadata", "labels", "new"] = "a,b" }
      == replacing("{app: web, tier: 'front'}", "{app: web, tier: 'front', new: \"a,b\"}"))
    #expect(try edit { $0[path: "metadata", "labels", "app"] = nil } == replacing("{app: web, tier: 'front'}", "{tier: 'front'}"))
    #expect(try edit { $0[path: "metadata", "labels", "tier"] = nil } == replacing("{app: web, tier: 'front'}", "{app: web}"))
    #expect(try edit { $0[path: "metadata", "labels"] = ["x": "z"] } == replacing("{app: web, tier: 'front'}", "{x: z}"))
    let more = try edit { $0[path: "spec", "template", "spec", "containers"] = containers($0) { $0["args"] = ["--port", "80", "--v"] } }
    #expect(more == replacing("[\"--port\", '80']", "[\"--port\", '80', \"--v\"]"))
    let fewer = try edit { $0[path: "spec", "template", "spec", "containers"] = containers($0) { $0["args"] = ["80"] } }
    #expect(fewer == replacing("[\"--port\", '80']", "['80']"))
    let args = try edit { $0[path: "spec", "template", "spec", "containers"] = containers($0) { $0["args"] = ["--port", "81"] } }
    #expect(args == replacing("'80'", "'81'"))
  }

  @Test func `another document stays as it is; literals are replaced whole`() throws {
    #expect(try edit(1) { $0[path: "data", "text"] = "one\n" } == replacing("    two\n    lines\n", "    one\n"))
    #expect(try edit(1) { $0[path: "data", "other"] = "w" } == replacing("other: x", "other: w"))
    #expect(try edit(1) { $0[path: "data", "z"] = "1" } == source + "\n  z: \"1\"\n")
  }

  @Test func `documents are removed, appended and created`() throws {
    let bytes = Array(source.utf8)
    let first = try YAML.documents(bytes)[0].value
    let left = try #require(try ManifestEditor.apply(before: first, after: nil, to: bytes, documentIndex: 0))
    #expect(try YAML.documents(left).map(\.value.kind) == ["ConfigMap"])
    #expect(try ManifestEditor.apply(before: ["a": 1], after: nil, to: Array("a: 1\n".utf8), documentIndex: 0) == nil)
    #expect(try ManifestEditor.apply(before: nil, after: ["b": 2], to: Array("a: 1".utf8), documentIndex: 0) == Array("a: 1\n---\nb: 2\n".utf8))
    #expect(try ManifestEditor.apply(before: nil, after: ["b": 2], to: nil, documentIndex: 0) == Array("b: 2\n".utf8))
    #expect(throws: ManifestEditor.EditError.self) { try ManifestEditor.apply(before: ["a": 1], after: ["a": 2], to: bytes, documentIndex: 7) }
  }

  @Test func `JSON files stay JSON`() throws {
    let json = Array("{\n  \"a\": 1,\n  \"b\": [1]\n}\n".utf8)
    let result = try ManifestEditor.apply(before: ["a": 1, "b": [1]], after: ["a": 2, "b": [1]], to: json, documentIndex: 0)
    #expect(result.map { String(decoding: $0, as: UTF8.self) } == "{\n  \"a\": 2,\n  \"b\": [1]\n}\n")
  }

  @Test func `in JSON only the lines of what changed are others, whatever the layout`() throws {
    let json = """
      {
         "kind" : "A",
         "metadata": { "name": "a",   "labels": {"x":"1"} },
         "spec": {
            "list": [
               {"name": "one", "n": 1},
               {"name": "two", "n": 2}
            ],
            "on": true
         }
      }
      """
    let before = try JSON.decode(Array(json.utf8))
    func edit(_ change: (inout Value) -> Void) throws -> String {
      var after = before
      change(&after)
      let result = try #require(try ManifestEditor.apply(before: before, after: after, to: Array(json.utf8), documentIndex: 0))
      #expect(try JSON.decode(result) == after)
      return String(decoding: result, as: UTF8.self)
    }
    func replacing(_ old: String, _ new: String) -> String { json.components(old).joined(separator: new) }
    #expect(try edit { $0[path: "spec", "on"] = false } == replacing("true", "false"))
    #expect(try edit { $0[path: "metadata", "labels", "y"] = "2" } == replacing(#"{"x":"1"}"#, #"{"x":"1", "y": "2"}"#))
    #expect(try edit { $0[path: "spec", "more"] = ["a": [1]] } == replacing(
      #""on": true"#, "\"on\": true,\n      \"more\": {\n         \"a\": [\n            1\n         ]\n      }"))
    #expect(try edit { $0[path: "spec", "list"] = .array([$0[path: "spec", "list"]?[1] ?? .null]) } == replacing(#"{"name": "one", "n": 1},"# + "\n         ", ""))
    #expect(try edit { $0[path: "spec", "list"] = .array([$0[path: "spec", "list"]?[0] ?? .null]) } == replacing(",\n         " + #"{"name": "two", "n": 2}"#, ""))
    #expect(try edit { $0[path: "spec", "on"] = nil } == replacing(",\n      \"on\": true", ""))
  }

  @Test func `fields beside a merge key change, and what it brings in is overridden here alone`() throws {
    let text = "base: &base\n  a: 1 # shared\n  b: 2\none:\n  <<: *base # from above\n  c: 3 # own\n"
    let before = try YAML.documents(Array(text.utf8))[0].value
    func edit(_ change: (inout Value) -> Void) throws -> String? {
      var after = before
      change(&after)
      return try ManifestEditor.apply(before: before, after: after, to: Array(text.utf8), documentIndex: 0).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(try edit { $0[path: "one", "c"] = 4 } == text.components("c: 3").joined(separator: "c: 4"))
    #expect(try edit { $0[path: "one", "a"] = 9 }?.contains("<<: *base # from above\n") == true)
    #expect(try edit { $0[path: "one", "a"] = 9 }?.contains("a: 1 # shared\n") == true)
  }

  @Test func `an item of a List is edited where it is`() throws {
    let list = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n  data: {x: '1'} # one\n"
    let before: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a"], "data": ["x": "1"]]
    var after = before
    after[path: "data", "x"] = "2"
    let result = try ManifestEditor.apply(before: before, after: after, to: Array(list.utf8), documentIndex: 0)
    #expect(result.map { String(decoding: $0, as: UTF8.self) } == list.components("'1'").joined(separator: "'2'"))
  }

  @Test func `defaults that only the server's view has are not written`() throws {
    let text = Array("kind: A\nspec:\n  x: 1 # mine\n".utf8)
    let before: Value = ["kind": "A", "spec": ["x": 1, "defaulted": true]]
    let after: Value = ["kind": "A", "spec": ["x": 2, "defaulted": true]]
    #expect(try ManifestEditor.apply(before: before, after: after, to: text, documentIndex: 0) == Array("kind: A\nspec:\n  x: 2 # mine\n".utf8))
  }

  /// Manifests as nobody would write them, but somebody does.
  private static let odd = [
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: 'x', b: \"y\"}}\n",
    "kind: A # kind\nmetadata:   {name: a,   # name\n  labels: {x: y}}\nspec:\n    deep:\n        deeper: 1   # eight\n        list:\n        -   a\n        -   b\n",
    "? kind\n: A\nspec: &s\n  x: 1\n  'quoted key': 2\n  \"other key\": three # 3\ncopy: *s\n",
    "kind: A\nspec:\n- - 1\n  - 2 # two\n- {x: 1, y: [1, 2, {z: 3}]}\n-\n  late: true\n  text: >-\n    folded\n    text\n  last: 1\n",
    "---\n# begin\nkind: A\nspec:\n  a: !!str 12\n  b: ~\n  c:\n  d: 0x1F\n  e: 1.50\n  f: |+\n    kept\n\n  g: last # end\n...\n---\nkind: B\n",
    "kind: A\r\nspec:\r\n  a: 1 # one\r\n  b:\r\n    - x # x\r\n    - y\r\n",
    "kind: \"A\"\nspec: {\n  a: 1,\n  b: [\n    x,\n    y\n  ],\n  c: {d: e}\n}\n",
    "kind: A\nspec:\n  ünï: cödé # ☃\n  emoji: \"\\U0001F600\"\n  long: this plain scalar\n    goes on\n  after: 1\n",
    "{\n  \"kind\": \"A\",\n  \"spec\": {\n    \"a\": [1, 2],\n    \"b\": {\n      \"c\": \"#\"\n    }\n  }\n}\n",
    "# only a comment before\n\nkind: A\n\n\nspec:\n\n  a: 1\n\n  # about b\n  b: 2\n\n# the end",
  ]

  private func scalars(_ value: Value, _ path: [Either] = []) -> [[Either]] {
    switch value {
    case .object(let object): object.flatMap { scalars($0.value, path + [.key($0.key)]) }
    case .array(let elements): elements.enumerated().flatMap { scalars($1, path + [.index($0)]) }
    default: [path]
    }
  }

  private enum Either { case key(String), index(Int) }

  private func set(_ value: Value, _ path: ArraySlice<Either>, _ new: Value) -> Value {
    guard let first = path.first else { return new }
    switch (first, value) {
    case (.key(let key), .object(var object)):
      object[key] = set(object[key] ?? .null, path.dropFirst(), new)
      return .object(object)
    case (.index(let index), .array(var elements)):
      elements[index] = set(elements[index], path.dropFirst(), new)
      return .array(elements)
    default: return value
    }
  }

  @Test func `a value that changes leaves every line alone but its own, however odd the manifest`() throws {
    for text in Self.odd {
      let document = try YAML.documents(Array(text.utf8))[0]
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for path in scalars(document.value) {
        for new in ["changed", 7, true, "a: b # c", "it's"] as [Value] {
          let after = set(document.value, path[...], new)
          guard after != document.value else { continue }
          let result = try #require(try ManifestEditor.apply(before: document.value, after: after, to: Array(text.utf8), documentIndex: 0))
          #expect(try YAML.documents(result)[0].value == after, "\(path)")
          let edited = String(decoding: result, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
          let prefix = zip(lines, edited).prefix { $0 == $1 }.count
          let suffix = min(zip(lines.reversed(), edited.reversed()).prefix { $0 == $1 }.count, min(lines.count, edited.count) - prefix)
          let touched = lines.count == edited.count ? zip(lines, edited).count { $0 != $1 } : lines.count - prefix - suffix
          // A text of several lines is replaced whole; an alias is written out when what it refers to changes and it doesn't.
          let isWhole = [">-", "|+", "goes on", "*s"].contains { text.contains($0) }
          #expect(touched <= (isWhole ? 3 : 1), "\(path) → \(new):\n\(String(decoding: result, as: UTF8.self))")
        }
      }
    }
  }

  @Test func `any change of odd manifests comes out as meant`() throws {
    let random = SeededRandom(seed: 8)
    for round in 0..<2_000 {
      let text = Array(Self.odd[round % Self.odd.count].utf8)
      let documents = try YAML.documents(text)
      let before = documents[0].value
      var after = before
      for _ in 0...random.below(3) { after = mutate(after, random) }
      guard after.object?.isEmpty == false else { continue }
      let result = try #require(try ManifestEditor.apply(before: before, after: after, to: text, documentIndex: 0))
      #expect(try YAML.documents(result).map(\.value) == [after] + documents.dropFirst().map(\.value), "\(String(decoding: result, as: UTF8.self))")
      if text.starts(with: Array("{\n".utf8)) { #expect((try? JSON.decode(result)) == after, "JSON stays JSON") }
    }
  }

  @Test func `any change of any document comes out as meant, with CRLF too`() throws {
    let random = SeededRandom(seed: 5)
    let texts = [source, source.components("\n").joined(separator: "\r\n"), "a: &x\n  b: 1\nc: *x\nd:\n- - 1\n  - 2\n- x: 1\n  y: {z: 1}\n? e\n: f\n"]
    for round in 0..<1_500 {
      let text = Array(texts[round % texts.count].utf8)
      let documents = try YAML.documents(text)
      let index = random.below(documents.count)
      let before = documents[index].value
      var after = before
      for _ in 0...random.below(3) { after = mutate(after, random) }
      guard after.object?.isEmpty == false else { continue }
      let result = try #require(try ManifestEditor.apply(before: before, after: after, to: text, documentIndex: index))
      let found = try YAML.documents(result)
      #expect(found.map(\.value) == documents.indices.map { $0 == index ? after : documents[$0].value }, "\(String(decoding: result, as: UTF8.self))")
    }
  }

  private func mutate(_ value: Value, _ random: SeededRandom) -> Value {
    let fresh: [Value] = [1, "x", "multi\nline\n", "a: b", [:], [], ["k": "v", "l": [1, "two"]], ["e1", "e2"], true, "it's", "#"]
    switch value {
    case .object(var object) where !object.isEmpty:
      let key = object.fieldNames[random.below(object.count)]
      switch random.below(6) {
      case 0: object[key] = nil
      case 1: object["new\(random.below(3))"] = fresh[random.below(fresh.count)]
      default: object[key] = mutate(object[key] ?? .null, random)
      }
      return .object(object)
    case .array(var elements) where !elements.isEmpty:
      let position = random.below(elements.count)
      switch random.below(5) {
      case 0: elements.remove(at: position)
      case 1: elements.insert(fresh[random.below(fresh.count)], at: position)
      default: elements[position] = mutate(elements[position], random)
      }
      return .array(elements)
    default: return fresh[random.below(fresh.count)]
    }
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [String] {
    var parts: [String] = []
    var rest = Array(utf8)[...]
    var current: [UInt8] = []
    while let first = rest.first {
      if rest.starts(with: separator.utf8) {
        parts.append(String(decoding: current, as: UTF8.self))
        current = []
        rest = rest.dropFirst(separator.utf8.count)
      } else {
        current.append(first)
        rest = rest.dropFirst()
      }
    }
    return parts + [String(decoding: current, as: UTF8.self)]
  }
}
