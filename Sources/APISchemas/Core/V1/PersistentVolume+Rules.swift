import APIMachinery
import Basics

struct PersistentVolumeRules: KindRules {
  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      spec.setDefault("persistentVolumeReclaimPolicy", "Retain")
      spec.setDefault("volumeMode", "Filesystem")
      ContainerDefaults.applyToQuantities(of: &spec, "capacity")
      spec.edit("hostPath") { if $0["type"] == nil { $0["type"] = "" } }
      spec.edit("azureDisk") { disk in
        disk.setDefault("cachingMode", "ReadWrite")
        disk.setDefault("kind", "Shared")
      }
    }
    if object["status"]?.object == nil { object["status"] = [:] }
    object.edit("status") { $0.setDefault("phase", "Pending") }
  }

  func prepareForCreate(_ object: inout Value) {
    var status: Value = ["phase": "Pending"]
    status["lastPhaseTransitionTime"] = object["metadata"]?["creationTimestamp"]
    object["status"] = status
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    let status = object["status"] ?? [:]
    let capacity = Quantity(spec[path: "capacity", "storage"]) ?? .zero
    let claim = spec["claimRef"].map { $0.text("namespace") + "/" + $0.text("name") } ?? ""
    return [
      .string(object.name), .string(capacity.description), .string(AccessModes.short(spec.list("accessModes"))),
      .string(spec.text("persistentVolumeReclaimPolicy")), .string(object.isBeingDeleted ? "Terminating" : status.text("phase")),
      .string(claim), .string(object.annotations["volume.beta.kubernetes.io/storage-class"] ?? spec.text("storageClassName")),
      Cell.text(spec["volumeAttributesClassName"], otherwise: "<unset>"), .string(status.text("reason")), Cell.age(object, now),
      Cell.text(spec["volumeMode"], otherwise: "<unset>"),
    ]
  }
}
