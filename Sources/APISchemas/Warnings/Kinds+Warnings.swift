import APIMachinery

extension PodRules {
  func warnings(_ object: Value) -> [String] {
    PodWarnings.name(object.name, of: "the Pod's hostname") + PodWarnings.of(object["spec"] ?? [:], "spec")
  }
}

/// The warnings of a workload about the pods of its template.
private enum TemplateWarnings {
  static func of(_ object: Value, namesPods: Bool = true) -> [String] {
    (namesPods ? PodWarnings.name(object.name, of: "Pod names and hostnames") : [])
      + PodWarnings.of(object[path: "spec", "template", "spec"] ?? [:], "spec.template.spec")
  }
}

extension DeploymentRules {
  func warnings(_ object: Value) -> [String] { TemplateWarnings.of(object) }
}

extension ReplicaSetRules {
  func warnings(_ object: Value) -> [String] { TemplateWarnings.of(object) }
}

extension ReplicationControllerRules {
  func warnings(_ object: Value) -> [String] { TemplateWarnings.of(object) }
}

extension JobRules {
  func warnings(_ object: Value) -> [String] { TemplateWarnings.of(object) }
}

extension DaemonSetRules {
  func warnings(_ object: Value) -> [String] { TemplateWarnings.of(object, namesPods: false) }
}

extension StatefulSetRules {
  func warnings(_ object: Value) -> [String] {
    var warnings = TemplateWarnings.of(object, namesPods: false)
    for (position, claim) in (object["spec"]?.list("volumeClaimTemplates") ?? []).enumerated() {
      warnings += PersistentVolumeClaimRules.warnings(claim, FieldPath("spec.volumeClaimTemplates").index(position))
    }
    if let limit = object["spec"]?["revisionHistoryLimit"]?.int, limit < 0 {
      warnings.append("spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended")
    }
    return warnings
  }
}

extension CronJobRules {
  func warnings(_ object: Value) -> [String] {
    var warnings = PodWarnings.name(object.name, of: "Pod names and hostnames")
    if object["spec"]?.text("schedule").contains("TZ") ?? false {
      warnings.append(
        "CRON_TZ or TZ used in spec.schedule is not officially supported, see "
          + "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details")
    }
    let template = object[path: "spec", "jobTemplate", "spec", "template", "spec"] ?? [:]
    return warnings + PodWarnings.of(template, "spec.jobTemplate.spec.template.spec")
  }
}

extension PodTemplateRules {
  func warnings(_ object: Value) -> [String] { PodWarnings.of(object["template"]?["spec"] ?? [:], "template.spec") }
}

extension PersistentVolumeClaimRules {
  func warnings(_ object: Value) -> [String] { Self.warnings(object, "") }

  static func warnings(_ claim: Value, _ path: FieldPath) -> [String] {
    StorageAnnotations.warnings(claim, path, ["volume.beta.kubernetes.io/storage-class"])
      + PodWarnings.fractionalBytes(
        claim[path: "spec", "resources", "requests", "storage"],
        path.child("spec").child("resources").child("requests").key("storage"))
  }
}

extension PersistentVolumeRules {
  func warnings(_ object: Value) -> [String] {
    var warnings = StorageAnnotations.warnings(
      object, "", ["volume.beta.kubernetes.io/storage-class", "volume.beta.kubernetes.io/mount-options"])
    if object[path: "spec", "persistentVolumeReclaimPolicy"] == "Recycle" {
      warnings.append(
        "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use "
          + "dynamic provisioning.")
    }
    return warnings
  }
}

private enum StorageAnnotations {
  private static let deprecated = [
    "volume.beta.kubernetes.io/storage-class": "deprecated since v1.8; use \"storageClassName\" attribute instead",
    "volume.beta.kubernetes.io/mount-options": "deprecated since v1.31; use \"mountOptions\" attribute instead",
  ]

  static func warnings(_ object: Value, _ path: FieldPath, _ names: [String]) -> [String] {
    names.filter { object.annotations[$0] != nil }.compactMap { name in
      deprecated[name].map { "\(path.child("metadata").child("annotations").key(name)): \($0)" }
    }
  }
}

extension IngressRules {
  func warnings(_ object: Value) -> [String] {
    guard object.annotations[Self.classAnnotation] != nil else { return [] }
    return ["annotation \"\(Self.classAnnotation)\" is deprecated, please use 'spec.ingressClassName' instead"]
  }
}
