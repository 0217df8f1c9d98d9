import APIMachinery
import Basics

struct ResourceSliceRules: KindRules {
  static let devicesMax = 128
  static let sharedDevicesMax = 64
  private static let counterSetsMax = 8
  private static let nodeFields = ["nodeName", "nodeSelector", "allNodes", "perDeviceNodeSelection"]

  var tracksGeneration: Bool { true }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    DeviceValidation.driver(spec.text("driver"), "spec.driver", &list)
    pool(spec["pool"] ?? [:], "spec.pool", &list)
    nodes(spec, &list)
    counterSets(spec, "spec.sharedCounters", &list)
    let devices = spec.list("devices")
    let isHeavy = devices.contains { !$0.list("taints").isEmpty || !$0.list("consumesCounters").isEmpty }
    DeviceValidation.limit(devices, isHeavy ? Self.sharedDevicesMax : Self.devicesMax, "spec.devices", &list)
    var names = Set<String>()
    for (position, device) in devices.enumerated() {
      let path = FieldPath("spec.devices").index(position)
      let name = device.text("name")
      if !name.isEmpty, !names.insert(name).inserted { list.duplicate(path.child("name"), .string(name)) }
      validate(device: device, isChoosingNodes: spec["perDeviceNodeSelection"]?.bool == true, path, &list)
    }
    return list.errors
  }

  private func pool(_ pool: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    DeviceValidation.pool(pool.text("name"), path.child("name"), &list)
    if let count = pool["resourceSliceCount"]?.int, count > 0 {} else {
      list.invalid(path.child("resourceSliceCount"), .int(pool["resourceSliceCount"]?.int ?? 0), "must be greater than zero")
    }
    list.nonNegative(pool, "generation", at: path)
  }

  private func nodes(_ spec: Value, _ list: inout FieldErrorList) {
    let set = Self.nodeFields.filter { spec[$0] != nil }
    for key in ["allNodes", "perDeviceNodeSelection"] where spec[key] == false {
      list.invalid(FieldPath("spec").child(key), false, "must be either unset or set to true")
    }
    if let name = spec["nodeName"]?.string {
      list.check(NameFormat.dns1123Subdomain(name), "spec.nodeName", name)
    }
    if let selector = spec["nodeSelector"] {
      AffinityValidation.nodeSelector(selector, "spec.nodeSelector", &list)
      if selector.list("nodeSelectorTerms").count != 1 {
        list.invalid(
          "spec.nodeSelector.nodeSelectorTerms", .array(selector.list("nodeSelectorTerms")), "must have exactly one node selector term")
      }
    }
    let oneOf = "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required"
    if set.isEmpty { list.required("spec", oneOf) }
    if set.count > 1 {
      list.invalid("spec", .string("{" + set.joined(separator: ", ") + "}"), oneOf + ", but multiple fields are set")
    }
  }

  private func counterSets(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let sets = spec.list("sharedCounters")
    DeviceValidation.limit(sets, Self.counterSetsMax, path, &list)
    if !sets.isEmpty, !spec.list("devices").isEmpty {
      list.invalid("spec", .null, "only one of `sharedCounters` or `devices` is allowed")
    }
    var names = Set<String>()
    for (position, set) in sets.enumerated() {
      let place = path.index(position)
      let name = set.text("name")
      DeviceValidation.label(name, place.child("name"), &list)
      if !name.isEmpty, !names.insert(name).inserted { list.duplicate(place.child("name"), .string(name)) }
      let counters = set["counters"]?.object ?? Object()
      if counters.isEmpty { list.required(place.child("counters")) }
      for counter in counters { list.check(NameFormat.dns1123Label(counter.key), place.child("counters"), counter.key) }
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    let (new, old) = (object["spec"] ?? [:], old["spec"] ?? [:])
    for key in ["driver", "nodeName", "allNodes"] { list.immutable(new[key], old[key], FieldPath("spec").child(key)) }
    list.immutable(new["pool"]?["name"], old["pool"]?["name"], "spec.pool.name")
    return list.errors
  }

  func selectableFields(_ object: Value) -> [String: String] {
    let spec = object["spec"] ?? [:]
    return ["spec.nodeName": spec.text("nodeName"), "spec.driver": spec.text("driver")]
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    return [
      .string(object.name), Cell.text(spec["nodeName"], otherwise: "<unset>"), .string(spec.text("driver")),
      .string(spec["pool"]?.text("name") ?? ""), Cell.age(object, now),
    ]
  }
}
