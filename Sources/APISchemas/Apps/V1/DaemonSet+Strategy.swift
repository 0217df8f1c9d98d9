import APIMachinery

struct DaemonSetRules: KindRules {
  var tracksGeneration: Bool { true }

  /// Counts the changes of the template; clients of the first versions still read it.
  static let templateGeneration = "deprecated.daemonset.template.generation"

  func prepareForCreate(_ object: inout Value) {
    object["status"] = ["currentNumberScheduled": 0, "numberMisscheduled": 0, "desiredNumberScheduled": 0, "numberReady": 0]
    setTemplateGeneration(max(1, Self.templateGeneration(of: object)), of: &object)
  }

  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?) {
    guard subresource == nil else { return }
    let isTemplateChanged = object[path: "spec", "template"] != old[path: "spec", "template"]
    let generation = Self.templateGeneration(of: old) + (isTemplateChanged ? 1 : 0)
    if generation > 0 { setTemplateGeneration(generation, of: &object) }
  }

  private static func templateGeneration(of object: Value) -> Int64 { object.annotations[templateGeneration].flatMap { Int64($0) } ?? 0 }

  private func setTemplateGeneration(_ generation: Int64, of object: inout Value) {
    object[path: "metadata", "annotations", Self.templateGeneration] = .string(String(generation))
  }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      if spec["updateStrategy"]?.object == nil { spec["updateStrategy"] = [:] }
      spec.edit("updateStrategy") { strategy in
        strategy.setDefault("type", "RollingUpdate")
        guard strategy["type"] == "RollingUpdate" else { return }
        if strategy["rollingUpdate"] == nil { strategy["rollingUpdate"] = [:] }
        strategy.edit("rollingUpdate") { update in
          if update["maxUnavailable"] == nil { update["maxUnavailable"] = 1 }
          if update["maxSurge"] == nil { update["maxSurge"] = 0 }
        }
      }
      if spec["revisionHistoryLimit"] == nil { spec["revisionHistoryLimit"] = 10 }
    }
    PodSpecDefaults.applyToTemplate(of: &object)
  }
}
