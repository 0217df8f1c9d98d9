import APIMachinery
import Basics
@testable import CustomResources
import Testing

@Suite struct ObjectTests {
  static let kind = CustomResource(CronTab.definition()["spec"] ?? [:], version: CronTab.definition()[path: "spec", "versions"]?[0] ?? [:])

  private func problems(_ spec: Value, old: Value? = nil) -> [String] {
    Self.kind.validate(CronTab.object(spec), old: old.map { CronTab.object($0) }, subresource: nil).map(\.description)
  }

  @Test func `unknown fields are pruned and named; those of free objects stay`() {
    let (object, unknown) = Self.kind.pruned(
      CronTab.object(["cronSpec": "x", "colour": "red", "rules": [["name": "a", "x": 1]], "free": ["y": 2]]))
    #expect(object["spec"] == ["cronSpec": "x", "rules": [["name": "a"]], "free": ["y": 2]])
    #expect(unknown == ["unknown field \"spec.colour\"", "unknown field \"spec.rules[0].x\""])
    #expect(object.name == "a")
  }

  @Test func `defaults stand in for what is unset, and for nulls that the schema doesn't allow`() {
    let object = Self.kind.defaulted(
      CronTab.object(["cronSpec": "x", "replicas": .null, "rules": [["name": "a"]], "note": .null, "image": .null]))
    #expect(object["spec"] == ["cronSpec": "x", "replicas": 1, "rules": [["name": "a", "weight": 5]], "note": .null])
  }

  @Test(
    arguments: [
      (["replicas": 1], "spec.cronSpec: Required value"),
      (
        ["cronSpec": "a"],
        "spec.cronSpec: Invalid value: \"a\": spec.cronSpec in body should match '^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$'"
      ),
      (
        ["cronSpec": "* * * * *", "replicas": "x"],
        "spec.replicas: Invalid value: \"string\": spec.replicas in body must be of type integer: \"string\""
      ),
      (
        ["cronSpec": "* * * * *", "replicas": 11],
        "spec.replicas: Invalid value: 11: spec.replicas in body should be less than or equal to 10"
      ),
      (
        ["cronSpec": "* * * * *", "replicas": 0],
        "spec.replicas: Invalid value: 0: spec.replicas in body should be greater than or equal to 1"
      ),
      (["cronSpec": "* * * * *", "mode": "warp"], "spec.mode: Unsupported value: \"warp\": supported values: \"fast\", \"slow\""),
      (["cronSpec": "* * * * *", "tags": ["a", "a"]], "spec.tags[1]: Duplicate value: \"a\""),
      (["cronSpec": "* * * * *", "rules": [["name": "a"], ["name": "a"]]], "spec.rules[1]: Duplicate value: {\"name\":\"a\"}"),
      (["cronSpec": "* * * * *", "tags": ["1", "2", "3", "4", "5", "6"]], "spec.tags: Too many: 6: must have at most 5 items"),
      (
        ["cronSpec": "* * * * *", "port": true],
        "spec.port: Invalid value: \"boolean\": spec.port in body must be of type integer,string: \"boolean\""
      ),
      (["cronSpec": "* * * * *", "image": "i", "replicas": 7], "spec.replicas: Invalid value: \"object\": at most 5 of i"),
    ] as [(Value, String)])
  func `what is wrong, in upstream's words`(spec: Value, problem: String) {
    #expect(problems(spec) == [problem])
  }

  @Test func `a good object has no problems`() {
    #expect(problems(["cronSpec": "* * * * */5", "replicas": 3, "port": "http", "note": .null, "tags": ["a"]]) == [])
  }

  @Test func `what was wrong before and hasn't changed is let be`() {
    let old: Value = ["cronSpec": "bad", "replicas": 3]
    #expect(problems(["cronSpec": "bad", "replicas": 4], old: old) == [])
    #expect(problems(["cronSpec": "worse", "replicas": 4], old: old).count == 1)
  }

  @Test func `rules about changes hold between elements with the same keys`() {
    let old: Value = ["cronSpec": "* * * * *", "rules": [["name": "a", "weight": 5], ["name": "b", "weight": 1]]]
    let new: Value = [
      "cronSpec": "* * * * *", "rules": [["name": "b", "weight": 2], ["name": "a", "weight": 4], ["name": "c", "weight": 0]],
    ]
    #expect(problems(new, old: old) == ["spec.rules[1]: Invalid value: \"object\": weights only grow"])
    #expect(problems(old, old: old) == [])
  }

  @Test func `combinations`() {
    func errors(_ schema: Value, _ value: Value) -> [String] {
      var validation = SchemaValidation()
      validation.validate(value, old: nil, StructuralSchema(schema), path: "spec")
      return validation.errors.map(\.description)
    }
    let either: Value = [
      "type": "object", "oneOf": [["required": ["a"]], ["required": ["b"]]],
      "properties": ["a": ["type": "string"], "b": ["type": "string"]],
    ]
    #expect(errors(either, ["a": "1"]) == [])
    #expect(errors(either, [:]) == ["spec: Invalid value: \"\": \"spec\" must validate one and only one schema (oneOf). Found none valid"])
    #expect(errors(either, ["a": "1", "b": "2"]).count == 1)
    #expect(
      errors(["type": "string", "not": ["enum": ["x"]]], "x") == ["spec: Invalid value: \"\": \"spec\" must not validate the schema (not)"])
    #expect(
      errors(["type": "string", "format": "date-time"], "soon") == [
        "spec: Invalid value: \"soon\": spec in body must be of type date-time: \"soon\""
      ])
    #expect(errors(["type": "number", "multipleOf": 0.1], 0.3) == [])
    #expect(errors(["type": "integer"], 1.0) == [])
  }

  @Test func `columns, selectable fields and scale`() {
    var object = CronTab.object(["cronSpec": "* * * * *", "replicas": 3, "mode": "fast"])
    object[path: "metadata", "creationTimestamp"] = "2024-01-01T00:00:00Z"
    let now = Timestamp(rfc3339: "2024-01-01T00:05:00Z") ?? Timestamp(secondsSinceEpoch: 0)
    #expect(Self.kind.cells(object, now: now) == ["a", "* * * * *", 3, "5m"])
    #expect(Self.kind.selectableFields(object) == ["spec.mode": "fast"])
    #expect(Self.kind.definition.scale?.replicas == ["spec", "replicas"])
    #expect(Self.kind.definition.subresources.map(\.name) == ["status", "scale"])
  }

  @Test func `paths of columns`() {
    let object: Value = [
      "status": ["conditions": [["type": "Ready", "status": "True"], ["type": "Done", "status": "False"]]], "a.b": 1, "list": [1, 2],
    ]
    #expect(SimplePath(".status.conditions[?(@.type==\"Ready\")].status")?.values(in: object) == ["True"])
    #expect(SimplePath(".status.conditions[*].type")?.values(in: object) == ["Ready", "Done"])
    #expect(SimplePath(".a\\.b")?.values(in: object) == [1])
    #expect(SimplePath("['a.b']") != nil)
    #expect(SimplePath(".list[-1]")?.values(in: object) == [2])
    for bad in [".a[", ".a[?(@.x)]", "a", ".a..b"] { #expect(SimplePath(bad) == nil, "\(bad)") }
  }
}
