import APIMachinery
import Basics

extension PersistentVolumeClaimRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    let isBound = !spec.isUnset("volumeName")
    let capacity = Quantity(object[path: "status", "capacity", "storage"]) ?? .zero
    return [
      .string(object.name), .string(object.isBeingDeleted ? "Terminating" : object["status"]?.text("phase") ?? ""),
      .string(spec.text("volumeName")), .string(isBound ? capacity.description : ""),
      .string(isBound ? AccessModes.short(object["status"]?.list("accessModes") ?? []) : ""),
      .string(object.annotations["volume.beta.kubernetes.io/storage-class"] ?? spec.text("storageClassName")),
      Cell.text(spec["volumeAttributesClassName"], otherwise: "<unset>"), Cell.age(object, now),
      Cell.text(spec["volumeMode"], otherwise: "<unset>"),
    ]
  }
}

/// Access modes as the tables show them.
enum AccessModes {
  private static let abbreviations = [
    ("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"), ("ReadWriteOncePod", "RWOP"),
  ]

  static func short(_ modes: [Value]) -> String {
    abbreviations.filter { mode in modes.contains { $0.string == mode.0 } }.map(\.1).joined(separator: ",")
  }
}
