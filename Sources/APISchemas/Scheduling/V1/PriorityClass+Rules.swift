import APIMachinery
import Basics

struct PriorityClassRules: KindRules {
  /// The classes that the system itself makes, and their values.
  static let systemClasses: [String: Int64] = ["system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000]
  static let userValueMax: Int64 = 1_000_000_000

  var tracksGeneration: Bool { true }
  func changesDesiredState(_ new: Value, old: Value) -> Bool { false }

  func applyDefaults(to object: inout Value) {
    if object["value"] == nil { object["value"] = 0 }
    object.setDefault("preemptionPolicy", "PreemptLowerPriority")
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let value = object["value"]?.int ?? 0
    if object.name.hasPrefix("system-") {
      let error: String? =
        switch Self.systemClasses[object.name] {
        case nil: "\(object.name) is not a known system priority class"
        case let known? where known != value: "value of \(object.name) PriorityClass must be \(known)"
        default: object["globalDefault"]?.bool == true ? "globalDefault of \(object.name) PriorityClass must be false" : nil
        }
      if let error {
        list.forbidden(
          "metadata.name", "priority class names with 'system-' prefix are reserved for system use only. error: " + error)
      }
    } else if value > Self.userValueMax {
      list.forbidden("value", "maximum allowed value of a user defined priority is \(Self.userValueMax)")
    }
    list.oneOf(object, "preemptionPolicy", ["PreemptLowerPriority", "Never"], at: "")
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if object["value"] != old["value"] { list.forbidden("value", "may not be changed in an update.") }
    list.immutable(object["preemptionPolicy"], old["preemptionPolicy"], "preemptionPolicy")
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [
      .string(object.name), Cell.int(object["value"]), .bool(object["globalDefault"]?.bool ?? false), Cell.age(object, now),
      Cell.text(object["preemptionPolicy"], otherwise: "PreemptLowerPriority"),
    ]
  }
}
