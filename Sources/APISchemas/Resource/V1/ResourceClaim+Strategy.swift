import APIMachinery
import Basics

struct ResourceClaimRules: KindRules {
  func applyDefaults(to object: inout Value) {
    object.edit("spec") { Self.applyDefaults(toSpec: &$0) }
  }

  static func applyDefaults(toSpec spec: inout Value) {
    func request(_ request: inout Value) {
      request.setDefault("allocationMode", "ExactCount")
      if request["allocationMode"] == "ExactCount", request.isZero("count") { request["count"] = 1 }
    }
    spec.edit("devices") { devices in
      devices.editEach("requests") { main in
        main.edit("exactly", request)
        main.editEach("firstAvailable", request)
      }
    }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let status = object["status"] ?? [:]
    var states: [String] = []
    if object.isBeingDeleted { states.append("deleted") }
    if status["allocation"] == nil {
      if !object.isBeingDeleted { states.append("pending") }
    } else {
      states.append("allocated")
      if !status.list("reservedFor").isEmpty { states.append("reserved") }
    }
    return [.string(object.name), .string(states.joined(separator: ",")), Cell.age(object, now)]
  }
}
