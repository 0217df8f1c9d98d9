import APIMachinery

extension PodRules {
  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      PodSpecDefaults.apply(to: &spec)
      if spec["enableServiceLinks"] == nil { spec["enableServiceLinks"] = true }
      let isOnHostNetwork = spec["hostNetwork"]?.bool ?? false
      for list in ["containers", "initContainers"] {
        spec.editEach(list) { container in
          container.edit("resources", Self.requestLimits)
          if isOnHostNetwork {
            container.editEach("ports") { if $0.isZero("hostPort") { $0["hostPort"] = $0["containerPort"] } }
          }
        }
      }
      spec.edit("resources", Self.requestLimits)
    }
    object.edit("status", Self.alignAddresses)
  }

  /// The one address is the first of all: who knows one of the two fields means both, and who says two things means the one.
  private static func alignAddresses(_ status: inout Value) {
    let (one, first) = (status.text("podIP"), status["podIPs"]?[0]?.text("ip") ?? "")
    if !one.isEmpty, one != first { status["podIPs"] = [["ip": .string(one)]] }
    if one.isEmpty, !first.isEmpty { status["podIP"] = .string(first) }
  }

  /// A resource with a limit and without a request requests its limit.
  private static func requestLimits(_ resources: inout Value) {
    for (name, limit) in resources["limits"]?.object ?? Object() where resources["requests"]?[name] == nil {
      resources[path: "requests", name] = limit
    }
  }
}
