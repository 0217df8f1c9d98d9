import APIMachinery

extension PodRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    PodSpecValidation.validate(object["spec"] ?? [:], "spec", &list)
    // Whoever makes pods from a template may still fill the image in.
    for (position, volume) in (object["spec"]?.list("volumes") ?? []).enumerated() where volume["image"]?.isUnset("reference") == true {
      list.required(FieldPath("spec.volumes").index(position).child("image").child("reference"))
    }
    return list.errors
  }

  /// Debugging containers come through a subresource of their own, and a pod that isn't to be scheduled yet has no node.
  func validateCreate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    if !spec.list("ephemeralContainers").isEmpty { list.forbidden("spec.ephemeralContainers", "cannot be set on create") }
    if !spec.isUnset("nodeName"), !spec.list("schedulingGates").isEmpty {
      list.forbidden("spec.nodeName", "cannot be set until all schedulingGates have been cleared")
    }
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    switch subresource {
    case nil: Self.update(object["spec"] ?? [:], old["spec"] ?? [:], &list)
    case "status": Self.statusUpdate(object, old, &list)
    case "ephemeralcontainers":
      Self.ephemeralUpdate(object, old, &list)
      PodSpecValidation.validate(object["spec"] ?? [:], "spec", &list)
    case "resize":
      PodSpecValidation.validate(object["spec"] ?? [:], "spec", &list)
      Self.resizeUpdate(object, old, &list)
    default: break
    }
    return list.errors
  }

  private static func update(_ new: Value, _ old: Value, _ list: inout FieldErrorList) {
    for key in ["containers", "initContainers"] where new.list(key).count != old.list(key).count {
      list.forbidden("spec", "pod updates may not add or remove containers")
      return
    }
    deadline(new, old, &list)
    gates(new, old, &list)
    guard addsTolerations(new, old) else {
      list.forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds")
      return
    }
    let expected = masked(old, with: new)
    guard new != expected else { return }
    let changed = Set((new.object?.fieldNames ?? []) + (expected.object?.fieldNames ?? [])).filter { new[$0] != expected[$0] }
    guard !changed.isEmpty else { return }
    list.forbidden(
      "spec",
      "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
        + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
        + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\nchanged: "
        + changed.sorted().map { "spec." + $0 }.joined(separator: ", "))
  }

  private static func deadline(_ new: Value, _ old: Value, _ list: inout FieldErrorList) {
    let path: FieldPath = "spec.activeDeadlineSeconds"
    guard let before = old["activeDeadlineSeconds"]?.int else { return }
    guard let after = new["activeDeadlineSeconds"]?.int else {
      list.invalid(path, .null, "must not update from a positive integer to nil value")
      return
    }
    if after > before { list.invalid(path, .int(after), "must be less than or equal to previous value") }
  }

  /// Scheduling gates can only go away.
  private static func gates(_ new: Value, _ old: Value, _ list: inout FieldErrorList) {
    for (position, gate) in new.list("schedulingGates").enumerated() where !old.list("schedulingGates").contains(gate) {
      list.forbidden(
        FieldPath("spec.schedulingGates").index(position), "only deletion is allowed, but found new scheduling gate '\(gate.text("name"))'")
    }
  }

  private static func addsTolerations(_ new: Value, _ old: Value) -> Bool {
    func withoutSeconds(_ toleration: Value) -> Value { toleration.with("tolerationSeconds", .null) }
    let kept = new.list("tolerations").map(withoutSeconds)
    return old.list("tolerations").allSatisfy { kept.contains(withoutSeconds($0)) }
  }

  /// The old specification with everything that may change taken from the new one: what differs still is forbidden.
  private static func masked(_ old: Value, with new: Value) -> Value {
    var result = old
    for key in ["activeDeadlineSeconds", "tolerations", "schedulingGates"] { result[key] = new[key] }
    for key in ["containers", "initContainers"] where old[key] != nil {
      let images = new.list(key).map { $0["image"] }
      result[key] = .array(
        zip(old.list(key), images).map { container, image in
          var container = container
          container["image"] = image
          return container
        })
    }
    if let grace = old["terminationGracePeriodSeconds"]?.int, grace < 0, new["terminationGracePeriodSeconds"] == 1 {
      result["terminationGracePeriodSeconds"] = 1
    }
    if !old.list("schedulingGates").isEmpty {
      // A gated pod isn't scheduled yet: its placement may still be narrowed.
      let narrowed = new["nodeSelector"]?.stringMap ?? [:]
      if (old["nodeSelector"]?.stringMap ?? [:]).allSatisfy({ narrowed[$0.key] == $0.value }) {
        result["nodeSelector"] = new["nodeSelector"]
      }
      if old["affinity"]?["nodeAffinity"] == nil { result["affinity"] = new["affinity"] }
    }
    return result
  }

  private static func statusUpdate(_ new: Value, _ old: Value, _ list: inout FieldErrorList) {
    let policy = old["spec"]?.text("restartPolicy") ?? ""
    guard policy != "Always" else { return }
    let path: FieldPath = "status.containerStatuses"
    for before in old["status"]?.list("containerStatuses") ?? [] {
      guard let terminated = before["state"]?["terminated"] else { continue }
      if policy == "OnFailure", terminated["exitCode"]?.int != 0 { continue }
      let statuses = new["status"]?.list("containerStatuses") ?? []
      for (position, after) in statuses.enumerated() where after["name"] == before["name"] && after["state"]?["terminated"] == nil {
        list.forbidden(path.index(position).child("state"), "may not be transitioned to non-terminated state")
      }
    }
  }

  private static func ephemeralUpdate(_ new: Value, _ old: Value, _ list: inout FieldErrorList) {
    let path: FieldPath = "spec.ephemeralContainers"
    let after = new["spec"]?.list("ephemeralContainers") ?? []
    for container in old["spec"]?.list("ephemeralContainers") ?? [] {
      let name = container.text("name")
      guard let kept = after.first(where: { $0["name"] == container["name"] }) else {
        list.forbidden(path, "existing ephemeral containers \"\(name)\" may not be removed\n")
        continue
      }
      if kept != container { list.forbidden(path, "existing ephemeral containers \"\(name)\" may not be changed\n") }
    }
  }
}
