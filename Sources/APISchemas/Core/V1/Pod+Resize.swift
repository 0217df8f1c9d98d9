import APIMachinery

extension PodRules {
  /// What a resize may not do (Resize CPU and Memory Resources assigned to Containers, "Limitations"): take an amount away, which no
  /// kernel could be told, or change what the pod's class follows from.
  static func resizeUpdate(_ new: Value, _ old: Value, _ list: inout FieldErrorList) {
    let (after, before) = (new["spec"] ?? [:], old["spec"] ?? [:])
    if PodQualityOfService.of(after) != PodQualityOfService.of(before) {
      list.invalid("spec", new["status"]?["qosClass"] ?? .null, "Pod QOS Class may not change as a result of resizing")
    }
    for key in ["containers", "initContainers"] {
      for (position, (new, old)) in zip(after.list(key), before.list(key)).enumerated() {
        let path = FieldPath("spec").child(key).index(position).child("resources")
        for kind in ["limits", "requests"] where removes(new["resources"]?[kind], old["resources"]?[kind]) {
          list.forbidden(path.child(kind), "resource \(kind) cannot be removed")
        }
      }
    }
  }

  private static func removes(_ new: Value?, _ old: Value?) -> Bool {
    (old?.object ?? Object()).contains { new?[$0.key] == nil }
  }
}
