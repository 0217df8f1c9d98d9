import APIMachinery

struct JobRules: KindRules {
  var tracksGeneration: Bool { true }

  static let controllerUIDLabel = "batch.kubernetes.io/controller-uid"
  static let jobNameLabel = "batch.kubernetes.io/job-name"
  static let legacyControllerUIDLabel = "controller-uid"
  static let legacyJobNameLabel = "job-name"

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      if spec["completions"] == nil, spec["parallelism"] == nil { spec["completions"] = 1 }
      if spec["parallelism"] == nil { spec["parallelism"] = 1 }
      if spec["backoffLimit"] == nil { spec["backoffLimit"] = spec["backoffLimitPerIndex"] == nil ? 6 : 2_147_483_647 }
      spec.setDefault("completionMode", "NonIndexed")
      if spec["suspend"] == nil { spec["suspend"] = false }
      if spec["manualSelector"] == nil { spec["manualSelector"] = false }
      spec.setDefault("podReplacementPolicy", spec["podFailurePolicy"] == nil ? "TerminatingOrFailed" : "Failed")
      Self.applyToFailurePolicy(of: &spec)
    }
    if object.labels.isEmpty, let labels = object[path: "spec", "template", "metadata", "labels"], labels.object?.isEmpty == false {
      object[path: "metadata", "labels"] = labels
    }
    PodSpecDefaults.applyToTemplate(of: &object)
  }

  /// Also in the job templates of cron jobs.
  static func applyToFailurePolicy(of spec: inout Value) {
    spec.edit("podFailurePolicy") { policy in
      policy.editEach("rules") { rule in rule.editEach("onPodConditions") { $0.setDefault("status", "True") } }
    }
  }

  func prepareForCreate(_ object: inout Value) {
    guard object["spec"]?.object != nil, object["spec"]?["manualSelector"]?.bool != true else { return }
    generateSelector(&object)
  }

  /// The selector that no other job's pods match: by the job's uid. Labels and selectors that the user wrote are kept;
  /// validation refuses them when they conflict.
  private func generateSelector(_ object: inout Value) {
    let name: Value = .string(object.name)
    let uid: Value = .string(object.uid)
    for (label, value) in [
      (Self.legacyJobNameLabel, name), (Self.jobNameLabel, name), (Self.legacyControllerUIDLabel, uid), (Self.controllerUIDLabel, uid),
    ] where object[path: "spec", "template", "metadata", "labels", label] == nil {
      object[path: "spec", "template", "metadata", "labels", label] = value
    }
    if object[path: "spec", "selector", "matchLabels", Self.controllerUIDLabel] == nil {
      object[path: "spec", "selector", "matchLabels", Self.controllerUIDLabel] = uid
    }
  }

  func selectableFields(_ object: Value) -> [String: String] {
    ["status.successful": String(object["status"]?["succeeded"]?.int ?? 0)]
  }
}
