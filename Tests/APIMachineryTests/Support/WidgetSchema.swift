import APIMachinery

/// A small kind with every list and merge type that matters.
enum WidgetSchema {
  static let types = TypeTable([
    ObjectType(name: "Widget", fields: [
      FieldSchema(name: "apiVersion", type: .string), FieldSchema(name: "kind", type: .string),
      FieldSchema(name: "metadata", type: .named("Meta")), FieldSchema(name: "spec", type: .named("Spec")),
      FieldSchema(name: "status", type: .named("Status")),
    ]),
    ObjectType(name: "Meta", fields: [
      FieldSchema(name: "name", type: .string), FieldSchema(name: "labels", type: .map(.string)), FieldSchema(name: "annotations", type: .map(.string)),
      FieldSchema(name: "finalizers", type: .list(.string, .set), patchStrategies: ["merge"]),
    ]),
    ObjectType(name: "Spec", fields: [
      FieldSchema(name: "replicas", type: .int32), FieldSchema(name: "image", type: .string),
      FieldSchema(name: "strategy", type: .named("Strategy"), patchStrategies: ["retainKeys"]),
      FieldSchema(name: "selector", type: .named("Selector")),
      FieldSchema(name: "whole", type: .named("Strategy"), patchStrategies: ["replace"]),
      FieldSchema(name: "containers", type: .list(.named("Container"), .map(keys: ["name"])), patchStrategies: ["merge"], patchMergeKey: "name"),
      FieldSchema(name: "args", type: .list(.string)),
    ]),
    ObjectType(name: "Strategy", fields: [FieldSchema(name: "type", type: .string), FieldSchema(name: "rolling", type: .map(.int32))]),
    ObjectType(name: "Selector", fields: [FieldSchema(name: "labels", type: .map(.string))], isAtomic: true),
    ObjectType(name: "Container", fields: [
      FieldSchema(name: "name", type: .string), FieldSchema(name: "image", type: .string), FieldSchema(name: "args", type: .list(.string)),
      FieldSchema(
        name: "ports", type: .list(.named("Port"), .map(keys: ["port", "protocol"])), patchStrategies: ["merge"], patchMergeKey: "port"),
    ]),
    ObjectType(name: "Port", fields: [
      FieldSchema(name: "port", type: .int32), FieldSchema(name: "protocol", type: .string, defaultValue: "TCP"), FieldSchema(name: "label", type: .string),
    ]),
    ObjectType(name: "Status", fields: [FieldSchema(name: "ready", type: .int32)]),
  ])

  /// A random object of the kind, without `metadata.name` changing.
  static func random(_ source: RandomValue) -> Value {
    let random = source.random
    func pick<T>(_ options: [T]) -> T { options[random.below(options.count)] }
    func maybe(_ value: Value) -> Value? { random.below(3) > 0 ? value : Value?.none }
    func map() -> Value { .object(Object((0..<random.below(4)).map { _ in (pick(["a", "b", "c/d", "e"]), .string(pick(["1", "2"]))) })) }
    func unique(_ names: [String]) -> [String] { names.filter { _ in random.below(2) == 0 } .sorted { _, _ in random.below(2) == 0 } }
    func container(_ name: String) -> Value {
      var value: Value = ["name": .string(name)]
      value["image"] = maybe(.string(pick(["x", "y"])))
      value["args"] = maybe(.array((0..<random.below(3)).map { .string("\($0)") }))
      value["ports"] = maybe(.array(unique(["1", "2", "3"]).map { ["port": .int(Int64($0) ?? 0), "protocol": "TCP", "label": .string(pick(["p", "q"]))] }))
      return value
    }
    var spec: Value = [:]
    spec["replicas"] = maybe(.int(Int64(random.below(3))))
    spec["image"] = maybe(.string(pick(["i", "j"])))
    spec["strategy"] = maybe(pick([["type": "A", "rolling": ["x": 1]], ["type": "B"], ["rolling": ["y": 2]]]))
    spec["whole"] = maybe(pick([["type": "A", "rolling": ["x": 1]], ["type": "B"], [:]]))
    spec["selector"] = maybe(["labels": map()])
    spec["containers"] = maybe(.array(unique(["a", "b", "c", "d"]).map(container)))
    spec["args"] = maybe(.array((0..<random.below(3)).map { .string("\($0)") }))
    var metadata: Value = ["name": "w"]
    metadata["labels"] = maybe(map())
    metadata["finalizers"] = maybe(.array(unique(["f1", "f2", "f3"]).map { .string($0) }))
    return ["apiVersion": "test/v1", "kind": "Widget", "metadata": metadata, "spec": spec]
  }
}
