import APIMachinery
import Basics

struct LimitRangeRules: KindRules {
  private static let keys = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"]

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      spec.editEach("limits") { item in
        if item["type"] == "Container" { Self.applyToContainers(&item) }
        for key in Self.keys { ContainerDefaults.applyToQuantities(of: &item, key) }
      }
    }
  }

  /// What isn't said follows from what is: limits from the maximum, requests from limits, then from the minimum.
  private static func applyToContainers(_ item: inout Value) {
    for (key, source) in [("default", "max"), ("defaultRequest", "default"), ("defaultRequest", "min")] {
      for (name, amount) in item[source]?.object ?? Object() where item[path: key, name] == nil { item[path: key, name] = amount }
    }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    var types: Set<String> = []
    for (position, item) in (object["spec"]?.list("limits") ?? []).enumerated() {
      let path = FieldPath("spec.limits").index(position)
      let type = item.text("type")
      list.check(NameFormat.qualifiedName(type), path.child("type"), type)
      if !type.contains("/"), !["Pod", "Container", "PersistentVolumeClaim"].contains(type) {
        list.invalid(path.child("type"), .string(type), "must be a standard limit type or fully qualified")
      }
      if !types.insert(type).inserted { list.duplicate(path.child("type"), .string(type)) }
      validate(item, type, path, &list)
    }
    return list.errors
  }

  private func validate(_ item: Value, _ type: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    var names: [String] = []
    for key in Self.keys {
      let isDefault = key == "default" || key == "defaultRequest"
      if type == "Pod", isDefault {
        if item[key]?.object?.isEmpty == false { list.forbidden(path.child(key), "may not be specified when `type` is 'Pod'") }
        continue
      }
      for name in item[key]?.object?.fieldNames ?? [] {
        resourceName(name, type, path.child(key).key(name), &list)
        if !names.contains(name) { names.append(name) }
      }
    }
    if type == "PersistentVolumeClaim", item[path: "min", "storage"] == nil, item[path: "max", "storage"] == nil {
      list.required(path.child("limits"), "either minimum or maximum storage value is required, but neither was provided")
    }
    for name in names { LimitRangeBounds(item, name).validate(path, &list) }
  }

  private func resourceName(_ name: String, _ type: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    list.check(NameFormat.qualifiedName(name), path, name)
    guard !name.contains("/") else { return }
    let isContainerResource = ["cpu", "memory", "ephemeral-storage"].contains(name) || name.hasPrefix("hugepages-")
    if !isContainerResource, name != "storage", !ResourceQuotaNames.isStandard(name) {
      list.invalid(path, .string(name), "must be a standard resource type or fully qualified")
    }
    if ["Pod", "Container"].contains(type), !isContainerResource { list.invalid(path, .string(name), "must be a standard resource for containers") }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name), object["metadata"]?["creationTimestamp"] ?? Cell.unknown]
  }
}

/// The bounds on one resource; they must not contradict one another.
private struct LimitRangeBounds {
  let name: String
  let amounts: [String: (value: Value, quantity: Quantity)]

  init(_ item: Value, _ name: String) {
    self.name = name
    var amounts: [String: (value: Value, quantity: Quantity)] = [:]
    for key in ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"] {
      if let value = item[path: key, name], let quantity = Quantity(value) { amounts[key] = (value, quantity) }
    }
    self.amounts = amounts
  }

  private func isGreater(_ a: String, _ b: String) -> (Quantity, Quantity)? {
    guard let first = amounts[a]?.quantity, let second = amounts[b]?.quantity, first > second else { return nil }
    return (first, second)
  }

  func validate(_ path: FieldPath, _ list: inout FieldErrorList) {
    func invalid(_ key: String, _ value: String, _ detail: String) {
      list.invalid(path.child(key).key(name), amounts[value]?.value ?? "", detail)
    }
    if let (min, max) = isGreater("min", "max") { invalid("min", "min", "min value \(min) is greater than max value \(max)") }
    if let (min, request) = isGreater("min", "defaultRequest") {
      invalid("defaultRequest", "defaultRequest", "min value \(min) is greater than default request value \(request)")
    }
    if let (request, max) = isGreater("defaultRequest", "max") {
      invalid("defaultRequest", "defaultRequest", "default request value \(request) is greater than max value \(max)")
    }
    if let (request, limit) = isGreater("defaultRequest", "default") {
      invalid("defaultRequest", "defaultRequest", "default request value \(request) is greater than default limit value \(limit)")
    }
    if let (min, limit) = isGreater("min", "default") { invalid("default", "min", "min value \(min) is greater than default value \(limit)") }
    if let (limit, max) = isGreater("default", "max") { invalid("default", "max", "default value \(limit) is greater than max value \(max)") }
    ratio(invalid)
    let isOvercommittable = !name.contains("/") && !name.hasPrefix("hugepages-") || name.contains("kubernetes.io/")
    if !isOvercommittable, let limit = amounts["default"]?.quantity, let request = amounts["defaultRequest"]?.quantity, limit != request {
      invalid("defaultRequest", "defaultRequest", "default value \(limit) must equal to defaultRequest value \(request) in \(name)")
    }
  }

  private func ratio(_ invalid: (String, String, String) -> Void) {
    let key = "maxLimitRequestRatio"
    guard let ratio = amounts[key]?.quantity else { return }
    if ratio < Quantity(1) { invalid(key, key, "ratio \(ratio) is less than 1") }
    guard let min = amounts["min"]?.quantity, let max = amounts["max"]?.quantity, !min.isZero else { return }
    let possible = max.double / min.double
    if ratio.double > possible { invalid(key, key, "ratio \(ratio) is greater than max/min = \(Self.sixDecimals(possible))") }
  }

  private static func sixDecimals(_ number: Double) -> String {
    let millionths = Int64(min((number * 1e6).rounded(), 9e18))
    let fraction = String(millionths % 1_000_000)
    return "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - fraction.utf8.count) + fraction
  }
}

/// The components themselves say how they are: nothing of this kind is stored.
struct ComponentStatusRules: KindRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    guard let healthy = object.list("conditions").first(where: { $0["type"] == "Healthy" }) else {
      return [.string(object.name), "Unknown", "", ""]
    }
    return [
      .string(object.name), healthy["status"] == "True" ? "Healthy" : "Unhealthy", .string(healthy.text("message")),
      .string(healthy.text("error")),
    ]
  }
}
