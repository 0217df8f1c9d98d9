import APIMachinery

struct StatefulSetRules: KindRules {
  var tracksGeneration: Bool { true }
  /// Its pods are named after it, and a pod's name is its host name.
  var nameRule: NameRule { .dnsLabel }

  func prepareForCreate(_ object: inout Value) { object["status"] = ["replicas": 0, "availableReplicas": 0] }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      spec.setDefault("podManagementPolicy", "OrderedReady")
      if spec["updateStrategy"]?.object == nil { spec["updateStrategy"] = [:] }
      spec.edit("updateStrategy", Self.applyToStrategy)
      if spec["persistentVolumeClaimRetentionPolicy"] == nil { spec["persistentVolumeClaimRetentionPolicy"] = [:] }
      spec.edit("persistentVolumeClaimRetentionPolicy") { policy in
        for key in ["whenDeleted", "whenScaled"] { policy.setDefault(key, "Retain") }
      }
      spec.edit("ordinals") { if $0["start"] == nil { $0["start"] = 0 } }
      if spec["replicas"] == nil { spec["replicas"] = 1 }
      if spec["revisionHistoryLimit"] == nil { spec["revisionHistoryLimit"] = 10 }
      if spec["serviceName"] == nil { spec["serviceName"] = "" }
      spec.editEach("volumeClaimTemplates") { claim in
        (claim["apiVersion"], claim["kind"]) = ("v1", "PersistentVolumeClaim")
        PersistentVolumeClaimDefaults.apply(to: &claim)
      }
    }
    PodSpecDefaults.applyToTemplate(of: &object)
  }

  /// Settings of the rolling update are made only where the whole strategy was left out.
  private static func applyToStrategy(_ strategy: inout Value) {
    if strategy.isUnset("type") {
      strategy["type"] = "RollingUpdate"
      if strategy["rollingUpdate"] == nil { strategy["rollingUpdate"] = [:] }
    }
    guard strategy["type"] == "RollingUpdate" else { return }
    strategy.edit("rollingUpdate") { update in
      if update["partition"] == nil { update["partition"] = 0 }
      if update["maxUnavailable"] == nil { update["maxUnavailable"] = 1 }
    }
  }
}
