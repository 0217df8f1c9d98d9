import APIMachinery
import Testing

@testable import CLI

@Suite struct JSONPathTests {
  private static let list: Value = [
    "items": [
      ["metadata": ["name": "a", "labels": ["app.kubernetes.io/name": "x"]], "n": 3, "ok": true],
      ["metadata": ["name": "b"], "n": 10, "ports": [80, 81, 82]],
    ]
  ]

  @Test("templates render as kubectl renders them", arguments: [
    ("{.items[*].metadata.name}", "a b"),
    ("{.items[0].metadata.name}", "a"),
    ("{.items[-1].metadata.name}", "b"),
    ("{.items[*]['n','ok']}", "3 10 true"), ("{true} {2.5} {3}", "true 2.5 3"), ("{\"a\\tb\\u0041\"}", "a\tbA"),
    ("{range .items[*]}[{.n}{range .ports[*]}<{@}>{end}]{end}", "[3][10<80><81><82>]"), ("{.items[-2:].n}", "3 10"),
    ("{range .none[*]}x{end}", ""), ("{.items[*].none}", ""), ("{.items[1].metadata}", "{\"name\":\"b\"}"),
    ("{.items[1].ports[0:2]}", "80 81"),
    ("{.items[1].ports[::2]}", "80 82"),
    ("{.items[1].ports[0,2]}", "80 82"),
    ("{.items[?(@.metadata.name==\"b\")].n}", "10"),
    ("{.items[?(@.n>5)].metadata.name}", "b"),
    ("{.items[?(@.ok)].metadata.name}", "a"),
    ("{..name}", "a b"),
    ("{.items[0].metadata.labels.app\\.kubernetes\\.io/name}", "x"),
    ("{.items[0].metadata.labels['app.kubernetes.io/name']}", "x"),
    ("{range .items[*]}{.metadata.name}={.n}{\"\\n\"}{end}", "a=3\nb=10\n"),
    ("names: {.items[*].metadata['name']}!", "names: a b!"),
    ("{.items[1].ports}", "[80,81,82]"),
    (".items[0].n", "3"),
    ("{$.items[0].n}{\"\\t\"}{@.items[1].n}", "3\t10"),
  ])
  func renders(template: String, text: String) throws {
    #expect(try ObjectTemplate(template).text(Self.list) == text)
  }

  @Test("what is no template", arguments: ["{.items[}", "{.a", "{range .items[*]}x", "{end}", "{.a[?(@.x==)]}", "{'open}"])
  func refuses(template: String) {
    #expect(throws: CommandFailure.self) { try ObjectTemplate(template) }
  }

  @Test("positions that a list doesn't have are told, fields only where that is wanted", arguments: [
    ("{.items[5].n}", "array index out of bounds: index 5, length 2"), ("{.items[-7].n}", "array index out of bounds: index -5, length 2"),
    ("{.items[0:9].n}", "array index out of bounds: index 8, length 2"), ("{.items[1:0].n}", "starting index 1 is greater than ending index 0"),
    ("{.items[::0].n}", "step must be > 0"),
  ])
  func bounds(template: String, reason: String) {
    #expect(throws: CommandFailure("error executing jsonpath \"\(template)\": Error executing template: \(reason)")) {
      try ObjectTemplate(template).text(Self.list)
    }
    #expect(throws: CommandFailure("error executing jsonpath \"{.none}\": Error executing template: none is not found")) {
      try ObjectTemplate("{.none}").text(Self.list, allowsMissingKeys: false)
    }
  }

  @Test("field expressions take the relaxed form", arguments: ["metadata.name", ".metadata.name", "{.metadata.name}", "{metadata.name}"])
  func relaxed(text: String) throws {
    #expect(try FieldExpression(text).values(in: ["metadata": ["name": "a"]]) == ["a"])
  }

  @Test("sorting is by number or text, stable, with what lacks the field first")
  func sorts() throws {
    let values: [Value] = [["n": 10, "k": 1], ["n": 9], ["k": 2], ["n": 10, "k": 3]]
    #expect(try FieldExpression(".n").sorted(values) == [["k": 2], ["n": 9], ["n": 10, "k": 1], ["n": 10, "k": 3]])
  }
}
