import APIMachinery
import Testing

@Suite struct SelectorTests {
  private let labels = ["app": "web", "tier": "front", "size": "5"]

  @Test(arguments: [
    ("", true), ("app=web", true), ("app==web,tier=front", true), ("app!=web", false), ("none!=x", true), ("app in (a, web)", true),
    ("app notin (web)", false), ("none notin (web)", true), ("app", true), ("!app", false), ("!none", true), ("none", false), ("size>4", true), ("size>5", false),
    ("size<10", true), ("app>1", false), ("none=", false), ("app=,tier", false), ("in=x", false), ("app in (web,)", true),
  ])
  func `label selectors match`(text: String, expected: Bool) throws {
    let selector = try LabelSelector(parsing: text)
    #expect(selector.matches(labels) == expected)
    #expect(selector.matches(["metadata": ["labels": ["app": "web", "tier": "front", "size": "5"]]] as Value) == expected)
    #expect(try LabelSelector(parsing: selector.description) == selector)
  }

  @Test(arguments: [
    ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
    ("=x", "unable to parse requirement: found '=', expected: !, identifier, or 'end of string'"),
    ("a,", "unable to parse requirement: found '', expected: identifier after ','"),
    ("a=b c", "unable to parse requirement: found 'c', expected: ',' or 'end of string'"),
    ("a in b", "unable to parse requirement: found 'b', expected: '('"),
    ("a in (b", "unable to parse requirement: found '', expected: ',', or ')'"),
    ("a>x", "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer"),
  ])
  func `malformed label selectors are refused in upstream's words`(text: String, message: String) {
    #expect { try LabelSelector(parsing: text) } throws: { ($0 as? StatusError)?.message == message && ($0 as? StatusError)?.code == 400 }
  }

  @Test func `the object form`() throws {
    let selector = try LabelSelector(["matchLabels": ["app": "web"], "matchExpressions": [["key": "tier", "operator": "In", "values": ["front", "x"]]]])
    #expect(selector.matches(labels))
    #expect(!selector.matches(["app": "web"]))
    #expect(selector.description == "app in (web),tier in (front,x)")
    #expect(selector.requiredValue(of: "app") == "web")
    #expect(try !LabelSelector(Value?.none).matches(labels))
    #expect(try LabelSelector([:] as Value).matches([String: String]()))
    #expect(throws: StatusError.self) { try LabelSelector(["matchExpressions": [["key": "a", "operator": "Is"]]]) }
    #expect(throws: StatusError.self) { try LabelSelector(["matchExpressions": [["key": "a", "operator": "In"]]]) }
  }

  @Test func `field selectors`() throws {
    let selector = try FieldSelector(parsing: "metadata.name=web,status.phase!=Running,a==x\\,y\\=z\\\\")
    #expect(selector.matches(["metadata.name": "web", "status.phase": "Pending", "a": "x,y=z\\"]))
    #expect(!selector.matches(["metadata.name": "web", "status.phase": "Running", "a": "x,y=z\\"]))
    #expect(selector.requiredValue(of: "metadata.name") == "web")
    #expect(try FieldSelector(parsing: selector.description) == selector)
    #expect(try FieldSelector(parsing: "").isEmpty)
    #expect { try FieldSelector(parsing: "abc") } throws: { ($0 as? StatusError)?.message == "invalid selector: 'abc'; can't understand 'abc'" }
    #expect(throws: StatusError.self) { try FieldSelector(parsing: "a=b=c") }
    #expect(throws: StatusError.self) { try FieldSelector(parsing: "a=\\x") }
  }

  @Test func `names`() {
    #expect(NameFormat.dns1123Label("a-1").isEmpty)
    #expect(NameFormat.dns1123Label("a.b") == ["must not contain dots"])
    #expect(NameFormat.dns1123Label("A").first?.hasSuffix("(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')") == true)
    #expect(NameFormat.dns1123Label(String(repeating: "a", count: 64)) == ["must be no more than 63 characters"])
    #expect(NameFormat.dns1123Subdomain("a.b-c.d").isEmpty && !NameFormat.dns1123Subdomain("a..b").isEmpty && !NameFormat.dns1123Subdomain("").isEmpty)
    #expect(NameFormat.dns1035Label("a1").isEmpty && !NameFormat.dns1035Label("1a").isEmpty)
    #expect(NameFormat.qualifiedName("example.com/My_Name.1").isEmpty && NameFormat.qualifiedName("x").isEmpty)
    #expect(NameFormat.qualifiedName("/x") == ["prefix part must be non-empty"])
    #expect(NameFormat.qualifiedName("a/b/c").count == 1 && NameFormat.qualifiedName("a/").count == 2)
    #expect(NameFormat.labelValue("").isEmpty && NameFormat.labelValue("a_b.C").isEmpty && !NameFormat.labelValue("-a").isEmpty)
    #expect(NameFormat.portName("http-2").isEmpty && !NameFormat.portName("80").isEmpty && NameFormat.portName("a--b") == ["must not contain consecutive hyphens"])
    #expect(NameFormat.pathSegment("system:node").isEmpty && NameFormat.pathSegment("..") == ["may not be '..'"])
    #expect(NameFormat.configMapKey("a.b_C").isEmpty && NameFormat.configMapKey("..a") == ["must not start with '..'"])
    #expect(NameFormat.environmentVariableName("A.B c").isEmpty && !NameFormat.environmentVariableName("a=b").isEmpty)
  }
}
