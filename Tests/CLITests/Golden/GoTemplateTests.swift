import APIMachinery
import Testing

@testable import CLI

@Suite struct GoTemplateTests {
  private static let value: Value = [
    "a": "x", "n": 3, "on": true, "off": false, "list": ["p", "q"], "map": ["k2": "v2", "k1": "v1"],
    "secret": "aHVudGVyMg==", "items": [["name": "one"], ["name": "two"]],
  ]

  @Test("templates print what Go's do", arguments: [
    ("{{.a}} {{.n}} {{.on}}", "x 3 true"), ("{{.missing}}", "<no value>"), ("{{.list}} {{.map}}", "[p q] map[k1:v1 k2:v2]"),
    ("{{range .items}}{{.name}};{{end}}", "one;two;"), ("{{range $i, $e := .list}}{{$i}}={{$e}} {{end}}", "0=p 1=q "),
    ("{{range $k, $v := .map}}{{$k}}{{$v}} {{end}}", "k1v1 k2v2 "), ("{{range .none}}x{{else}}none{{end}}", "none"),
    ("{{if .on}}yes{{else}}no{{end}}{{if .off}}yes{{else if .a}}elif{{else}}no{{end}}", "yeselif"),
    ("{{with .map}}{{.k1}}{{end}}{{with .none}}x{{else}}y{{end}}", "v1y"), ("{{index .list 1}} {{index .map \"k1\"}}", "q v1"),
    ("{{printf \"%s-%d %5s|%-3s|\" .a .n \"r\" \"l\"}}", "x-3     r|l  |"), ("{{len .list}} {{len .a}}", "2 1"),
    ("{{if and (eq .a \"x\" ) (gt .n 2)}}both{{end}}", "both"), ("{{or .off .a}} {{not .off}}", "x true"),
    ("{{eq .n 3}} {{ne .n 3}} {{lt 1 2}} {{le 2 2}} {{ge 1 2}}", "true false true true false"),
    ("{{.secret | base64decode}}", "hunter2"), ("{{$x := .a}}{{$x}}{{$x = \"z\"}}{{$x}}", "xz"),
    ("a {{- .a -}} b", "axb"), ("{{/* a comment */}}c", "c"), ("{{range .items}}{{$.a}}{{end}}", "xx"),
    ("{{(index .items 1).name}}", "two"), ("{{exists .map \"k1\"}}{{exists .map \"zz\"}}", "truefalse"),
    ("{{range .list}}{{if eq . \"q\"}}{{break}}{{end}}{{.}}{{end}}", "p"), ("{{\"}}\"}}", "}}"), ("{{print .a 1}}{{println}}", "x1\n"),
    ("{{and .none .none.deeper}}", "<no value>"),
    ("{{slice .a 0 1}}{{slice .list 1}}", "x[q]"), ("{{printf \"%q %v%%\" .a .n}}", "\"x\" 3%"),
  ])
  func prints(template: String, expected: String) throws {
    #expect(try GoTemplate(template).text(Self.value) == expected)
  }

  private static let language: [(template: String, expected: String)] = [
    ("{{define \"t\"}}[{{.name}}]{{end}}{{range .items}}{{template \"t\" .}}{{end}}", "[one][two]"),
    ("{{template \"t\" .map}}{{define \"t\"}}<{{.k1}}>{{end}}", "<v1>"), ("{{block \"b\" .map}}({{.k2}}){{end}}", "(v2)"),
    ("{{define \"r\"}}{{.}}{{$}}{{end}}{{$x := 1}}{{template \"r\" 3}}", "33"),
    ("{{range .list}}{{if eq . \"p\"}}{{continue}}{{end}}{{.}}{{end}}", "q"), ("{{with .none}}x{{else with .map}}{{.k1}}{{end}}", "v1"),
    ("{{'a'}} {{0x1F}} {{0b101}} {{0o17}} {{1_000}} {{-5}} {{1.50}} {{1e3}}", "97 31 5 15 1000 -5 1.5 1000"),
    ("{{\"\\u0041\\x41\\101\\t\"}}{{`\\n`}}", "AAA\t\\n"), ("{{print \"a\" \"b\" 1 2 \"c\"}}", "ab1 2c"),
    ("{{printf \"%s %v\" .missing nil}}", "%!s(<nil>) <nil>"), ("{{printf \"%[2]s %[1]s\" \"a\" \"b\"}}{{printf \"%*d\" 5 42}}", "b a   42"),
    ("{{printf \"%6.2f|%+d|%e|%g\" 3.14159 5 1234.5 1234.5}}", "  3.14|+5|1.234500e+03|1234.5"),
    ("{{printf \"%8d|%-8d|%x|%X|%o|%b|%05d|%c\" 42 42 255 255 8 5 42 65}}", "      42|42      |ff|FF|10|101|00042|A"),
    ("{{printf \"%#v %#x\" \"s\" 255}} {{printf \"%s\" \"a\" \"b\"}} {{printf \"%s\"}}", "\"s\" 0xff a%!(EXTRA string=b) %!s(MISSING)"),
    ("{{html .missing}} {{urlquery \"a b&c\"}}", "&lt;no value&gt; a+b%26c"), ("{{eq .missing nil}} {{eq \"a\" .missing}}", "true false"),
    ("{{range 3}}{{.}}{{end}}{{range $i := 2}}{{$i}}{{end}}", "01201"), ("{{eq .a \"y\" \"x\"}}", "true"),
  ]

  @Test("the whole of the language is there, and prints what kubectl prints", arguments: language)
  func speaks(template: String, expected: String) throws {
    #expect(try GoTemplate(template).text(Self.value) == expected)
  }

  private static let broken: [String] = [
    "{{", "{{if .a}}", "{{end}}", "{{.a | }}", "{{(.a}}", "{{nofunction .a}}", "{{$y}}", "{{index .list 9}}",
    "{{range .a}}{{end}}", "{{.a.b}}",
    "{{\"x}}", "{{len 3}}", "{{lt .a .n}}", "{{}}", "{{nil}}", "{{break}}", "{{template \"none\"}}", "{{template}}", "{{define}}", "{{eq 1 1.0}}",
    "{{eq .map .list}}", "{{lt nil 1}}", "{{.a .n}}", "{{\"a\" \"b\"}}", "{{-.a}}", "{{if .a}}{{else}}{{else}}{{end}}", "{{call .x}}", "{{'ab'}}",
    "{{define \"l\"}}{{template \"l\"}}{{end}}{{template \"l\"}}",
  ]

  @Test("broken templates are refused", arguments: broken)
  func refused(template: String) {
    #expect(throws: CommandFailure.self) { try GoTemplate(template).text(Self.value) }
  }

  @Test("what is wrong is told with its line, before anything is printed where that can be")
  func failures() {
    #expect(throws: CommandFailure("error parsing template a\nb{{nofunc}}, template: output:2: function \"nofunc\" not defined")) {
      try GoTemplate("a\nb{{nofunc}}")
    }
    #expect(throws: CommandFailure("error executing template \"{{.none}}\": template: output: map has no entry for key \"none\"")) {
      try GoTemplate("{{.none}}").text(Self.value, allowsMissingKeys: false)
    }
  }

  @Test("no text makes the reader fail otherwise than by its own error")
  func fuzz() {
    var state: UInt64 = 42
    let parts = [
      "{{", "}}", "if ", "range ", "end", "else", ".a", "$x", ":=", "|", "(", ")", "\"", "`", "-", " ", "index ", "3", "/*", "*/", "é",
    ]
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += parts[Int(state >> 33) % parts.count]
      }
      do throws(CommandFailure) {
        _ = try GoTemplate(text).text(Self.value)
      } catch {
        #expect(error.message?.hasPrefix("error ") ?? false)
      }
    }
  }

  @Test("get prints through a template")
  func get() async throws {
    let cluster = CannedCluster()
    try cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}")
    let harness = CommandHarness(cluster)
    #expect(await harness.run("get", "cm", "a", "-o", "go-template={{.metadata.name}}").output == "a")
    #expect(await harness.run("get", "cm", "-o", "go-template", "--template={{range .items}}{{.kind}}{{end}}").output == "ConfigMap")
    #expect(await harness.run("get", "cm", "-o", "go-template").errors == "error: template format specified but no template given\n")
  }
}
