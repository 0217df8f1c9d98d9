import APIMachinery
import Basics

struct VolumeAttachmentRules: KindRules {
  private static let messageBytesMax = 1024
  private static let metadataBytesMax = 256 << 10

  func prepareForCreate(_ object: inout Value) { object["status"] = ["attached": false] }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    CSIDriverRules.driverName(spec.text("attacher"), "spec.attacher", &list)
    source(spec["source"] ?? [:], "spec.source", &list)
    if let node = list.requiredText(spec, "nodeName", "spec") {
      list.check(NameFormat.dns1123Subdomain(node), "spec.nodeName", node)
    }
    status(object["status"] ?? [:], &list)
    return list.errors
  }

  private func source(_ source: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let oneOf = "must specify exactly one of inlineVolumeSpec and persistentVolumeName"
    switch (source["inlineVolumeSpec"], source["persistentVolumeName"]) {
    case (nil, nil): list.required(path, oneOf)
    case (nil, let name?):
      if name == "" { list.required(path.child("persistentVolumeName"), "must specify non empty persistentVolumeName") }
    case (_?, nil): break
    default: list.forbidden(path, oneOf)
    }
  }

  private func status(_ status: Value, _ list: inout FieldErrorList) {
    let metadata = status["attachmentMetadata"]?.object ?? Object()
    let size = metadata.reduce(0) { $0 + $1.key.utf8.count + ($1.value.string?.utf8.count ?? 0) }
    if size > Self.metadataBytesMax { list.tooLong("status.attachmentMetadata", bytes: Self.metadataBytesMax) }
    for key in ["attachError", "detachError"] where (status[key]?.text("message").utf8.count ?? 0) > Self.messageBytesMax {
      list.tooLong(FieldPath("status").child(key).child("message"), bytes: Self.messageBytesMax)
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if subresource == "status" { status(object["status"] ?? [:], &list) }
    list.immutable(object["spec"], old["spec"], "spec")
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    return [
      .string(object.name), .string(spec.text("attacher")), .string(spec["source"]?.text("persistentVolumeName") ?? ""),
      .string(spec.text("nodeName")), .bool(object["status"]?["attached"]?.bool ?? false), Cell.age(object, now),
    ]
  }
}
