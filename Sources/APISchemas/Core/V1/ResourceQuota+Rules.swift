import APIMachinery
import Basics

struct ResourceQuotaRules: KindRules {
  func applyDefaults(to object: inout Value) {
    for part in ["spec", "status"] {
      object.edit(part) { part in
        for key in ["hard", "used"] { ContainerDefaults.applyToQuantities(of: &part, key) }
      }
    }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    Self.amounts(spec["hard"], "spec.hard", &list)
    ResourceQuotaScopes.validate(spec, "spec", &list)
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if subresource == "status" {
      for key in ["hard", "used"] { Self.amounts(object["status"]?[key], FieldPath("status").child(key), &list) }
    } else {
      let scopes = object["spec"]?.list("scopes") ?? []
      if Set(scopes) != Set(old["spec"]?.list("scopes") ?? []) { list.invalid("spec.scopes", .array(scopes), "field is immutable") }
    }
    return list.errors
  }

  private static func amounts(_ amounts: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (name, amount) in amounts?.object ?? Object() {
      let place = path.key(name)
      list.check(NameFormat.qualifiedName(name), place, name)
      if !name.contains("/"), !ResourceQuotaNames.isStandard(name) {
        list.invalid(place, .string(name), "must be a standard resource type or fully qualified")
        list.invalid(place, .string(name), "must be a standard resource for quota")
      }
      guard let quantity = Quantity(amount) else { continue }
      if quantity.isNegative { list.invalid(place, amount, "must be greater than or equal to 0") }
      if ResourceQuotaNames.isWhole(name), Quantity(quantity.value) != quantity { list.invalid(place, amount, "must be an integer") }
    }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let status = object["status"] ?? [:]
    let lines = (status["hard"]?.object ?? Object()).sortedByKey().map { name, hard in
      let used = Quantity(status["used"]?[name]) ?? .zero
      return (isLimit: name.hasPrefix("limits"), text: "\(name): \(used)/\(Quantity(hard) ?? .zero)")
    }
    func column(_ isLimit: Bool) -> Value { .string(lines.filter { $0.isLimit == isLimit }.map(\.text).joined(separator: ", ")) }
    return [.string(object.name), column(false), column(true), Cell.age(object, now)]
  }
}

/// The names of what a quota can limit.
enum ResourceQuotaNames {
  static let compute: Set<String> = ["cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"]
  static let counts: Set<String> = [
    "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "persistentvolumeclaims", "configmaps",
    "services.nodeports", "services.loadbalancers",
  ]
  private static let storage: Set<String> = [
    "requests.storage", "ephemeral-storage", "requests.ephemeral-storage", "limits.ephemeral-storage",
  ]

  static func isStandard(_ name: String) -> Bool {
    compute.contains(name) || counts.contains(name) || storage.contains(name) || name.hasPrefix("hugepages-")
      || name.hasPrefix("requests.hugepages-")
  }

  static func isWhole(_ name: String) -> Bool { counts.contains(name) || name.hasPrefix("count/") }
}
