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
    ("{{range .list}}{{if eq . \"q\"}}{{break}}{{end}}{{.}}{{end}}", "p"), ("{{\"}}\"}}", "}}"), ("{{print .a 1}}{{println}}", "x 1\n"),
    ("{{and .none .none.deeper}}", "<no value>"),
    ("{{slice .a 0 1}}{{slice .list 1}}", "x[q]"), ("{{printf \"%q %v%%\" .a .n}}", "\"x\" 3%"),
  ])
  func prints(template: String, expected: String) throws {
    #expect(try GoTemplate(template).text(Self.value) == expected)
  }

  @Test("broken templates are refused", arguments: [
    "{{", "{{if .a}}", "{{end}}", "{{.a | }}", "{{(.a}}", "{{nofunction .a}}", "{{$y}}", "{{index .list 9}}",
    "{{range .a}}{{end}}", "{{.a.b}}",
    "{{\"x}}", "{{len 3}}", "{{define \"x\"}}{{end}}", "{{lt .a .n}}", "{{}}",
  ])
  func refused(template: String) {
    #expect(throws: CommandFailure.self) { try GoTemplate(template).text(Self.value) }
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
