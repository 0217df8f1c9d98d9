import APIMachinery
import Basics
@testable import CustomResources
import Testing

@Suite struct DefinitionTests {
  private func problems(_ schema: Value) -> [String] {
    DefinitionValidation.validate(
      CronTab.definition(schema) { $0[path: "spec", "versions"] = [["name": "v1", "schema": ["openAPIV3Schema": schema]]] }, old: nil
    )
    .map { $0.description.replacingOccurrences("spec.validation.openAPIV3Schema", "S") }
  }

  private func property(_ schema: Value) -> [String] { problems(["type": "object", "properties": ["a": schema]]) }

  @Test func `a good definition has no problems`() {
    #expect(DefinitionValidation.validate(CronTab.definition(), old: nil).map(\.description) == [])
  }

  @Test(
    arguments: [
      (["type": "array", "x-kubernetes-list-type": "atomic"], "S.properties[a].items: Required value: must be specified"),
      ([:], "S.properties[a].type: Required value: must not be empty for specified object fields"),
      (
        ["type": "string", "uniqueItems": true],
        "S.properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic"
      ),
      (["type": "string", "$ref": "#/x"], "S.properties[a].$ref: Forbidden: $ref is not supported"),
      (
        ["type": "object", "properties": ["b": ["type": "string"]], "additionalProperties": ["type": "string"]],
        "S.properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive"
      ),
      (
        ["type": "object", "properties": [:], "anyOf": [["properties": ["b": ["minimum": 1]]]]],
        "S.properties[a].properties[b]: Required value: because it is defined in anyOf[0].properties[b]"
      ),
      (["type": "string", "allOf": [["type": "string"]]], "S.properties[a].allOf[0].type: Forbidden: must be empty to be structural"),
      (
        ["type": "string", "default": 1],
        "S.properties[a].default: Invalid value: \"integer\": S.properties[a].default in body must be of type string: \"integer\""
      ),
      (
        ["type": "string", "pattern": "("],
        "S.properties[a].pattern: Invalid value: \"(\": must be a valid regular expression, but isn't: error parsing regexp: missing closing ): `(`"
      ),
      (
        [
          "type": "array", "items": ["type": "object", "properties": ["k": ["type": "string"]]], "x-kubernetes-list-type": "map",
          "x-kubernetes-list-map-keys": ["k"],
        ],
        "S.properties[a].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"
      ),
      (
        ["type": "string", "x-kubernetes-validations": [["rule": "self == 1"]]],
        "S.properties[a].x-kubernetes-validations[0].rule: Invalid value: \"self == 1\": compilation failed: ERROR: <input>:1:6: found no matching overload for '_==_' applied to '(string, int)'\n | self == 1\n | .....^"
      ),
      (
        ["type": "object", "properties": ["b": ["type": "string"]], "x-kubernetes-validations": [["rule": "self.c == 'x'"]]],
        "S.properties[a].x-kubernetes-validations[0].rule: Invalid value: \"self.c == 'x'\": compilation failed: ERROR: <input>:1:5: undefined field 'c'\n | self.c == 'x'\n | ....^"
      ),
      (
        ["type": "string", "x-kubernetes-validations": [["rule": "self"]]],
        "S.properties[a].x-kubernetes-validations[0].rule: Invalid value: \"self\": cel expression must evaluate to a bool"
      ),
    ] as [(Value, String)])
  func `what is wrong with a schema, in upstream's words`(schema: Value, problem: String) {
    #expect(property(schema) == [problem])
  }

  @Test func `roots`() {
    #expect(problems(["type": "string"]) == ["S.type: Invalid value: \"string\": must be object at the root"])
    #expect(
      problems(["type": "object", "properties": ["metadata": ["type": "object", "properties": ["labels": ["type": "object"]]]]])
        == [
          "S.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified"
        ])
  }

  @Test func `rules that may cost too much are refused`() {
    let list: Value = [
      "type": "array", "items": ["type": "string"], "x-kubernetes-validations": [["rule": "self.all(x, self.all(y, x == y || x != y))"]],
    ]
    let found = property(list)
    #expect(found.contains { $0.contains("estimated rule cost exceeds budget by factor of more than 100x") })
    let small: Value = [
      "type": "array", "maxItems": 10, "items": ["type": "string", "maxLength": 10],
      "x-kubernetes-validations": [["rule": "self.all(x, self.all(y, x == y || x != y))"]],
    ]
    #expect(property(small) == [])
  }

  @Test func `lengths that no request can have are judged like any other`() {
    let long: Value = ["type": "string", "minLength": .int(.max)]
    let object: Value = ["type": "object", "required": ["a", "b"], "properties": ["a": long, "b": long]]
    let rule: Value = [["rule": "size(self) < 5"]]
    #expect(property(["type": "array", "items": object, "x-kubernetes-validations": rule]) == [])
    #expect(property(["type": "object", "additionalProperties": object, "x-kubernetes-validations": rule]) == [])
    #expect(property(["type": "array", "items": long, "x-kubernetes-validations": rule]) == [])
  }

  @Test func `rules about changes need something to compare with`() {
    let list: Value = [
      "type": "array", "maxItems": 3, "items": ["type": "integer", "x-kubernetes-validations": [["rule": "self == oldSelf"]]],
    ]
    #expect(property(list).first?.contains("oldSelf cannot be used on the uncorrelatable portion of the schema") == true)
  }

  @Test func `the names of a definition are accepted once`() {
    let now = Timestamp(secondsSinceEpoch: 0)
    let first = DefinitionStatus.updated(CronTab.definition(), others: [], now: now)
    #expect(DefinedResources.isTrue("Established", first))
    #expect(first.finalizers == [DefinedResources.finalizer])
    #expect(first[path: "status", "storedVersions"] == ["v1"])
    let rival = CronTab.definition { object in
      object[path: "metadata", "name"] = "cronjobs.stable.example.com"
      object[path: "spec", "names", "plural"] = "cronjobs"
    }
    let second = DefinitionStatus.updated(rival, others: [first], now: now)
    #expect(!DefinedResources.isTrue("NamesAccepted", second))
    #expect(DefinedResources.kinds(of: second).isEmpty)
    #expect(second[path: "status", "conditions"]?[0]?["reason"] == "SingularConflict")
    // Once the first is gone, the names are free.
    #expect(DefinedResources.isTrue("Established", DefinitionStatus.updated(second, others: [], now: now)))
    #expect(DefinitionStatus.updated(first, others: [], now: Timestamp(secondsSinceEpoch: 60)) == first)
  }
}

extension String {
  fileprivate func replacingOccurrences(_ text: String, _ other: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      result += rest[..<range.lowerBound] + other
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
