import APIMachinery

/// The defaults of volume claims, in objects of their own and in the templates of a StatefulSet.
enum PersistentVolumeClaimDefaults {
  static func apply(to claim: inout Value) {
    if claim["spec"]?.object == nil { claim["spec"] = [:] }
    claim.edit("spec") { spec in
      spec.setDefault("volumeMode", "Filesystem")
      if spec["resources"] == nil { spec["resources"] = [:] }
      spec.edit("resources") { resources in
        for key in ["limits", "requests"] { ContainerDefaults.applyToQuantities(of: &resources, key) }
      }
    }
    if claim["status"]?.object == nil { claim["status"] = [:] }
    claim.edit("status") { $0.setDefault("phase", "Pending") }
  }
}

struct PersistentVolumeClaimRules: KindRules {
  func applyDefaults(to object: inout Value) { PersistentVolumeClaimDefaults.apply(to: &object) }

  func prepareForCreate(_ object: inout Value) {
    object["status"] = ["phase": "Pending"]
    object.edit("spec", Self.alignSources)
  }

  /// The two ways to name a source are kept equal where both can name it.
  private static func alignSources(_ spec: inout Value) {
    switch (spec["dataSource"], spec["dataSourceRef"]) {
    case (let source?, nil): spec["dataSourceRef"] = source
    case (nil, let source?) where source.isUnset("namespace"):
      let kind = (source.text("apiGroup"), source.text("kind"))
      if kind == ("", "PersistentVolumeClaim") || kind == ("snapshot.storage.k8s.io", "VolumeSnapshot") { spec["dataSource"] = source }
    default: break
    }
  }
}
