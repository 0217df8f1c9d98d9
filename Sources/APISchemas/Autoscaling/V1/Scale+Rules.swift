import APIMachinery
import Basics

/// The sizes of workloads: views that the server makes, of which nothing is stored.
struct ScaleRules: KindRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [
      .string(object.name), Cell.int(object["spec"]?["replicas"]), Cell.int(object["status"]?["replicas"]), Cell.age(object, now),
    ]
  }
}

extension ResourceDefinition {
  /// How scales are printed. No path leads to a collection of them.
  public static let scales = ResourceDefinition(
    group: "autoscaling", version: "v1", kind: "Scale", plural: "scales", singular: "scale", isNamespaced: true,
    columns: [
      ColumnDefinition(name: "Name", type: "string", format: "name", description: "The name of the scalable object.", priority: 0),
      ColumnDefinition(name: "Desired", type: "integer", description: "How many there should be.", priority: 0),
      ColumnDefinition(name: "Available", type: "integer", description: "How many there are.", priority: 0),
      ColumnDefinition(name: "Age", type: "string", description: "How long ago the object was created.", priority: 0),
    ], typeName: "io.k8s.api.autoscaling.v1.Scale")
}
