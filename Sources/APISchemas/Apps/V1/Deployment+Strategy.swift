import APIMachinery

struct DeploymentRules: KindRules {
  var tracksGeneration: Bool { true }

  /// Rollouts are also steered by annotations, so those count.
  func changesDesiredState(_ new: Value, old: Value) -> Bool {
    new["spec"] != old["spec"] || new.annotations != old.annotations
  }

  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?) {
    if subresource == "status" { object["metadata"]?["labels"] = old["metadata"]?["labels"] }
  }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      if spec["replicas"] == nil { spec["replicas"] = 1 }
      if spec["strategy"]?.object == nil { spec["strategy"] = [:] }
      spec.edit("strategy") { strategy in
        strategy.setDefault("type", "RollingUpdate")
        guard strategy["type"] == "RollingUpdate" else { return }
        if strategy["rollingUpdate"] == nil { strategy["rollingUpdate"] = [:] }
        strategy.edit("rollingUpdate") { update in
          if update["maxUnavailable"] == nil { update["maxUnavailable"] = "25%" }
          if update["maxSurge"] == nil { update["maxSurge"] = "25%" }
        }
      }
      if spec["revisionHistoryLimit"] == nil { spec["revisionHistoryLimit"] = 10 }
      if spec["progressDeadlineSeconds"] == nil { spec["progressDeadlineSeconds"] = 600 }
    }
    PodSpecDefaults.applyToTemplate(of: &object)
  }
}
