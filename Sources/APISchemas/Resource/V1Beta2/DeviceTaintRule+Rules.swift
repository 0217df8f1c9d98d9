import APIMachinery
import Basics

struct DeviceTaintRuleRules: KindRules {
  var tracksGeneration: Bool { true }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    if let selector = spec["deviceSelector"] {
      let path: FieldPath = "spec.deviceSelector"
      if let driver = selector["driver"]?.string { DeviceValidation.driver(driver, path.child("driver"), &list) }
      if let pool = selector["pool"]?.string { DeviceValidation.pool(pool, path.child("pool"), &list) }
      if let device = selector["device"]?.string { DeviceValidation.label(device, path.child("device"), &list) }
    }
    DeviceValidation.taint(spec["taint"] ?? [:], "spec.taint", &list)
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let taint = object["spec"]?["taint"] ?? [:]
    return [
      .string(object.name), .string(taint.text("key")), .string(taint.text("value")), .string(taint.text("effect")),
      Cell.since(taint["timeAdded"]?.timestamp, now), Cell.age(object, now),
    ]
  }
}
