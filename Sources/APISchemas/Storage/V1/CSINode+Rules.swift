import APIMachinery
import Basics

struct CSINodeRules: KindRules {
  private static let nodeIDBytesMax = 192

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    var names = Set<String>()
    for (position, driver) in (object["spec"]?.list("drivers") ?? []).enumerated() {
      let path = FieldPath("spec.drivers").index(position)
      let name = driver.text("name")
      CSIDriverRules.driverName(name, path.child("name"), &list)
      if !names.insert(name).inserted { list.duplicate(path.child("name"), .string(name)) }
      if let id = list.requiredText(driver, "nodeID", path), id.utf8.count > Self.nodeIDBytesMax {
        list.invalid(path.child("nodeID"), .string(id), "must be \(Self.nodeIDBytesMax) characters or less")
      }
      list.nonNegative(driver["allocatable"] ?? [:], "count", at: path.child("allocatable"))
      topologyKeys(driver.list("topologyKeys"), path.child("topologyKeys"), &list)
    }
    return list.errors
  }

  private func topologyKeys(_ keys: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    var seen = Set<Value>()
    for (position, key) in keys.enumerated() {
      let text = key.string ?? ""
      if text.isEmpty { list.required(path.index(position)) }
      if !seen.insert(key).inserted { list.duplicate(path.index(position), key) }
      if !text.isEmpty { list.check(NameFormat.qualifiedName(text), path.index(position), text) }
    }
  }

  /// Drivers come and go; one that stays is the same, but for what the node can take.
  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    func identity(_ driver: Value) -> Value {
      var driver = driver
      driver["allocatable"] = nil
      return driver
    }
    var list = FieldErrorList()
    let before = Dictionary((old["spec"]?.list("drivers") ?? []).map { ($0.text("name"), $0) }, uniquingKeysWith: { first, _ in first })
    for (position, driver) in (object["spec"]?.list("drivers") ?? []).enumerated() {
      guard let earlier = before[driver.text("name")], identity(earlier) != identity(driver) else { continue }
      list.invalid(FieldPath("spec.drivers").index(position), driver, "field is immutable")
    }
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name), .int(Int64(object["spec"]?.list("drivers").count ?? 0)), Cell.age(object, now)]
  }
}

struct CSIStorageCapacityRules: KindRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    LabelSelectorValidation.validate(object["nodeTopology"], "nodeTopology", &list)
    let name = object.text("storageClassName")
    list.check(NameFormat.dns1123Subdomain(name), "storageClassName", name)
    for key in ["capacity", "maximumVolumeSize"] {
      guard let text = object[key]?.string, let quantity = try? Quantity(text), quantity < .zero else { continue }
      list.invalid(FieldPath(key), .string(text), "must be greater than or equal to 0")
    }
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    for key in ["nodeTopology", "storageClassName"] { list.immutable(object[key], old[key], FieldPath(key)) }
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name), .string(object.text("storageClassName")), Cell.text(object["capacity"], otherwise: "<unset>")]
  }
}
