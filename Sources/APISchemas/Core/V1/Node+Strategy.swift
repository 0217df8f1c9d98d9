import APIMachinery

struct NodeRules: KindRules {
  var keepsStatusOnCreate: Bool { true }

  func applyDefaults(to object: inout Value) {
    guard let capacity = object["status"]?["capacity"], object["status"]?["allocatable"] == nil else { return }
    object[path: "status", "allocatable"] = capacity
  }

  func selectableFields(_ object: Value) -> [String: String] {
    ["spec.unschedulable": object["spec"]?["unschedulable"]?.bool == true ? "true" : "false"]
  }
}
