import APIMachinery
import Basics
@testable import CustomResources
import Testing

/// Definitions and objects come from outside: whatever they are, they are refused or served.
@Suite struct StructuralFuzzTests {
  private struct Generator {
    let random: SeededRandom
    static let names = ["spec", "a", "b-c", "namespace", "metadata", "x.y", ""]

    func pick<T>(_ values: [T]) -> T { values[random.below(values.count)] }

    func value(_ depth: Int) -> Value {
      switch random.below(depth > 0 ? 8 : 5) {
      case 0: .null
      case 1: .bool(random.below(2) == 0)
      case 2: .int(Int64(random.below(20)) - 5)
      case 3: .double(Double(random.below(100)) / 8)
      case 4: .string(pick(["", "a", "2024-01-01T00:00:00Z", "1h", "10.0.0.1", "é"]))
      case 5: .array((0..<random.below(3)).map { _ in value(depth - 1) })
      default: .object(Object((0..<random.below(4)).map { _ in (pick(Self.names), value(depth - 1)) }))
      }
    }

    func schema(_ depth: Int) -> Value {
      var schema: Value = ["type": .string(pick(["object", "array", "string", "integer", "number", "boolean", "", "what"]))]
      for _ in 0..<random.below(4) {
        switch random.below(16) {
        case 0:
          schema["properties"] = .object(
            Object((0..<random.below(4)).map { _ in (pick(Self.names), depth > 0 ? self.schema(depth - 1) : [:]) }))
        case 1: schema["items"] = depth > 0 ? self.schema(depth - 1) : [:]
        case 2: schema["additionalProperties"] = pick([true, false, depth > 0 ? self.schema(depth - 1) : [:]])
        case 3: schema["default"] = value(2)
        case 4: schema["pattern"] = .string(pick(["^a+$", "(", "[", "(a|b)*"]))
        case 5: schema["x-kubernetes-list-type"] = .string(pick(["set", "map", "atomic", "odd"]))
        case 6: schema["x-kubernetes-list-map-keys"] = ["a"]
        case 7: schema["x-kubernetes-preserve-unknown-fields"] = .bool(random.below(2) == 0)
        case 8: schema["nullable"] = true
        case 9: schema["enum"] = [value(1), value(1)]
        case 10: schema[pick(["allOf", "anyOf", "oneOf"])] = [depth > 0 ? self.schema(depth - 1) : [:]]
        case 11:
          schema["x-kubernetes-validations"] = [
            ["rule": .string(pick(["self == oldSelf", "self.a == 1", "has(self.a)", "true", "(", "size(self) < 5"]))]
          ]
        case 12: schema["x-kubernetes-int-or-string"] = true
        case 13: schema[pick(["minLength", "maxLength", "minItems", "maxItems"])] = .int(pick([Int64.max, Int64.min, Int64.max - 2, 0]))
        case 14: schema["required"] = ["spec", "a"]
        default: schema[pick(["minimum", "maxLength", "maxItems", "maxProperties", "multipleOf", "format", "required"])] = value(1)
        }
      }
      return schema
    }
  }

  @Test(arguments: 0..<6) func `schemas and objects`(seed: UInt64) {
    let generator = Generator(random: SeededRandom(seed: seed))
    for _ in 0..<150 {
      let source = generator.schema(3)
      _ = SchemaStructure.validate(source, path: "s")
      let definition = CronTab.definition(source)
      let kind = CustomResource(definition["spec"] ?? [:], version: definition[path: "spec", "versions"]?[0] ?? [:])
      for _ in 0..<5 {
        let object = CronTab.object(generator.value(4))
        let pruned = kind.pruned(object).object
        // Pruning and defaulting come to rest.
        #expect(kind.pruned(pruned).object == pruned)
        let defaulted = kind.defaulted(pruned)
        #expect(kind.defaulted(defaulted) == defaulted || !SchemaStructure.validate(source, path: "s").isEmpty)
        _ = kind.validate(defaulted, old: nil, subresource: nil)
        // What hasn't changed breaks no schema; only rules about changes are asked.
        var validation = SchemaValidation()
        validation.validate(defaulted, old: defaulted, kind.schema, path: "", isResource: true)
        #expect(validation.errors.isEmpty)
      }
    }
  }
}
