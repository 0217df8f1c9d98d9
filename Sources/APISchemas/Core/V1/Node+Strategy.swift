import APIMachinery

struct NodeRules: KindRules {
  var keepsStatusOnCreate: Bool { true }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      // The one range is the first of all: who knows one of the two fields means both.
      if !spec.isUnset("podCIDR"), spec.list("podCIDRs").isEmpty { spec["podCIDRs"] = [.string(spec.text("podCIDR"))] }
      if spec.isUnset("podCIDR"), let first = spec["podCIDRs"]?[0] { spec["podCIDR"] = first }
    }
    guard let capacity = object["status"]?["capacity"], object["status"]?["allocatable"] == nil else { return }
    object[path: "status", "allocatable"] = capacity
  }

  func selectableFields(_ object: Value) -> [String: String] {
    ["spec.unschedulable": object["spec"]?["unschedulable"]?.bool == true ? "true" : "false"]
  }
}
