import APIMachinery
import Testing

@Suite("YAML as Kubernetes reads it")
struct YAMLDecodeTests {
  @Test("plain scalars resolve as go-yaml v2 has them", arguments: [
    ("yes", true), ("y", true), ("On", true), ("no", false), ("N", false), ("off", false), ("yEs", "yEs"),
    ("~", .null), ("", .null), ("Null", .null), ("0777", 511), ("0o777", 511), ("0x1F", 31), ("0b11", 3), ("-0b11", -3), ("1_000", 1000),
    ("+12", 12), ("08", 8.0), ("1.5", 1.5), ("1.", 1.0), (".5", 0.5), ("-.5e3", -500.0), ("1e3", 1000.0), ("12:30:45", "12:30:45"),
    ("2001-01-01", "2001-01-01"), ("9223372036854775807", .int(.max)), ("18446744073709551615", 18446744073709551615.0),
    ("0x", "0x"), ("1.2.3", "1.2.3"), ("--1", "--1"), ("100m", "100m"), ("!!str 12", "12"), ("!!int '12'", 12), ("!!float 1", 1.0),
    ("!custom 12", "12"), ("'12'", "12"),
  ] as [(String, Value)])
  func scalars(text: String, expected: Value) throws {
    #expect(try YAML.decode("a: \(text)")["a"] == expected)
  }

  @Test("keys that aren't strings become strings")
  func keys() throws {
    #expect(try YAML.decode("1: a\nyes: b\n1.5: c\n0x10: d\n") == ["1": "a", "true": "b", "1.5": "c", "16": "d"])
  }

  @Test("anchors, aliases and merge keys are expanded; explicit fields win")
  func anchors() throws {
    let text = "base: &b {a: 1, c: 2}\nx: {<<: *b, a: 9}\nw: {<<: [{a: 5}, *b]}\nz: *b\n"
    let value = try YAML.decode(text)
    #expect(value["x"] == ["a": 9, "c": 2])
    #expect(value["w"] == ["a": 5, "c": 2])
    #expect(value["z"] == ["a": 1, "c": 2])
  }

  @Test("what can't be carried or is ambiguous is refused with its place", arguments: [
    ("a: 1\nb: 2\na: 3", 3, 1, "key \"a\" already set in map"),
    ("a: .inf", 1, 4, "unsupported value"),
    ("a:\n\tb: 1", 2, 1, "tabs"),
    ("a: b: c", 1, 5, "mapping values are not allowed"),
    ("a: *x", 1, 4, "unknown anchor"),
    ("a: &x [*x]", 1, 8, "contains itself"),
    ("[1]: a", 1, 1, "map key"),
    ("~: a", 1, 1, "null"),
    ("a: 'x", 1, 6, "quoted scalar"),
    ("é: [日, *z]", 1, 8, "unknown anchor"),
    ("a: \u{1}", 1, 4, "control characters"),
  ])
  func refused(text: String, line: Int, column: Int, message: String) {
    do throws(YAML.SyntaxError) {
      let value = try YAML.decode(text)
      Issue.record("decoded \(value)")
    } catch {
      #expect((error.line, error.column) == (line, column), "\(error)")
      #expect(error.message.contains(message), "\(error)")
    }
  }

  @Test("an alias bomb is refused")
  func bomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 { text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n" }
    #expect(throws: YAML.SyntaxError.self) { try YAML.decode(text) }
  }

  @Test("depth and size are limited")
  func limits() {
    #expect(throws: YAML.SyntaxError.self) { try YAML.decode(String(repeating: "[", count: 5_000)) }
    #expect(throws: YAML.SyntaxError.self) { try YAML.decode("abcdef", limits: .init(bytes: 5)) }
  }

  @Test("documents keep their ranges; empty ones are left out; BOM and CRLF are read")
  func documents() throws {
    let text = "\u{feff}# head\r\na: 1\r\n---\r\n# nothing\r\n---\r\nb: é\r\nc:\r\n- d: 1\r\n---\r\n"
    let documents = try YAML.documents(Array(text.utf8))
    #expect(documents.map(\.value) == [["a": 1], ["b": "é", "c": [["d": 1]]]])
    let bytes = Array(text.utf8)
    #expect(String(decoding: bytes[documents[1].range], as: UTF8.self) == "---\r\nb: é\r\nc:\r\n- d: 1\r\n")
    #expect(documents[1].position(of: "c[0].d").description == "line 8, column 3")
    #expect(documents[1].position(of: "c[0].missing").line == 8)
    #expect(throws: YAML.SyntaxError.self) { try YAML.decode(bytes) }
  }
}

@Suite("YAML as Kubernetes writes it")
struct YAMLEncodeTests {
  @Test("block style, sequences under their key, quotes where needed")
  func style() {
    let value: Value = [
      "apiVersion": "v1", "data": ["b": "yes", "a": "two\nlines\n"], "empty": [:], "none": [], "n": .null, "f": 1.5,
      "list": [["name": "x", "args": ["--a=b", "1"]], [1, 2]], "t": "2001-01-01T00:00:00Z", "c": "a: b", "ip": "10.0.0.1",
    ]
    #expect(YAML.text(value) == """
      apiVersion: v1
      data:
        b: "yes"
        a: |
          two
          lines
      empty: {}
      none: []
      "n": null
      f: 1.5
      list:
      - name: x
        args:
        - --a=b
        - "1"
      - - 1
        - 2
      t: "2001-01-01T00:00:00Z"
      c: 'a: b'
      ip: 10.0.0.1

      """)
    #expect(YAML.text(["b": 1, "a": ["d": 1, "c": 2]], sortKeys: true) == "a:\n  c: 2\n  d: 1\nb: 1\n")
  }

  @Test("a key too long for a simple key is written as an explicit one")
  func longKeys() throws {
    let key = String(repeating: "k", count: 2_000)
    let fields: [(String, Value)] = [(key, ["a": [1]]), ("x" + key, [1, ["y": 2]]), ("z" + key, "s")]
    let value = Value.object(Object(fields))
    #expect(try YAML.decode(YAML.encode(value)) == value)
  }
}
